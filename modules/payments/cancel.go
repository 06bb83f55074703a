package payments

import (
	"context"
	"fmt"

	"holdfast/db"
	"holdfast/modules/payments/internal/store"
)

// voidJob closes a canceled attempt with its provider.
type voidJob struct{ Attempt string }

// JobName is its name in the outbox.
func (voidJob) JobName() string { return "payments.void" }

// Cancel gives up what is still open for order, here at once and with the
// provider soon after. What is paid stays paid, and what is paid in between is
// told like any late payment. Again, it does nothing.
func (s *Service) Cancel(ctx context.Context, order string) error {
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		canceled, err := store.CancelOrder(tx, order, s.now().UTC())
		if err != nil {
			return err
		}
		for _, row := range canceled {
			if row.Provider == "" || row.ProviderRef == "" {
				continue
			}
			if err := tx.Enqueue(voidJob{row.ID}, db.Slowly); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("cancel the payments of order %s: %w", order, err)
	}
	return nil
}

// void closes an attempt with its provider and then looks whether the shopper
// was faster.
func (s *Service) void(ctx context.Context, job voidJob) error {
	a, err := s.Attempt(ctx, job.Attempt)
	if err != nil {
		return err
	}
	provider, err := s.provider(a.Provider)
	if err != nil {
		return err
	}
	if v, ok := provider.(Voider); ok {
		if err := v.Void(ctx, a.ProviderRef); err != nil {
			return fmt.Errorf("close payment %s with %s: %w", a.ID, a.Provider, err)
		}
	}
	_, err = s.Reconcile(ctx, a.ID)
	return err
}
