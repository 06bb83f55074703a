package orders_test

import (
	"errors"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/carts"
	"holdfast/modules/orders"
	"holdfast/modules/orders/orderstest"
	"holdfast/modules/promotions"
)

func TestWhoHasUsedAnOfferIsShownATotalWithoutIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := orderstest.Open(t, d)
		once := promotions.Promotion{Code: "ONCE", Name: "Once", Automatic: true, Kind: promotions.Percentage, PPM: 100_000, LimitEach: 1}
		s.Must(s.Promotions.Save(t.Context(), once))
		first, err := s.Orders.Place(t.Context(), s.Form(s.Fill(orderstest.Mug), "bank-transfer"))
		s.Must(err)
		if first.Totals.Discount != orderstest.Euro(180) {
			t.Fatalf("the first order has %v off", first.Totals.Discount)
		}
		again := s.Form(s.Fill(orderstest.Mug), "bank-transfer") // shown before the e-mail was known
		if _, err := s.Orders.Place(t.Context(), again); !errors.Is(err, orders.ErrTotalChanged) {
			t.Fatalf("the second: %v, want ErrTotalChanged", err)
		}
		again.Shown += 180
		second, err := s.Orders.Place(t.Context(), again)
		s.Must(err)
		if !second.Totals.Discount.IsZero() {
			t.Errorf("the second order has %v off", second.Totals.Discount)
		}
	})
}

func TestACouponThatEndsBeforeTheOrderChangesTheTotalAndSaysSo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := orderstest.Open(t, d)
		s.Must(s.Promotions.Save(t.Context(), promotions.Promotion{Code: "NOON", Kind: promotions.Fixed, Amount: orderstest.Euro(300), Until: s.Now().Add(time.Hour)}))
		cart := s.Fill(orderstest.Mug)
		_, err := s.Carts.ApplyCoupon(t.Context(), cart, "NOON")
		s.Must(err)
		form := s.Form(cart, "bank-transfer")
		s.Pass(2 * time.Hour)
		if _, err := s.Orders.Place(t.Context(), form); !errors.Is(err, orders.ErrTotalChanged) {
			t.Errorf("got %v, want ErrTotalChanged", err)
		}
		v, err := s.Carts.View(t.Context(), cart, carts.Choice{})
		if err != nil || !errors.Is(v.CouponFault, promotions.ErrCouponExpired) {
			t.Errorf("fault %v, %v", v.CouponFault, err)
		}
	})
}
