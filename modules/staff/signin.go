package staff

import (
	"context"
	"errors"
	"fmt"

	"holdfast/db"
	"holdfast/modules/staff/internal/password"
	"holdfast/modules/staff/internal/store"
)

// SignIn returns the operator whose email and password these are; from is the
// client's address. Faults: ErrSignIn, ErrThrottled, ErrBusy.
func (s *Service) SignIn(ctx context.Context, email, password, from string) (Operator, error) {
	email, malformed := normalise(email)
	guess := attemptOf(email, from)
	if err := s.claim(ctx, guess); err != nil {
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
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		if err := s.forgive(tx, guess); err != nil {
			return err
		}
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
	if len(text) > 4*maxPassword { // in bytes; nobody's password is as long
		text = ""
	}
	ok, err := s.hasher.Verify(ctx, text, hash)
	if errors.Is(err, password.ErrBusy) {
		return ErrBusy
	}
	if err != nil {
		return fmt.Errorf("verify a password: %w", err)
	}
	if !ok {
		return wrong
	}
	return nil
}

func (s *Service) hash(ctx context.Context, text string) (string, error) {
	hash, err := s.hasher.Hash(ctx, text)
	if errors.Is(err, password.ErrBusy) {
		return "", ErrBusy
	}
	return hash, err
}
