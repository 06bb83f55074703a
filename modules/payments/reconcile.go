package payments

import (
	"context"
	"errors"
	"fmt"

	"holdfast/db"
	"holdfast/modules/payments/internal/store"
)

// batch bounds how much one run of ReconcileStale does.
const batch = 100

// Reconcile asks the attempt's provider for its state and applies it: for the
// page that a shopper comes back to, and for messages that never came. An
// attempt that is offline or has not begun is returned as it is.
// Faults: ErrUnknownPayment.
func (s *Service) Reconcile(ctx context.Context, attemptID string) (Attempt, error) {
	a, err := s.Attempt(ctx, attemptID)
	if err != nil || a.Offline() || a.ProviderRef == "" {
		return a, err
	}
	provider, err := s.provider(a.Provider)
	if err != nil {
		return Attempt{}, err
	}
	return s.fetch(ctx, provider, a.Provider, Message{Ref: a.ProviderRef})
}

// ReconcileStale reconciles what has been waiting for its provider for more
// than a minute: attempts and refunds. One that cannot be asked about holds up
// no other.
func (s *Service) ReconcileStale(ctx context.Context) error {
	since := s.now().UTC().Add(-stale)
	ids, err := s.store.Stale(ctx, since, batch)
	if err != nil {
		return fmt.Errorf("find the payments to reconcile: %w", err)
	}
	var errs []error
	for _, id := range ids {
		errs = append(errs, s.reconcileNext(ctx, id))
	}
	refunds, err := s.store.StaleRefunds(ctx, since, batch)
	errs = append(errs, err)
	for _, id := range refunds {
		errs = append(errs, s.retryRefund(ctx, id))
	}
	return errors.Join(errs...)
}

// reconcileNext reconciles one of many; one that cannot be asked about goes to
// the end of the queue.
func (s *Service) reconcileNext(ctx context.Context, id string) error {
	_, err := s.Reconcile(ctx, id)
	if err == nil {
		return nil
	}
	later := s.db.Write(ctx, func(tx *db.Tx) error { return store.Checked(tx, id, s.now().UTC()) })
	return errors.Join(fmt.Errorf("reconcile payment %s: %w", id, err), later)
}
