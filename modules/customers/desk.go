package customers

import (
	"context"
	"fmt"
	"strings"

	"holdfast/db"
	"holdfast/modules/audit"
)

// List returns a page of customers whose e-mail or name holds query, newest
// first. after is the last page's next.
func (s *Service) List(ctx context.Context, query, after string, limit int) (list []Customer, next string, err error) {
	rows, next, err := s.store.List(ctx, strings.ToLower(strings.TrimSpace(query)), after, limit)
	if err != nil {
		return nil, "", fmt.Errorf("list customers: %w", err)
	}
	for _, row := range rows {
		list = append(list, customer(row))
	}
	return list, next, nil
}

// SetDisabled keeps id out from now on, or lets them in again, in actor's name.
// Faults: ErrUnknown.
func (s *Service) SetDisabled(ctx context.Context, id string, disabled bool, actor string) error {
	what := "customers.enabled"
	if disabled {
		what = "customers.disabled"
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		found, err := s.store.SetDisabled(tx, id, disabled)
		if err != nil {
			return fmt.Errorf("%s %s: %w", what, id, err)
		}
		if !found {
			return ErrUnknown
		}
		return s.audit.Record(tx, audit.Entry{Who: actor, What: what, Subject: "customer:" + id})
	})
}

// Close erases the account of who is signed in to it and says its password.
// Faults: ErrUnknown, ErrPassword, credentials.ErrThrottled, credentials.ErrBusy.
func (s *Service) Close(ctx context.Context, id, password string) error {
	row, err := s.row(ctx, id)
	if err != nil {
		return err
	}
	if err := s.prove(ctx, row, password); err != nil {
		return err
	}
	return s.Erase(ctx, id, "customer")
}

// Erase removes the account and all that it held, in actor's name; who keeps
// more of it hears. The audit log keeps that it was done, not who it was.
// Faults: ErrUnknown.
func (s *Service) Erase(ctx context.Context, id, actor string) error {
	row, err := s.row(ctx, id)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		found, err := s.store.Remove(tx, id, row.Email)
		if err != nil {
			return fmt.Errorf("erase customer %s: %w", id, err)
		}
		if !found {
			return ErrUnknown
		}
		if err := s.audit.Record(tx, audit.Entry{Who: actor, What: "customers.erased", Subject: "customer:" + id}); err != nil {
			return err
		}
		return tx.Publish(Erased{Customer: id, Email: row.Email})
	})
}
