package customers

import (
	"context"
	"fmt"

	"holdfast/db"
	"holdfast/modules/credentials"
	"holdfast/modules/customers/internal/store"
)

// AskToReset has a link sent to email that sets another password, if there is
// an account. Faults: ErrEmail, credentials.ErrThrottled, credentials.ErrBusy.
func (s *Service) AskToReset(ctx context.Context, email, locale, from string) error {
	email, err := normalise(email)
	if err != nil {
		return err
	}
	if err := s.secrets.Claim(ctx, credentials.Letter(credentials.Customers, email, from)); err != nil {
		return err
	}
	return s.ask(ctx, store.Link{Kind: string(Reset), Email: email, Locale: locale}, resetFor)
}

// Resets returns the address whose password a link sets. Faults: ErrLink.
func (s *Service) Resets(ctx context.Context, link string) (email string, err error) {
	row, err := s.find(ctx, Reset, link)
	return row.Email, err
}

// Reset sets another password with a link, once, and ends every session and
// every other link of the account. Faults: ErrLink, fault.Invalid at password,
// credentials.ErrBusy.
func (s *Service) Reset(ctx context.Context, link, password string) (Customer, error) {
	row, err := s.find(ctx, Reset, link)
	if err != nil {
		return Customer{}, err
	}
	known, err := s.store.ByEmail(ctx, row.Email)
	if db.IsMissing(err) || err == nil && known.Disabled {
		return Customer{}, ErrLink
	}
	if err != nil {
		return Customer{}, fmt.Errorf("read a customer: %w", err)
	}
	if err := checkPassword(password, row.Email, known.Name); err != nil {
		return Customer{}, err
	}
	hash, err := s.secrets.Hash(ctx, password)
	if err != nil {
		return Customer{}, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if err := s.take(tx, row); err != nil {
			return err
		}
		return s.setPassword(tx, known, "", hash, ErrLink)
	})
	if err != nil {
		return Customer{}, err
	}
	return s.Customer(ctx, known.ID)
}

// ChangePassword replaces id's password and ends its sessions; the one that
// asked goes on under the Stamp of the customer returned. Faults: ErrUnknown,
// ErrPassword, fault.Invalid at password, credentials.ErrThrottled,
// credentials.ErrBusy.
func (s *Service) ChangePassword(ctx context.Context, id, current, next string) (Customer, error) {
	row, err := s.row(ctx, id)
	if err != nil {
		return Customer{}, err
	}
	if err := checkPassword(next, row.Email, row.Name); err != nil {
		return Customer{}, err
	}
	if err := s.prove(ctx, row, current); err != nil {
		return Customer{}, err
	}
	hash, err := s.secrets.Hash(ctx, next)
	if err != nil {
		return Customer{}, err
	}
	// The old hash in the condition: of two changes at once, one counts.
	err = s.db.Write(ctx, func(tx *db.Tx) error { return s.setPassword(tx, row, row.Password, hash, ErrPassword) })
	if err != nil {
		return Customer{}, err
	}
	return s.Customer(ctx, id)
}

// setPassword is otherwise what went wrong when it was changed meanwhile.
func (s *Service) setPassword(tx *db.Tx, row store.Customer, old, next string, otherwise error) error {
	changed, err := s.store.SetPassword(tx, row.ID, old, next)
	if err != nil {
		return fmt.Errorf("set the password of %s: %w", row.ID, err)
	}
	if !changed {
		return otherwise
	}
	if err := s.store.EndLinks(tx, row.ID, row.Email, string(Reset)); err != nil {
		return fmt.Errorf("end the links of %s: %w", row.ID, err)
	}
	return tx.Publish(PasswordChanged{Customer: row.ID, At: s.now()})
}

// prove has whoever is signed in say the password again. Faults: ErrPassword,
// credentials.ErrThrottled, credentials.ErrBusy.
func (s *Service) prove(ctx context.Context, row store.Customer, password string) error {
	guess := credentials.Change(credentials.Customers, row.ID)
	if err := s.secrets.Claim(ctx, guess); err != nil {
		return err
	}
	if err := s.verify(ctx, password, row.Password, ErrPassword); err != nil {
		return err
	}
	return s.secrets.Forgive(ctx, guess)
}
