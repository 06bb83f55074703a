package customers

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"holdfast/db"
	"holdfast/modules/credentials"
	"holdfast/modules/customers/internal/store"
)

// SetName sets how id is called. Faults: ErrName, ErrUnknown.
func (s *Service) SetName(ctx context.Context, id, name string) error {
	name = strings.TrimSpace(name)
	if utf8.RuneCountInString(name) > maxName || strings.ContainsFunc(name, unicode.IsControl) {
		return ErrName
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		found, err := s.store.SetName(tx, id, name)
		if err != nil {
			return fmt.Errorf("set the name of %s: %w", id, err)
		}
		if !found {
			return ErrUnknown
		}
		return nil
	})
}

// AskForEmail has a link sent to another address of id's: it is theirs once
// they have used it. Faults: ErrEmail, ErrUnknown, ErrPassword,
// credentials.ErrThrottled, credentials.ErrBusy.
func (s *Service) AskForEmail(ctx context.Context, id, password, email, from string) error {
	email, err := normalise(email)
	if err != nil {
		return err
	}
	row, err := s.row(ctx, id)
	if err != nil {
		return err
	}
	if err := s.prove(ctx, row, password); err != nil {
		return err
	}
	if err := s.secrets.Claim(ctx, credentials.Letter(credentials.Customers, email, from)); err != nil {
		return err
	}
	return s.ask(ctx, store.Link{Kind: string(NewEmail), Email: email, CustomerID: id, Locale: row.Locale}, confirmFor)
}

// Proves returns the address that a link proves. Faults: ErrLink.
func (s *Service) Proves(ctx context.Context, link string) (email string, err error) {
	row, err := s.find(ctx, NewEmail, link)
	return row.Email, err
}

// ProveEmail makes the address that a link went to the account's, and ends its
// other links. The old address is told. Faults: ErrLink, ErrExists.
func (s *Service) ProveEmail(ctx context.Context, link string) (Customer, error) {
	row, err := s.find(ctx, NewEmail, link)
	if err != nil {
		return Customer{}, err
	}
	before, err := s.store.ByID(ctx, row.CustomerID)
	if db.IsMissing(err) {
		return Customer{}, ErrLink
	}
	if err != nil {
		return Customer{}, fmt.Errorf("read customer %s: %w", row.CustomerID, err)
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if err := s.take(tx, row); err != nil {
			return err
		}
		changed, err := s.store.SetEmail(tx, before.ID, before.Email, row.Email)
		switch {
		case db.IsDuplicate(err):
			return ErrExists
		case err != nil:
			return fmt.Errorf("set the email of %s: %w", before.ID, err)
		case !changed:
			return ErrLink
		}
		if err := s.store.EndLinks(tx, before.ID, before.Email, string(Reset)); err != nil {
			return fmt.Errorf("end the links of %s: %w", before.ID, err)
		}
		return tx.Publish(EmailChanged{Customer: before.ID, Old: before.Email, New: row.Email, At: s.now()})
	})
	if err != nil {
		return Customer{}, err
	}
	return s.Customer(ctx, before.ID)
}
