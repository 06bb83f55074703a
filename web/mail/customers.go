package mail

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"holdfast/modules/customers"
	"holdfast/modules/notifications"
	"holdfast/views/email"
	"holdfast/views/i18n"
)

// accounts is what a mail about an account needs of the customers.
type accounts interface {
	Letter(ctx context.Context, link string) (customers.Letter, error)
	Customer(ctx context.Context, id string) (customers.Customer, error)
}

// CustomerDesk reads accounts for notifications, and renders them.
type CustomerDesk struct {
	Customers accounts
	Shop      settings
	// BaseURL is where the shop is, e.g. https://shop.example.
	BaseURL string
	// Paths are where links lead, by what they do, without their secret.
	Paths AccountPaths
}

// AccountPaths are pages of the shop. To the first three a link's secret is
// added.
type AccountPaths struct{ Open, Reset, Email, SignIn, Forgotten, Account string }

// LinkMail returns what the mail with a link says. Faults: customers.ErrUnknown.
func (d CustomerDesk) LinkMail(ctx context.Context, link string) (notifications.CustomerMail, error) {
	l, err := d.Customers.Letter(ctx, link)
	if err != nil {
		return notifications.CustomerMail{}, err
	}
	at, err := d.at(ctx, l.Locale)
	if err != nil {
		return notifications.CustomerMail{}, err
	}
	m := notifications.CustomerMail{To: l.To, Name: l.Name, Locale: l.Locale}
	with := func(path string) string { return at(path) + "?token=" + url.QueryEscape(l.Link) }
	switch l.Kind {
	case customers.Opening:
		m.Kind, m.URL = notifications.AccountOpening, with(d.Paths.Open)
	case customers.Reset:
		m.Kind, m.URL = notifications.PasswordReset, with(d.Paths.Reset)
	case customers.NewEmail:
		m.Kind, m.URL = notifications.EmailProof, with(d.Paths.Email)
	case customers.OpenTwice:
		m.Kind, m.URL = notifications.AccountExists, at(d.Paths.SignIn)
	case customers.NoAccount:
		m.Kind, m.URL = notifications.AccountMissing, at(d.Paths.Forgotten)
	case customers.NewTaken:
		m.Kind, m.URL = notifications.EmailTaken, at(d.Paths.SignIn)
	default:
		return m, fmt.Errorf("no mail is about %s", l.Kind)
	}
	return m, nil
}

// PasswordMail says that a customer has another password. Faults:
// customers.ErrUnknown.
func (d CustomerDesk) PasswordMail(ctx context.Context, id string, when time.Time) (notifications.CustomerMail, error) {
	c, err := d.Customers.Customer(ctx, id)
	if err != nil {
		return notifications.CustomerMail{}, err
	}
	at, err := d.at(ctx, c.Locale)
	if err != nil {
		return notifications.CustomerMail{}, err
	}
	return notifications.CustomerMail{Kind: notifications.PasswordChanged, To: c.Email, Name: c.Name, Locale: c.Locale,
		URL: at(d.Paths.Forgotten), At: when}, nil
}

// EmailMail says to the old address that there is another one. Faults:
// customers.ErrUnknown.
func (d CustomerDesk) EmailMail(ctx context.Context, e customers.EmailChanged) (notifications.CustomerMail, error) {
	c, err := d.Customers.Customer(ctx, e.Customer)
	if err != nil {
		return notifications.CustomerMail{}, err
	}
	at, err := d.at(ctx, c.Locale)
	if err != nil {
		return notifications.CustomerMail{}, err
	}
	return notifications.CustomerMail{Kind: notifications.EmailChanged, To: e.Old, Other: e.New, Name: c.Name, Locale: c.Locale,
		URL: at(d.Paths.Account), At: e.At}, nil
}

// at returns what makes an address of a page's path, in the reader's language.
func (d CustomerDesk) at(ctx context.Context, locale string) (func(path string) string, error) {
	s, err := d.Shop.Settings(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the settings: %w", err)
	}
	reads := i18n.At(locale, s.Locale)
	return func(path string) string { return d.BaseURL + reads.Path(path) }, nil
}

// RenderCustomer writes a mail about an account.
func (d CustomerDesk) RenderCustomer(ctx context.Context, m notifications.CustomerMail) (notifications.Rendered, error) {
	write, known := map[notifications.Kind]func(context.Context, email.Shop, email.Account) (email.Words, error){
		notifications.AccountOpening: email.Opening, notifications.AccountExists: email.Exists,
		notifications.AccountMissing: email.Missing,
		notifications.PasswordReset:  email.Reset, notifications.PasswordChanged: email.Changed,
		notifications.EmailProof: email.Proof, notifications.EmailTaken: email.Taken, notifications.EmailChanged: email.Moved,
	}[m.Kind]
	if !known {
		return notifications.Rendered{}, fmt.Errorf("no mail is called %s", m.Kind)
	}
	s, err := d.Shop.Settings(ctx)
	if err != nil {
		return notifications.Rendered{}, fmt.Errorf("read the settings: %w", err)
	}
	ctx = i18n.With(ctx, i18n.At(m.Locale, s.Locale))
	words, err := write(ctx, email.Shop{Name: s.Name, URL: d.BaseURL + "/", Email: s.Email, Address: imprint(s)},
		email.Account{Name: m.Name, Email: m.To, Other: m.Other, URL: m.URL, At: m.At.In(s.Location())})
	return notifications.Rendered(words), err
}
