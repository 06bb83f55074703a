package staff

import (
	"context"
	"fmt"

	"holdfast/db"
	"holdfast/modules/credentials"
	"holdfast/modules/staff/internal/store"
)

// SignIn returns the operator whose email and password these are; from is the
// client's address. Faults: ErrSignIn, ErrThrottled, ErrBusy.
func (s *Service) SignIn(ctx context.Context, email, password, from string) (Operator, error) {
	email, malformed := normalise(email)
	guess := credentials.SignIn(credentials.Staff, email, from)
	if err := s.secrets.Claim(ctx, guess); err != nil {
		return Operator{}, err
	}
	var row store.Operator
	if malformed == nil {
		var err error
		if row, err = s.store.ByEmail(ctx, email); err != nil && !db.IsMissing(err) {
			return Operator{}, fmt.Errorf("read operator: %w", err)
		}
	}
	if err := s.verify(ctx, password, row.Password, ErrSignIn); err != nil {
		return Operator{}, err
	}
	if row.Disabled {
		return Operator{}, ErrSignIn
	}
	if err := s.secrets.Forgive(ctx, guess); err != nil {
		return Operator{}, err
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		return s.record(tx, row.Email, "staff.signed_in", row.ID, "from "+from)
	})
	if err != nil {
		return Operator{}, err
	}
	return operator(row), nil
}

// verify hashes text whether or not there is a hash to compare it with, so that
// both take as long. Faults: wrong, ErrBusy.
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
