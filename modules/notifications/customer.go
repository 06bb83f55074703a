package notifications

import (
	"context"
	"fmt"
	"time"

	"holdfast/db"
	"holdfast/modules/customers"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/notifications/internal/store"
)

// The kinds of mails to customers about their accounts.
const (
	AccountOpening  Kind = "account_opening"  // a link that opens it
	AccountExists   Kind = "account_exists"   // somebody wanted to open one that is there
	AccountMissing  Kind = "account_missing"  // somebody wanted another password where none is
	PasswordReset   Kind = "password_reset"   // a link that sets another password
	PasswordChanged Kind = "password_changed" // it is another one now
	EmailProof      Kind = "email_proof"      // a link that proves another address
	EmailTaken      Kind = "email_taken"      // somebody wanted the address of another account
	EmailChanged    Kind = "email_changed"    // to the old address
)

// ErrSpent says that a mail is not sent again: its link opens an account.
var ErrSpent = fault.New(fault.Conflict, "This e-mail held a link for its reader alone. It is not kept and cannot be sent again.")

// hidden is shown instead of what its reader alone may see.
const hidden = "This e-mail holds a link for its reader alone. It is not shown, and not kept once it is sent."

// secret reports whether whoever reads a mail of that kind can open its
// reader's account.
func (k Kind) secret() bool { return k == AccountOpening || k == PasswordReset || k == EmailProof }

// CustomerMail is what a mail says about an account.
type CustomerMail struct {
	Kind   Kind
	To     string
	Name   string // may be empty
	Locale string // BCP 47; empty: the shop's
	URL    string // absolute: the link, or where to go on
	Other  string // the other address, where there are two
	At     time.Time
}

// CustomerReader knows what a mail says about an account. What it does not know
// any more is nobody's to hear of: fault.NotFound.
type CustomerReader interface {
	LinkMail(ctx context.Context, link string) (CustomerMail, error)
	PasswordMail(ctx context.Context, customer string, at time.Time) (CustomerMail, error)
	EmailMail(ctx context.Context, e customers.EmailChanged) (CustomerMail, error)
}

// CustomerRenderer puts it into words.
type CustomerRenderer interface {
	RenderCustomer(ctx context.Context, mail CustomerMail) (Rendered, error)
}

// WriteToCustomers has the module hear of accounts, too. It is called while the
// program is wired.
func (s *Service) WriteToCustomers(reader CustomerReader, renderer CustomerRenderer) {
	write := func(ctx context.Context, key string, m CustomerMail, err error) error {
		return s.tellCustomer(ctx, renderer, key, m, err)
	}
	db.Listen(s.db, "notifications.customer_link", func(ctx context.Context, e customers.LinkAsked) error {
		m, err := reader.LinkMail(ctx, e.Link)
		return write(ctx, "link:"+e.Link, m, err)
	})
	db.Listen(s.db, "notifications.customer_password", func(ctx context.Context, e customers.PasswordChanged) error {
		m, err := reader.PasswordMail(ctx, e.Customer, e.At)
		return write(ctx, fmt.Sprintf("password:%s:%d", e.Customer, e.At.UnixNano()), m, err)
	})
	db.Listen(s.db, "notifications.customer_email", func(ctx context.Context, e customers.EmailChanged) error {
		m, err := reader.EmailMail(ctx, e)
		return write(ctx, fmt.Sprintf("email:%s:%d", e.Customer, e.At.UnixNano()), m, err)
	})
	db.Listen(s.db, "notifications.customer_erased", func(ctx context.Context, e customers.Erased) error {
		return s.db.Write(ctx, func(tx *db.Tx) error { return s.store.Forget(tx, e.Email) })
	})
}

func (s *Service) tellCustomer(ctx context.Context, renderer CustomerRenderer, key string, m CustomerMail, err error) error {
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read for the mail %s: %w", key, err)
	}
	words, err := renderer.RenderCustomer(ctx, m)
	if err != nil {
		return fmt.Errorf("render %s: %w", m.Kind, err)
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		return s.Send(tx, Mail{Key: key, Kind: m.Kind, To: m.To, Subject: words.Subject, Text: words.Text, HTML: words.HTML})
	})
}

// discreet is row as an operator may see it. Without a mail server the shop is
// tried out, and its mails can be read nowhere else.
func (s *Service) discreet(row store.Mail) store.Mail {
	if Kind(row.Kind).secret() && s.server != nil {
		row.Text, row.HTML = hidden, ""
	}
	return row
}

// spend forgets what a mail said whose link is its reader's now.
func (s *Service) spend(tx *db.Tx, row store.Mail) error {
	if !Kind(row.Kind).secret() || row.State != string(Sent) {
		return nil
	}
	return s.store.Spend(tx, row.ID)
}

// spent reports whether there is nothing left to send again.
func spent(row store.Mail) bool { return Kind(row.Kind).secret() && row.Text == "" }
