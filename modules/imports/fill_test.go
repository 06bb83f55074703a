package imports_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/audit"
	"holdfast/modules/catalog"
	"holdfast/modules/content"
	"holdfast/modules/imports"
	"holdfast/modules/imports/demo"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/media"
	"holdfast/modules/promotions"
	"holdfast/modules/shipping"
	"holdfast/modules/shop"
	"holdfast/modules/tax"
)

// demoShop is a house with all that the demo fills.
type demoShop struct {
	house
	settings *shop.Service
	tax      *tax.Service
	shipping *shipping.Service
	coupons  *promotions.Service
	pages    *content.Service
	demo     imports.Demo
}

func openDemo(t testing.TB, d *db.DB, now clock.Clock) demoShop {
	t.Helper()
	log := audit.New(d, now)
	s := demoShop{house: open(t, d), settings: shop.New(d, log, now), tax: tax.New(d, now), shipping: shipping.New(d),
		coupons: promotions.New(d, now), pages: content.New(d, log, now)}
	s.demo = imports.Demo{DB: d, Clock: now, Pictures: s.media,
		Needs:    imports.Needs{Catalog: s.catalog, Shelves: s.catalog, Prices: s.pricing, Stock: s.inventory},
		Settings: s.settings, Taxes: s.tax, Delivery: s.shipping, Coupons: s.coupons, Pages: s.pages}
	return s
}

func TestAnEmptyShopIsFilledOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDemo(t, d, clock.System)
		begun := time.Now()
		s.fill(t, true)
		t.Logf("filled in %v", time.Since(begun))
		s.wantDemo(t)
		before := s.state(t)
		s.fill(t, false)
		if after := s.state(t); after != before {
			t.Error("filling again changed the shop")
		}
	})
}

func TestAnInterruptedFillingIsEnded(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var passed atomic.Int64
		now := func() time.Time { return clock.System().Add(time.Duration(passed.Load())) }
		s := openDemo(t, d, now)
		broken := s.demo
		broken.Pictures = &failingAfter{to: s.media, left: 40}
		if _, err := broken.Fill(t.Context()); err == nil {
			t.Fatal("the filling was not interrupted")
		}
		passed.Store(int64(time.Minute))
		s.fill(t, true)
		s.wantDemo(t)
	})
}

func TestTwoProcessesFillOneShopOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDemo(t, d, clock.System)
		var filled atomic.Int64
		var group sync.WaitGroup
		for range 2 {
			group.Go(func() {
				ok, err := s.demo.Fill(t.Context())
				if err != nil {
					t.Error(err)
				}
				if ok {
					filled.Add(1)
				}
			})
		}
		group.Wait()
		if filled.Load() != 1 {
			t.Errorf("filled %d times", filled.Load())
		}
		s.wantDemo(t)
	})
}

func TestAShopWithProductsIsLeftAlone(t *testing.T) {
	s := openDemo(t, dbtest.SQLite(t), clock.System)
	s.run(t, "Handle,Title,Variant Price\nmug,Mug,1.00\n", false)
	s.fill(t, false)
	if products, _, _ := s.catalog.List(t.Context(), "", "", 10); len(products) != 1 {
		t.Errorf("%d products", len(products))
	}
}

func (s demoShop) fill(t *testing.T, want bool) {
	t.Helper()
	if filled, err := s.demo.Fill(t.Context()); err != nil || filled != want {
		t.Fatalf("Fill: %v, %v; want %v", filled, err, want)
	}
}

// wantDemo checks that the shop is the demo's from the window to the till.
func (s demoShop) wantDemo(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	if settings, err := s.settings.Settings(ctx); err != nil || settings.Name != demo.Settings().Name || len(settings.HomeSections) < 2 {
		t.Errorf("settings: %+v, %v", settings, err)
	}
	menus, err := s.catalog.Menus(ctx)
	if err != nil || len(menus.Below("")) != len(demo.Departments()) || len(menus.Collections) != len(demo.Collections()) {
		t.Errorf("menus: %+v, %v", menus, err)
	}
	mug, err := s.catalog.Product(ctx, "harbour-mug")
	if err != nil || len(mug.Variants) < 2 || len(mug.Images) < 2 || len(mug.Categories) != 1 || mug.Status != catalog.Published {
		t.Fatalf("mug: %+v, %v", mug, err)
	}
	if path := menus.Path(mug.Categories[0]); len(path) != 2 || path[0].Slug != "kitchen" || path[1].Slug != "mugs-and-cups" {
		t.Errorf("its shelf: %+v", path)
	}
	if a, err := s.media.Asset(ctx, media.ID(mug.Images[0].Asset)); err != nil || a.State != media.Ready || a.Width != 1280 {
		t.Errorf("its picture: %+v, %v", a, err)
	}
	table, err := s.tax.Table(ctx)
	if rate := table.Rate("IE", "", tax.Standard); err != nil || rate.PPM != 230_000 || rate.Name != "VAT 23 %" || !table.Inclusive("IE", "") {
		t.Errorf("rate: %+v, %v", rate, err)
	}
	for _, country := range []string{"IE", "DE", "GB", "US"} {
		offers, err := s.shipping.Offers(ctx, shipping.Destination{Country: country}, shipping.Parcel{Grams: 900, Value: euro(2000)})
		if err != nil || len(offers) != 2 {
			t.Errorf("to %s: %+v, %v", country, offers, err)
		}
	}
	if _, err := s.coupons.Coupon(ctx, "welcome10"); err != nil {
		t.Error(err)
	}
	if menu, err := s.pages.Menu(ctx); err != nil || len(menu) != len(demo.Pages()) {
		t.Errorf("pages: %+v, %v", menu, err)
	}
}

var errFull = errors.New("the disk is full")

// failingAfter is a disk that gets full.
type failingAfter struct {
	to   imports.ReadyPictures
	left int64
	mu   sync.Mutex
}

func (f *failingAfter) AddReady(ctx context.Context, variants map[int][]byte, contentType string, width, height int) (media.Asset, error) {
	f.mu.Lock()
	f.left--
	full := f.left < 0
	f.mu.Unlock()
	if full {
		return media.Asset{}, errFull
	}
	return f.to.AddReady(ctx, variants, contentType, width, height)
}
