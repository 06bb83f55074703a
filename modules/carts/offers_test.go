package carts_test

import (
	"errors"
	"testing"
	"time"

	"holdfast/modules/carts"
	"holdfast/modules/orders/orderstest"
	"holdfast/modules/pricing"
	"holdfast/modules/promotions"
	"holdfast/modules/shop"
)

func automatic(code string, ppm int64) promotions.Promotion {
	return promotions.Promotion{Code: code, Name: code, Automatic: true, Kind: promotions.Percentage, PPM: ppm}
}

func TestAPromotionHoldsByItselfAndSaysWhyACouponDoesNot(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		quarter := automatic("QUARTER", 250_000)
		quarter.Exclusive = true
		s.Must(s.Promotions.Save(t.Context(), quarter))
		cart := s.Fill(mug)
		if v := view(t, s, cart); v.Totals.Discount != orderstest.Euro(450) || !v.Totals.Applies("QUARTER") {
			t.Errorf("discount %v by %v", v.Totals.Discount, v.Totals.Redeems())
		}
		_, err := s.Carts.ApplyCoupon(t.Context(), cart, "TEN")
		s.Must(err)
		if v := view(t, s, cart); !errors.Is(v.CouponFault, carts.ErrCouponAlone) || v.Totals.Discount != orderstest.Euro(450) {
			t.Errorf("fault %v, discount %v", v.CouponFault, v.Totals.Discount)
		}
		p, err := s.Catalog.Product(t.Context(), "last-lamp")
		s.Must(err)
		s.Must(s.Promotions.Save(t.Context(), promotions.Promotion{Code: "LAMP", Kind: promotions.Percentage, PPM: 100_000, Scope: promotions.Products, Targets: []string{p.ID}}))
		_, err = s.Carts.ApplyCoupon(t.Context(), cart, "LAMP")
		s.Must(err)
		if v := view(t, s, cart); !errors.Is(v.CouponFault, carts.ErrCouponElsewhere) {
			t.Errorf("fault %v, want ErrCouponElsewhere", v.CouponFault)
		}
	})
}

func TestAReductionThatIsNoneIsNotShownAsOne(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		s.Pass(24 * time.Hour)
		priced(t, s, 1800, 2500) // only the comparison changes
		cart := s.Fill(mug)
		if v := view(t, s, cart); !v.Lines[0].Price.Was.IsZero() {
			t.Errorf("shown as reduced: %+v", v.Lines[0].Price)
		}
		priced(t, s, 1500, 2500)
		if v := view(t, s, cart); v.Lines[0].Price.Lowest != orderstest.Euro(1800) || v.Lines[0].Price.Was != orderstest.Euro(2500) {
			t.Errorf("got %+v", v.Lines[0].Price)
		}
		settings, err := s.Shop.Settings(t.Context())
		s.Must(err)
		settings.Law = shop.Law{}
		s.Must(s.Shop.Save(t.Context(), settings, "test"))
		priced(t, s, 1500, 2600)
		if v := view(t, s, cart); v.Lines[0].Price.Was != orderstest.Euro(2600) {
			t.Errorf("where the law does not ask: %+v", v.Lines[0].Price)
		}
	})
}

// priced sets what the mug costs, and what it is compared with.
func priced(t *testing.T, s *orderstest.Shop, cents, was int64) {
	t.Helper()
	_, err := s.Pricing.Set(t.Context(), pricing.Terms{SKU: mug, Regular: orderstest.Euro(cents), Was: orderstest.Euro(was)})
	s.Must(err)
}
