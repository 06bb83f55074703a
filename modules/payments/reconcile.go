package payments

import (
	"context"
	"errors"
	"fmt"
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
		_, err := s.Reconcile(ctx, id)
		errs = append(errs, err)
	}
	refunds, err := s.store.StaleRefunds(ctx, since, batch)
	errs = append(errs, err)
	for _, id := range refunds {
		errs = append(errs, s.retryRefund(ctx, id))
	}
	return errors.Join(errs...)
}
