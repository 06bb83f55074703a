package carts_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/carts"
	"holdfast/modules/catalog"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/orders/orderstest"
	"holdfast/modules/pricing"
	"holdfast/modules/promotions"
	"holdfast/modules/shipping"
)

const mug, lamp = orderstest.Mug, orderstest.Lamp

func each(t *testing.T, test func(t *testing.T, s *orderstest.Shop)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, orderstest.Open(t, d)) })
}

func TestACartNeverHoldsMoreThanCanBePromised(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		cart := carts.NewID()
		for _, step := range []struct {
			add  int
			want carts.Change
		}{{4, carts.Change{Quantity: 4}}, {4, carts.Change{Quantity: 8}}, {4, carts.Change{Quantity: 10, Clamped: true}}} {
			got, err := s.Carts.Add(t.Context(), cart, mug, step.add)
			s.Must(err)
			if got != step.want {
				t.Errorf("Add %d: got %+v, want %+v", step.add, got, step.want)
			}
		}
		wantCount(t, s, cart, 10)
	})
}

func TestWhatCannotBeBoughtIsNotPutIn(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		s.Sell("gone", "GONE", 100, 0)
		s.Sell("hidden", "HIDDEN", 100, 5)
		hide(t, s, "hidden")
		for _, tt := range []struct {
			sku  sku.SKU
			n    int
			want error
		}{
			{"NO-MUG", 1, carts.ErrNotForSale}, {"HIDDEN", 1, carts.ErrNotForSale}, {"GONE", 1, carts.ErrSoldOut},
			{mug, 0, carts.ErrQuantity}, {mug, -1, carts.ErrQuantity}, {mug, carts.MaxQuantity + 1, carts.ErrQuantity},
		} {
			cart := carts.NewID()
			if _, err := s.Carts.Add(t.Context(), cart, tt.sku, tt.n); !errors.Is(err, tt.want) {
				t.Errorf("%d of %s: got %v, want %v", tt.n, tt.sku, err, tt.want)
			}
			wantCount(t, s, cart, 0)
		}
	})
}

func TestTwoTabsAddToOneCart(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		cart := carts.NewID()
		var tabs sync.WaitGroup
		for range 8 {
			tabs.Go(func() {
				if _, err := s.Carts.Add(context.Background(), cart, mug, 1); err != nil {
					t.Error(err)
				}
			})
		}
		tabs.Wait()
		wantCount(t, s, cart, 8)
	})
}

func TestAViewSaysWhatHasChangedSinceItWasPutIn(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		cart := s.Fill(mug, lamp)
		_, err := s.Carts.SetQuantity(t.Context(), cart, mug, 6)
		s.Must(err)
		_, err = s.Pricing.Set(t.Context(), pricing.Terms{SKU: mug, Regular: orderstest.Euro(2000)})
		s.Must(err)
		s.Must(s.Inventory.Adjust(t.Context(), mug, -6, "broken", "test"))
		hide(t, s, "last-lamp")

		v := view(t, s, cart)
		if len(v.Lines) != 1 || len(v.Gone) != 1 || !v.Changed() {
			t.Fatalf("%d lines, %d gone", len(v.Lines), len(v.Gone))
		}
		line := v.Lines[0]
		if line.Quantity != 4 || !line.Clamped() || line.SeenBefore != orderstest.Euro(1800) || v.Totals.Subtotal != orderstest.Euro(8000) {
			t.Errorf("got %+v, subtotal %v", line, v.Totals.Subtotal)
		}
	})
}

func TestACouponIsKeptUntilItEnds(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		s.Must(s.Promotions.Save(t.Context(), promotions.Promotion{Code: "NOON", Kind: promotions.Fixed, Amount: orderstest.Euro(300), Until: s.Now().Add(time.Hour)}))
		cart := s.Fill(mug)
		if _, err := s.Carts.ApplyCoupon(t.Context(), cart, "NONE"); !errors.Is(err, promotions.ErrUnknownCoupon) {
			t.Errorf("got %v, want ErrUnknownCoupon", err)
		}
		_, err := s.Carts.ApplyCoupon(t.Context(), cart, "noon")
		s.Must(err)
		if v := view(t, s, cart); v.Totals.Discount != orderstest.Euro(300) {
			t.Errorf("discount %v", v.Totals.Discount)
		}
		s.Pass(2 * time.Hour)
		if v := view(t, s, cart); !v.Totals.Discount.IsZero() || !errors.Is(v.CouponFault, promotions.ErrCouponExpired) {
			t.Errorf("after its end: discount %v, fault %v", v.Totals.Discount, v.CouponFault)
		}
	})
}

func TestAnUnknownMethodOrPlaceIsNoTotal(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		cart := s.Fill(mug)
		v, err := s.Carts.View(t.Context(), cart, carts.Choice{To: shipping.Destination{Country: "IE"}, Method: "by gull"})
		s.Must(err)
		if v.Method != "standard" || v.Totals.Shipping != orderstest.Euro(500) {
			t.Errorf("sent by %q for %v", v.Method, v.Totals.Shipping)
		}
		v, err = s.Carts.View(t.Context(), cart, carts.Choice{To: shipping.Destination{Country: "NZ"}})
		s.Must(err)
		if len(v.Offers) != 0 || v.Method != "" {
			t.Errorf("offers to where nothing is sent: %+v", v.Offers)
		}
	})
}

func TestACartHoldsABoundedNumberOfThings(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		cart := carts.NewID()
		for i := range carts.MaxLines {
			each := sku.SKU(fmt.Sprint("S-", i))
			s.Sell("thing-"+fmt.Sprint(i), each, 100, 1)
			_, err := s.Carts.Add(t.Context(), cart, each, 1)
			s.Must(err)
		}
		if _, err := s.Carts.Add(t.Context(), cart, mug, 1); !errors.Is(err, carts.ErrTooMany) {
			t.Errorf("got %v, want ErrTooMany", err)
		}
		if _, err := s.Carts.SetQuantity(t.Context(), cart, "S-0", 0); err != nil {
			t.Fatal(err)
		}
		_, err := s.Carts.Add(t.Context(), cart, mug, 1)
		s.Must(err)
	})
}

func TestWhatWasTypedIsKeptWithTheCart(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		cart := s.Fill(mug)
		s.Must(s.Carts.SaveDraft(t.Context(), cart, map[string]string{"email": "shopper@example.com"}))
		draft, err := s.Carts.Draft(t.Context(), cart)
		s.Must(err)
		if draft["email"] != "shopper@example.com" {
			t.Errorf("got %v", draft)
		}
	})
}

func view(t *testing.T, s *orderstest.Shop, cart string) carts.View {
	t.Helper()
	v, err := s.Carts.View(t.Context(), cart, carts.Choice{})
	s.Must(err)
	return v
}

func hide(t *testing.T, s *orderstest.Shop, slug string) {
	t.Helper()
	p, err := s.Catalog.Product(t.Context(), slug)
	s.Must(err)
	s.Must(s.Catalog.SetStatus(t.Context(), p.ID, catalog.Hidden))
}

func wantCount(t *testing.T, s *orderstest.Shop, cart string, want int) {
	t.Helper()
	got, err := s.Carts.Count(t.Context(), cart)
	s.Must(err)
	if got != want {
		t.Errorf("the cart holds %d, want %d", got, want)
	}
}
