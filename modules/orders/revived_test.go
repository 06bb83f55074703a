package orders_test

import (
	"testing"
	"time"

	"holdfast/modules/orders"
	"holdfast/modules/orders/orderstest"
	"holdfast/modules/payments"
	"holdfast/modules/payments/testpay"
	"holdfast/modules/promotions"
)

// lapsed returns an order with a coupon that was canceled since its card was
// not charged in time, and the charge, which may still be.
func lapsed(t *testing.T, s *orderstest.Shop) (order orders.Order, ref string) {
	t.Helper()
	order = withCoupon(t, s, payments.TestCard)
	ref = chargeOf(t, s, order)
	decide(t, s, order, testpay.Decline)
	s.Pass(16 * time.Minute)
	expire(t, s)
	wantState(t, s, order, orders.Canceled)
	wantUsed(t, s, 0)
	return order, ref
}

func withCoupon(t *testing.T, s *orderstest.Shop, method string) orders.Order {
	t.Helper()
	cart := s.Fill(orderstest.Mug)
	_, err := s.Carts.ApplyCoupon(t.Context(), cart, "TEN")
	s.Must(err)
	order, err := s.Orders.Place(t.Context(), s.Form(cart, method))
	s.Must(err)
	return order
}

func wantUsed(t *testing.T, s *orderstest.Shop, want int) {
	t.Helper()
	all, err := s.Promotions.List(t.Context())
	s.Must(err)
	if len(all) != 1 || all[0].Redeemed != want {
		t.Errorf("coupons are %+v, want one that was used %d times", all, want)
	}
}

func limit(s *orderstest.Shop, uses int) {
	s.Must(s.Promotions.Save(s.T.Context(), promotions.Promotion{Code: "TEN", Kind: promotions.Percentage, PPM: 100_000, Limit: uses}))
}

func TestAnOrderThatLateMoneyRevivesHasItsCouponAgain(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		order, ref := lapsed(t, s)
		s.TakeAfterAll(ref)
		wantState(t, s, order, orders.Paid)
		wantUsed(t, s, 1)
		s.Must(s.Orders.Cancel(t.Context(), order.ID, "changed their mind", "owner@example.com"))
		s.Idle()
		wantUsed(t, s, 0)
	})
}

// The money has been taken at the lower price: a limit that was reached in the
// meantime is passed, and the order says so.
func TestACouponThatIsUsedUpIsPassedByWhoHasPaidForIt(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		order, ref := lapsed(t, s)
		limit(s, 1)
		withCoupon(t, s, payments.BankTransfer)
		s.TakeAfterAll(ref)
		for range 2 {
			s.Must(s.Orders.Settle(t.Context(), order.ID))
		}
		s.Idle()
		wantState(t, s, order, orders.Paid)
		wantUsed(t, s, 2)
		events, err := s.Orders.Timeline(t.Context(), order.ID)
		s.Must(err)
		said := 0
		for _, e := range events {
			if e.Kind == "coupon passed its limit" && e.Detail == "TEN" {
				said++
			}
		}
		if said != 1 {
			t.Errorf("the order says it %d times: %+v", said, events)
		}
	})
}
