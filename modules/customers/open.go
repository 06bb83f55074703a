package customers

import (
	"context"
	"fmt"

	"holdfast/db"
	"holdfast/modules/credentials"
	"holdfast/modules/customers/internal/store"
)

// Opening an account:
//
//	asked → a link, and a mail → opened with the link and the password → an account
//
// The password is said again with the link: else whoever asks for an account
// with somebody else's address would have it once they press the link.

// AskToOpen has a mail sent to email: a link that opens the account, or, where
// there is one already, just that. Faults: fault.Invalid at email and password,
// credentials.ErrThrottled, credentials.ErrBusy.
func (s *Service) AskToOpen(ctx context.Context, email, password, locale, from string) error {
	email, malformed := normalise(email)
	if err := both(malformed, checkPassword(password, email)); err != nil {
		return err
	}
	if err := s.secrets.Claim(ctx, credentials.Letter(credentials.Customers, email, from)); err != nil {
		return err
	}
	hash, err := s.secrets.Hash(ctx, password)
	if err != nil {
		return err
	}
	return s.ask(ctx, store.Link{Kind: string(Opening), Email: email, Password: hash, Locale: locale}, confirmFor)
}

// Opens returns the address that a link opens an account for. Faults: ErrLink.
func (s *Service) Opens(ctx context.Context, link string) (email string, err error) {
	row, err := s.find(ctx, Opening, link)
	return row.Email, err
}

// Open opens the account. Of several links for one address one does. Faults:
// ErrLink, ErrSignIn, ErrExists, credentials.ErrThrottled, credentials.ErrBusy.
func (s *Service) Open(ctx context.Context, link, password, from string) (Customer, error) {
	row, err := s.find(ctx, Opening, link)
	if err != nil {
		return Customer{}, err
	}
	guess := credentials.SignIn(credentials.Customers, row.Email, from)
	if err := s.secrets.Claim(ctx, guess); err != nil {
		return Customer{}, err
	}
	if err := s.verify(ctx, password, row.Password, ErrSignIn); err != nil {
		return Customer{}, err
	}
	fresh := store.Customer{ID: db.NewID(), Email: row.Email, Password: row.Password, Locale: row.Locale, Stamp: 1, CreatedAt: s.now()}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if err := s.take(tx, row); err != nil {
			return err
		}
		err := s.store.Add(tx, fresh)
		if db.IsDuplicate(err) {
			return ErrExists
		}
		if err != nil {
			return fmt.Errorf("open an account: %w", err)
		}
		return nil
	})
	if err != nil {
		return Customer{}, err
	}
	return customer(fresh), s.secrets.Forgive(ctx, guess)
}
