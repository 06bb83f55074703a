// Package customers knows who buys here and has an account: how they sign in,
// where their parcels go.
//
//	an account  = an e-mail that was proven, and a password
//	may sign in = known and not disabled and the password fits and not throttled
//
// An account begins with the link that is sent to its address; before that
// there is only the link. Whatever is asked of an address from outside
// (signing in, opening an account, another password) is answered alike, and as
// fast, whether or not there is an account: what differs is done by a job, and
// said in a mail. A link works once and not for long, and only its hash is kept.
package customers

import (
	"context"
	"fmt"
	"time"

	"holdfast/db"
	"holdfast/modules/audit"
	"holdfast/modules/credentials"
	"holdfast/modules/customers/internal/store"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
)

// The faults of the module.
var (
	ErrSignIn  = fault.New(fault.Invalid, "The email or the password is wrong. If the account is new, open the link in our mail first.")
	ErrUnknown = fault.New(fault.NotFound, "There is no such account.")
	ErrLink    = fault.New(fault.Gone, "This link has been used, or is too old. Ask for a new one.")
	ErrExists  = fault.New(fault.Conflict, "There is an account with this address already. Sign in to it.")
	ErrFull    = fault.New(fault.Conflict, "An address book holds at most 20 addresses. Remove one first.")

	ErrEmail    = fault.InvalidFields(fault.Field{Name: "email", Message: "Enter an email address, like name@example.com."})
	ErrPassword = fault.InvalidFields(fault.Field{Name: "current_password", Message: "This is not your present password."})
	ErrName     = fault.InvalidFields(fault.Field{Name: "name", Message: "Use at most 120 characters, on one line."})
)

// How long links work. OWASP asks for few hours where a password is set.
const (
	confirmFor = 48 * time.Hour
	resetFor   = time.Hour
)

// Customer is somebody with an account.
type Customer struct {
	ID       string
	Email    string // normalised, and theirs: they have opened a link that went there
	Name     string // may be empty
	Locale   string // BCP 47
	Disabled bool
	Created  time.Time
	// Stamp changes with the password and with being disabled: a session that
	// was made under another one has ended.
	Stamp int64
}

// Service is the customers module.
type Service struct {
	db      *db.DB
	store   store.Store
	audit   *audit.Service
	secrets *credentials.Service
	now     clock.Clock
	keys    [][]byte
}

// New returns the module on database d. Links are derived with the first of
// keys, so that a mail that is written twice says the same link.
func New(d *db.DB, log *audit.Service, secrets *credentials.Service, now clock.Clock, keys ...[]byte) *Service {
	s := &Service{db: d, store: store.New(d), audit: log, secrets: secrets, now: now, keys: keys}
	d.Every(time.Hour, "customers.forget_links", s.forgetLinks)
	return s
}

// Customer returns the customer with id, a disabled one included. Faults: ErrUnknown.
func (s *Service) Customer(ctx context.Context, id string) (Customer, error) {
	row, err := s.row(ctx, id)
	return customer(row), err
}

func (s *Service) row(ctx context.Context, id string) (store.Customer, error) {
	row, err := s.store.ByID(ctx, id)
	if db.IsMissing(err) {
		return store.Customer{}, ErrUnknown
	}
	if err != nil {
		return store.Customer{}, fmt.Errorf("read customer %s: %w", id, err)
	}
	return row, nil
}

// SignIn returns the customer whose email and password these are; from is the
// client's address. Faults: ErrSignIn, credentials.ErrThrottled,
// credentials.ErrBusy.
func (s *Service) SignIn(ctx context.Context, email, password, from string) (Customer, error) {
	email, malformed := normalise(email)
	guess := credentials.SignIn(credentials.Customers, email, from)
	if err := s.secrets.Claim(ctx, guess); err != nil {
		return Customer{}, err
	}
	var row store.Customer
	if malformed == nil {
		var err error
		if row, err = s.store.ByEmail(ctx, email); err != nil && !db.IsMissing(err) {
			return Customer{}, fmt.Errorf("read a customer: %w", err)
		}
	}
	if err := s.verify(ctx, password, row.Password, ErrSignIn); err != nil {
		return Customer{}, err
	}
	if row.Disabled {
		return Customer{}, ErrSignIn
	}
	return customer(row), s.secrets.Forgive(ctx, guess)
}

// verify hashes text whether or not there is a hash to compare it with, so that
// both take as long. Faults: wrong, credentials.ErrBusy.
func (s *Service) verify(ctx context.Context, text, hash string, wrong error) error {
	if len(text) > 4*credentials.Longest { // in bytes; nobody's password is as long
		text = ""
	}
	ok, err := s.secrets.Verify(ctx, text, hash)
	if err != nil {
		return fmt.Errorf("verify a password: %w", err)
	}
	if !ok {
		return wrong
	}
	return nil
}

func customer(row store.Customer) Customer {
	return Customer{ID: row.ID, Email: row.Email, Name: row.Name, Locale: row.Locale, Disabled: row.Disabled,
		Created: row.CreatedAt.UTC(), Stamp: row.Stamp}
}
