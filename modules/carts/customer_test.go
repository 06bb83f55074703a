package carts_test

import (
	"sync"
	"testing"

	"holdfast/modules/carts"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/orders/orderstest"
)

func adopted(t *testing.T, s *orderstest.Shop, customer, guest string) carts.Adoption {
	t.Helper()
	a, err := s.Carts.Adopt(t.Context(), customer, guest)
	s.Must(err)
	if a.Cart == "" {
		t.Fatal("a customer without a cart")
	}
	return a
}

func TestTheCartOfTheBrowserBecomesTheCustomers(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		guest := s.Fill(mug)
		first := adopted(t, s, "mary", guest)
		if first != (carts.Adoption{Cart: guest}) {
			t.Errorf("got %+v", first)
		}
		if again := adopted(t, s, "mary", guest); again != first {
			t.Errorf("a second time: %+v", again)
		}
		if other := adopted(t, s, "mary", ""); other != first { // another browser, without a cart
			t.Errorf("elsewhere: %+v", other)
		}
		if rival := adopted(t, s, "rival", guest); rival.Cart == guest {
			t.Error("a customer's cart is given to another")
		}
		wantCount(t, s, guest, 1)
	})
}

func TestTwoCartsBecomeOneWithinStockAndLimits(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		own := adopted(t, s, "mary", "").Cart
		for each, n := range map[sku.SKU]int{mug: 6, lamp: 1} {
			_, err := s.Carts.Add(t.Context(), own, each, n)
			s.Must(err)
		}
		guest := s.Fill(lamp)
		_, err := s.Carts.Add(t.Context(), guest, mug, 7)
		s.Must(err)
		_, err = s.Carts.ApplyCoupon(t.Context(), guest, "TEN")
		s.Must(err)

		got := adopted(t, s, "mary", guest)

		if got != (carts.Adoption{Cart: own, Merged: true, Clamped: true}) {
			t.Errorf("got %+v", got)
		}
		wantCount(t, s, own, 11) // of ten mugs and one lamp all there are
		wantCount(t, s, guest, 0)
		view, err := s.Carts.View(t.Context(), own, carts.Choice{})
		s.Must(err)
		if view.Changed() || view.Coupon.Code != "TEN" {
			t.Errorf("the cart is %+v", view)
		}
	})
}

func TestACartOfTheMostThingsTakesNoMore(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		own, guest := adopted(t, s, "mary", "").Cart, carts.NewID()
		for i := range carts.MaxLines {
			each := sku.SKU("THING-" + string(rune('A'+i/26)) + string(rune('A'+i%26)))
			s.Sell("thing-"+string(rune('a'+i/26))+string(rune('a'+i%26)), each, 100, 5)
			_, err := s.Carts.Add(t.Context(), own, each, 1)
			s.Must(err)
		}
		_, err := s.Carts.Add(t.Context(), guest, mug, 1)
		s.Must(err)
		if got := adopted(t, s, "mary", guest); !got.Clamped {
			t.Errorf("got %+v", got)
		}
		wantCount(t, s, own, carts.MaxLines)
	})
}

func TestACustomerWhoSignsInTwiceAtOnceHasOneCart(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		for range 5 {
			customer := carts.NewID()
			guests := []string{s.Fill(mug), s.Fill(mug), s.Fill(mug)}
			found := make([]string, len(guests))
			var group sync.WaitGroup
			for i, guest := range guests {
				group.Go(func() {
					a, err := s.Carts.Adopt(t.Context(), customer, guest)
					if err != nil {
						t.Error(err)
					}
					found[i] = a.Cart
				})
			}
			group.Wait()
			if found[0] != found[1] || found[1] != found[2] {
				t.Fatalf("carts %v", found)
			}
			wantCount(t, s, found[0], 3)
		}
	})
}
