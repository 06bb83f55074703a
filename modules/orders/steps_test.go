package orders_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"holdfast/modules/orders"
	"holdfast/modules/orders/orderstest"
	"holdfast/modules/payments"
	"holdfast/modules/payments/testpay"
)

func TestATransferIsMarkedAsPaidOnce(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		order := s.Buy(payments.BankTransfer, orderstest.Mug)
		for range 2 {
			s.Must(s.Orders.MarkPaid(t.Context(), order.ID, "owner@example.com"))
		}
		s.Idle()
		wantState(t, s, order, orders.Paid)
		events, err := s.Orders.Timeline(t.Context(), order.ID)
		s.Must(err)
		if len(events) != 2 || events[1].Kind != "paid" || events[1].Actor != "owner@example.com" {
			t.Errorf("timeline: %+v", events)
		}
	})
}

func TestACardIsPaidOnItsOwnPage(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		order := s.Buy(payments.TestCard, orderstest.Lamp)
		decide(t, s, order, testpay.Approve)
		s.Idle()
		wantState(t, s, order, orders.Paid)
		s.Pass(time.Hour)
		expire(t, s)
		wantState(t, s, order, orders.Paid)
	})
}

func TestADeclinedCardCanBePaidAgain(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		order := s.Buy(payments.TestCard, orderstest.Lamp)
		decide(t, s, order, testpay.Decline)
		s.Idle()
		wantState(t, s, order, orders.Placed)
		_, err := s.Orders.PayAgain(t.Context(), order.ID, payments.TestCard)
		s.Must(err)
		decide(t, s, order, testpay.Approve)
		s.Idle()
		wantState(t, s, order, orders.Paid)
	})
}

func TestAnOrderIsNotForTryingCards(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		order := s.Buy(payments.TestCard, orderstest.Lamp)
		for range 5 {
			decide(t, s, order, testpay.Decline)
			s.Idle()
			_, err := s.Orders.PayAgain(t.Context(), order.ID, payments.TestCard)
			s.Must(err)
		}
		decide(t, s, order, testpay.Decline)
		s.Idle()
		if _, err := s.Orders.PayAgain(t.Context(), order.ID, payments.TestCard); !errors.Is(err, payments.ErrTooOften) {
			t.Errorf("the seventh attempt: got %v, want ErrTooOften", err)
		}
	})
}

func TestAnUnpaidCardGivesItsStockBack(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		order := s.Buy(payments.TestCard, orderstest.Lamp)
		if got := s.Available(orderstest.Lamp); got != 0 {
			t.Fatalf("%d lamps are available while one is held", got)
		}
		s.Pass(16 * time.Minute)
		expire(t, s)
		wantState(t, s, order, orders.Canceled)
		if got := s.Available(orderstest.Lamp); got != 1 {
			t.Errorf("%d lamps are available, want 1", got)
		}
	})
}

func TestATransferIsNeverCanceledSilently(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		order := s.Buy(payments.BankTransfer, orderstest.Lamp)
		s.Pass(100 * 24 * time.Hour)
		expire(t, s)
		wantState(t, s, order, orders.Placed)
	})
}

func TestLateMoneyHoldsItsStockAgain(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		order := s.Buy(payments.TestCard, orderstest.Lamp)
		s.Deaf.Store(true)
		decide(t, s, order, testpay.Approve)
		s.Pass(16 * time.Minute)
		expire(t, s)
		wantState(t, s, order, orders.Paid)
		if got := s.Available(orderstest.Lamp); got != 0 {
			t.Errorf("%d lamps are available, want none", got)
		}
	})
}

func TestLateMoneyForStockThatIsGoneIsRefunded(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		order := s.Buy(payments.TestCard, orderstest.Lamp)
		s.Deaf.Store(true)
		decide(t, s, order, testpay.Approve)
		s.Must(s.Inventory.Release(t.Context(), order.ID))
		s.Buy(payments.BankTransfer, orderstest.Lamp)
		attempts, err := s.Payments.Attempts(t.Context(), order.ID)
		s.Must(err)
		_, err = s.Payments.Reconcile(t.Context(), attempts[0].ID)
		s.Must(err)
		s.Idle()
		wantState(t, s, order, orders.Canceled)
		balance, err := s.Payments.Balance(t.Context(), order.ID)
		s.Must(err)
		if s.Order(order.ID).CancelReason != orders.OutOfStock || balance.Minor != 0 {
			t.Errorf("reason %q, balance %v", s.Order(order.ID).CancelReason, balance)
		}
	})
}

func TestCancelGivesEverythingBackOnce(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		cart := s.Fill(orderstest.Mug)
		_, err := s.Carts.ApplyCoupon(t.Context(), cart, "TEN")
		s.Must(err)
		order, err := s.Orders.Place(t.Context(), s.Form(cart, payments.BankTransfer))
		s.Must(err)
		s.Must(s.Orders.MarkPaid(t.Context(), order.ID, "owner@example.com"))
		var rivals sync.WaitGroup
		for range 5 {
			rivals.Go(func() {
				if err := s.Orders.Cancel(context.Background(), order.ID, "changed their mind", "owner@example.com"); err != nil {
					t.Error(err)
				}
			})
		}
		rivals.Wait()
		s.Idle()
		wantState(t, s, order, orders.Canceled)
		balance, err := s.Payments.Balance(t.Context(), order.ID)
		s.Must(err)
		coupon, err := s.Promotions.Coupon(t.Context(), "TEN")
		s.Must(err)
		if s.Available(orderstest.Mug) != 10 || balance.Minor != 0 || coupon.Redeemed != 0 {
			t.Errorf("%d mugs, balance %v, coupon used %d times; want 10, 0, 0", s.Available(orderstest.Mug), balance, coupon.Redeemed)
		}
	})
}

func TestOnlyWhatIsPaidOrPaidOnDeliveryIsSent(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		transfer, cash := s.Buy(payments.BankTransfer, orderstest.Mug), s.Buy(payments.CashOnDelivery, orderstest.Mug)
		if err := s.Orders.MarkSent(t.Context(), transfer.ID, "", "x"); !errors.Is(err, orders.ErrUnpaid) {
			t.Errorf("an unpaid transfer: got %v, want ErrUnpaid", err)
		}
		s.Must(s.Orders.MarkSent(t.Context(), cash.ID, "", "x"))
		if err := s.Orders.Cancel(t.Context(), cash.ID, "", "x"); !errors.Is(err, orders.ErrAlreadySent) {
			t.Errorf("canceling what was sent: got %v, want ErrAlreadySent", err)
		}
		s.Must(s.Orders.MarkPaid(t.Context(), cash.ID, "x"))
		if order := s.Order(cash.ID); order.State() != orders.Sent || order.PaidAt.IsZero() {
			t.Errorf("cash that came: %+v", order)
		}
	})
}

func chargeOf(t *testing.T, s *orderstest.Shop, order orders.Order) (ref string) {
	t.Helper()
	_, err := s.Orders.PayURL(t.Context(), order.ID)
	s.Must(err)
	attempts, err := s.Payments.Attempts(t.Context(), order.ID)
	s.Must(err)
	for _, a := range attempts {
		if a.State == payments.StatePending {
			return a.ProviderRef
		}
	}
	t.Fatal("no payment is open")
	return ""
}

func decide(t *testing.T, s *orderstest.Shop, order orders.Order, d testpay.Decision) {
	t.Helper()
	_, err := s.TestPay.Decide(t.Context(), chargeOf(t, s, order), d)
	s.Must(err)
}

func expire(t *testing.T, s *orderstest.Shop) {
	t.Helper()
	_, err := s.Inventory.Expire(t.Context(), 100)
	s.Must(err)
	s.Idle()
}

func wantState(t *testing.T, s *orderstest.Shop, order orders.Order, want orders.State) {
	t.Helper()
	if got := s.Order(order.ID).State(); got != want {
		t.Errorf("the order is %s, want %s", got, want)
	}
}
