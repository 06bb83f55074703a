package main

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"

	"holdfast/modules/inventory"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/orders"
)

// promised is what the shop has said to its shoppers until it was killed.
type promised struct {
	mu     sync.Mutex
	orders []string // addresses of their pages
	carts  []cart
}

// cart is a cart as its bearer was last told.
type cart struct {
	bearer *browser
	units  int
}

const plentiful = "NQ-MUG-BLU"

// TestNothingThatWasPromisedIsLostWhenTheShopIsKilled lets eight shoppers buy,
// kills the shop in the middle of it, and asks the next one about every order
// and every line in a cart that the first one has acknowledged.
func TestNothingThatWasPromisedIsLostWhenTheShopIsKilled(t *testing.T) {
	t.Parallel()
	for name, with := range map[string]settings{"sqlite": {}, "postgres": onPostgres(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			with["DATA_DIR"], with["ADDR"] = filled(t), "127.0.0.1:0"
			stocked(t, with)
			first, address := serving(t, with)

			said := shopUntilKilled(t, first, address)
			second, address := serving(t, with)

			for _, order := range said.orders {
				newBrowserAt(t, address).open(order).is(200).says("Thank you", "Pay when it arrives")
			}
			for _, c := range said.carts {
				moved := newBrowserAt(t, address)
				moved.client.Jar.SetCookies(at(t, address), c.bearer.client.Jar.Cookies(at(t, c.bearer.base)))
				got := moved.open("/cart").value("Quantity")
				if got != strconv.Itoa(c.units) && got != strconv.Itoa(c.units+1) { // one may have been under way
					t.Errorf("a cart that was said to hold %d holds %s", c.units, got)
				}
			}
			second.stop()
			placed := agreed(t, with)
			t.Logf("%d orders and %d carts were promised, %d orders placed", len(said.orders), len(said.carts), placed)
			if placed < len(said.orders) || len(said.carts) != 4 {
				t.Errorf("%d orders, of %d that were promised", placed, len(said.orders))
			}
		})
	}
}

// shopUntilKilled has four shoppers buy and four fill their carts until the
// fortieth order, when the shop is killed.
func shopUntilKilled(t *testing.T, p *process, address string) *promised {
	t.Helper()
	said := &promised{}
	enough := make(chan struct{})
	var all sync.WaitGroup
	for range 4 {
		buyer, filler := newBrowserAt(t, address).stay(), newBrowserAt(t, address).stay()
		all.Go(func() { said.buy(buyer, enough) })
		all.Go(func() { said.fill(filler) })
	}
	select {
	case <-enough:
	case <-p.ended:
		t.Fatalf("the shop ended by itself:\n%s", p.err)
	}
	p.kill()
	all.Wait()
	return said
}

// buy places orders until the shop is gone.
func (said *promised) buy(b *browser, enough chan<- struct{}) {
	for {
		if _, ok := b.told("/cart/lines", url.Values{"sku": {plentiful}, "quantity": {"2"}}, "/cart"); !ok {
			return
		}
		checkout, err := b.visit(http.MethodGet, "/checkout", nil)
		if err != nil {
			return
		}
		_, _, form := checkout.form("Place order")
		for name, value := range map[string]string{"email": "mary@shopper.example", "name": "Mary O’Neill", "address": "12 Quay Street", "city": "Galway", "payment": "cash-on-delivery"} {
			form.Set(name, value)
		}
		order, ok := b.told("/checkout", form, "/orders/")
		if !ok {
			return
		}
		said.mu.Lock()
		said.orders = append(said.orders, order)
		if len(said.orders) == 40 {
			close(enough)
		}
		said.mu.Unlock()
	}
}

// fill puts more and more into a cart until the shop is gone.
func (said *promised) fill(b *browser) {
	units := 0
	for units < 900 {
		if _, ok := b.told("/cart/lines", url.Values{"sku": {"NQ-BRD"}, "quantity": {"1"}}, "/cart"); !ok {
			break
		}
		units++
	}
	said.mu.Lock()
	defer said.mu.Unlock()
	said.carts = append(said.carts, cart{b, units})
}

// told sends a form and returns where the shop says to go on, if it does.
func (b *browser) told(path string, form url.Values, to string) (where string, ok bool) {
	p, err := b.visit(http.MethodPost, path, form)
	if err != nil || p.status != http.StatusSeeOther || !strings.HasPrefix(p.header.Get("Location"), to) {
		return "", false
	}
	return p.header.Get("Location"), true
}

// stocked fills the shelves, so that nothing sells out.
func stocked(t testing.TB, with settings) {
	t.Helper()
	a := wired(t, with)
	for _, each := range []sku.SKU{plentiful, "NQ-BRD"} {
		if _, err := a.inventory.SetOnHand(t.Context(), "counted", "test", inventory.Count{SKU: each, Tracked: true, OnHand: 100_000}); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.close(); err != nil {
		t.Fatal(err)
	}
}

// agreed returns how many orders there are, once the stock agrees with them and
// with its ledger.
func agreed(t testing.TB, with settings) (placed int) {
	t.Helper()
	a := wired(t, with)
	ctx := context.Background()
	wrong, err := a.inventory.Audit(ctx)
	if err != nil || len(wrong) > 0 {
		t.Errorf("stock that its ledger does not explain: %v, %v", wrong, err)
	}
	list, _, err := a.orders.List(ctx, orders.Filter{}, "", 1000)
	if err != nil {
		t.Error(err)
	}
	levels, err := a.inventory.Levels(ctx, []sku.SKU{plentiful})
	if err != nil || levels[plentiful].Allocated != 2*len(list) {
		t.Errorf("%d units are held for %d orders of two, %v", levels[plentiful].Allocated, len(list), err)
	}
	if err := a.close(); err != nil {
		t.Error(err)
	}
	return len(list)
}

func wired(t testing.TB, with settings) *app {
	t.Helper()
	c, _, err := readConfig(nil, with.get, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	a, err := wire(t.Context(), c, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func at(t testing.TB, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}
