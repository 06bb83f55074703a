package orders_test

import (
	"context"
	"sync"
	"testing"

	"holdfast/modules/orders"
	"holdfast/modules/orders/orderstest"
	"holdfast/modules/payments"
	"holdfast/modules/payments/testpay"
)

func TestPayingAgainTwiceAtOnceLeadsToOnePage(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		order := s.Buy(payments.TestCard, orderstest.Lamp)
		decide(t, s, order, testpay.Decline)
		s.Idle()
		pages := make([]string, 8)
		var clicks sync.WaitGroup
		for i := range pages {
			clicks.Go(func() {
				var err error
				if pages[i], err = s.Orders.PayAgain(context.Background(), order.ID, payments.TestCard); err != nil {
					t.Error(err)
				}
			})
		}
		clicks.Wait()
		attempts, err := s.Payments.Attempts(t.Context(), order.ID)
		s.Must(err)
		if len(attempts) != 2 {
			t.Errorf("%d attempts, want the declined one and another", len(attempts))
		}
		for _, page := range pages {
			if page != pages[0] {
				t.Errorf("two pages to pay one order: %q", pages)
			}
		}
		decide(t, s, order, testpay.Approve)
		s.Idle()
		if url, err := s.Orders.PayURL(t.Context(), order.ID); url != "" || err == nil {
			t.Errorf("a paid order is paid at %q, %v", url, err)
		}
	})
}

// A provider may take the money of an attempt that it had declined before.
func TestWhatIsPaidTwiceIsRefundedOnce(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		order := s.Buy(payments.TestCard, orderstest.Lamp)
		first := chargeOf(t, s, order)
		decide(t, s, order, testpay.Decline)
		s.Idle()
		_, err := s.Orders.PayAgain(t.Context(), order.ID, payments.TestCard)
		s.Must(err)
		decide(t, s, order, testpay.Approve)
		s.Idle()
		s.TakeAfterAll(first)
		for range 2 {
			s.Must(s.Orders.Settle(t.Context(), order.ID))
		}
		s.Idle()
		wantState(t, s, order, orders.Paid)
		wantBalance(t, s, order, order.Total().Minor)
	})
}

func TestCancelGivesBackEveryPayment(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		order := s.Buy(payments.TestCard, orderstest.Lamp)
		first := chargeOf(t, s, order)
		decide(t, s, order, testpay.Decline)
		s.Idle()
		_, err := s.Orders.PayAgain(t.Context(), order.ID, payments.TestCard)
		s.Must(err)
		s.Must(s.Orders.Cancel(t.Context(), order.ID, "changed their mind", "owner@example.com"))
		s.Idle()
		attempts, err := s.Payments.Attempts(t.Context(), order.ID)
		s.Must(err)
		s.TakeAfterAll(first)
		wantBalance(t, s, order, 0)
		s.TakeAfterAll(attempts[1].ProviderRef)
		wantBalance(t, s, order, 0)
		wantState(t, s, order, orders.Canceled)
	})
}

// Whichever is first, an order that is canceled while its money comes ends
// canceled, its stock and its money given back; or paid, holding both.
func TestMoneyAndCancellationAtOnceAgree(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		for range 3 {
			order := s.Buy(payments.TestCard, orderstest.Lamp)
			s.Deaf.Store(true)
			decide(t, s, order, testpay.Approve)
			attempts, err := s.Payments.Attempts(t.Context(), order.ID)
			s.Must(err)
			var both sync.WaitGroup
			both.Go(func() {
				if _, err := s.Payments.Reconcile(context.Background(), attempts[0].ID); err != nil {
					t.Error(err)
				}
				if err := s.Orders.Settle(context.Background(), order.ID); err != nil {
					t.Error(err)
				}
			})
			both.Go(func() {
				if err := s.Orders.Cancel(context.Background(), order.ID, "changed their mind", "owner@example.com"); err != nil {
					t.Error(err)
				}
			})
			both.Wait()
			s.Deaf.Store(false)
			s.Must(s.Orders.Cancel(t.Context(), order.ID, "changed their mind", "owner@example.com"))
			s.Idle()
			wantState(t, s, order, orders.Canceled)
			wantBalance(t, s, order, 0)
			if got := s.Available(orderstest.Lamp); got != 1 {
				t.Fatalf("%d lamps are available, want 1", got)
			}
		}
	})
}

func wantBalance(t *testing.T, s *orderstest.Shop, order orders.Order, want int64) {
	t.Helper()
	balance, err := s.Payments.Balance(t.Context(), order.ID)
	s.Must(err)
	if balance.Minor != want {
		t.Errorf("the balance is %v, want %d", balance, want)
	}
}
