package main

import (
	"net/http"
	"net/url"
	"testing"
)

func TestWhoOrdersFarTooOftenIsAskedToWaitAndLosesNothing(t *testing.T) {
	t.Parallel()
	s := open(t, nil)
	s.count(t, plentiful, 1000)
	b := newBrowser(t, s)
	b.stay()
	for range 60 {
		addMug(t, b)
		if _, ok := b.told("/checkout", mugOrder(t, b), "/orders/"); !ok {
			t.Fatal("an order is refused")
		}
	}
	addMug(t, b)

	refused, err := b.visit(http.MethodPost, "/checkout", mugOrder(t, b))

	if err != nil || refused.status != http.StatusTooManyRequests || refused.header.Get("Retry-After") == "" {
		t.Fatalf("%d, %v, %v", refused.status, refused.header, err)
	}
	refused.says("Too many orders")
	if street, name := refused.value("Address"), refused.value("Full name"); street != "12 Quay Street" || name != "Mary O’Neill" {
		t.Errorf("what was typed is %q, %q", street, name)
	}
	if got := s.held(t, plentiful); got != 60 {
		t.Errorf("%d mugs are held for orders, want 60", got)
	}
}

func addMug(t *testing.T, b *browser) {
	t.Helper()
	if _, ok := b.told("/cart/lines", url.Values{"sku": {plentiful}, "quantity": {"1"}}, "/cart"); !ok {
		t.Fatal("the mug is not in the cart")
	}
}

// mugOrder is the checkout's form, filled in.
func mugOrder(t *testing.T, b *browser) url.Values {
	t.Helper()
	checkout, err := b.visit(http.MethodGet, "/checkout", nil)
	if err != nil {
		t.Fatal(err)
	}
	_, _, form := checkout.form("Place order")
	for name, value := range map[string]string{"email": "mary@shopper.example", "name": "Mary O’Neill", "address": "12 Quay Street", "city": "Galway", "payment": "cash-on-delivery"} {
		form.Set(name, value)
	}
	return form
}
