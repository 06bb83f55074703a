package main

import (
	"context"
	"sync/atomic"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/web/request"
)

// statements counts what requests read from d from now on. It is called before
// the shop opens.
func statements(t testing.TB, d *db.DB) *atomic.Int64 {
	t.Helper()
	count := new(atomic.Int64)
	dbtest.OnStatement(t, d, func(ctx context.Context) {
		if request.ID(ctx) != "" { // jobs read, too
			count.Add(1)
		}
	})
	return count
}

// most is how many statements a page may cost, however much is on it.
const most = 8

func TestPagesAreMadeOfFewStatements(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		b := newBrowser(t, s)
		for _, slug := range []string{"harbour-mug", "bread-knife", "enamel-mug", "tumblers", "stem-glass", "rolling-pin"} {
			b.open("/products/" + slug).press("Add to cart").is(200).at("/cart")
		}
		b.open("/cart").typeIn("Coupon code", "WELCOME10").press("Apply").is(200)
		for _, path := range []string{"/", "/categories/kitchen",
			"/categories/kitchen?f=colour_cream&min=10&sort=price-up&stock=in",
			"/collections/new-in", "/search?q=mug", "/search?q=xyzzyx", "/search?q=", "/products/harbour-mug", "/products/cast-iron-skillet", "/cart", "/pages/delivery"} {
			// The first one warms the snapshots; what the shop's filling announces
			// may have them read once more.
			took := statementsOf(b, s, path)
			for range 3 {
				took = min(took, statementsOf(b, s, path))
			}
			if took > most || took == 0 {
				t.Errorf("%s takes %d statements, want 1 to %d", path, took, most)
			}
		}
	})
}

func statementsOf(b *browser, s *openShop, path string) int64 {
	before := s.statements.Load()
	b.open(path)
	return s.statements.Load() - before
}
