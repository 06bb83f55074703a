package orderstest

import (
	"context"
	"sync"

	"holdfast/modules/payments"
	"holdfast/modules/payments/testpay"
)

// provider is the test provider, which may take money after it has said no.
type provider struct {
	*testpay.Provider
	taken sync.Map // by the charge's ref
}

// Fetch says that the money was taken where it was after all.
func (p *provider) Fetch(ctx context.Context, ref string) (payments.Status, error) {
	status, err := p.Provider.Fetch(ctx, ref)
	if _, late := p.taken.Load(ref); late {
		status.State = payments.StateCaptured
	}
	return status, err
}

// Refund gives back what was taken after all.
func (p *provider) Refund(ctx context.Context, r payments.Repayment) error {
	if _, late := p.taken.Load(r.Ref); late {
		return nil
	}
	return p.Provider.Refund(ctx, r)
}

// TakeAfterAll has the provider take the money of a charge that was over, and
// the shop hear of it.
func (s *Shop) TakeAfterAll(ref string) {
	s.T.Helper()
	ctx := context.Background()
	s.provider.taken.Store(ref, true)
	charge, err := s.TestPay.Charge(ctx, ref)
	s.Must(err)
	attempts, err := s.Payments.Attempts(ctx, charge.Order)
	s.Must(err)
	for _, a := range attempts {
		if a.ProviderRef == ref {
			_, err = s.Payments.Reconcile(ctx, a.ID)
			s.Must(err)
		}
	}
	s.Idle()
}
