package pricing_test

import (
	"errors"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/money"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing"
)

const mug sku.SKU = "MUG-BLUE"

var noon = time.Date(2030, 3, 31, 12, 0, 0, 0, time.UTC)

func euro(cents int64) money.Money { return money.New(cents, "EUR") }

func TestASaleHoldsFromItsFirstInstantUntilItsLast(t *testing.T) {
	terms := pricing.Terms{SKU: mug, Regular: euro(1800), Sale: &pricing.Sale{Price: euro(1500), From: noon, Until: noon.Add(time.Hour)}}
	for at, want := range map[time.Time]pricing.Price{
		noon.Add(-1):            {Amount: euro(1800)},
		noon:                    {Amount: euro(1500), Was: euro(1800)},
		noon.Add(time.Hour - 1): {Amount: euro(1500), Was: euro(1800)},
		noon.Add(time.Hour):     {Amount: euro(1800)},
	} {
		if got := terms.At(at); got != want {
			t.Errorf("at %s: got %v, want %v", at, got, want)
		}
	}
}

func TestSetKeepsPricesAndSaysWhatChanged(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := pricing.New(d, clock.Fixed(noon))
		terms := []pricing.Terms{
			{SKU: mug, Regular: euro(1500), Was: euro(1800)},
			{SKU: "BOWL", Regular: euro(900), Sale: &pricing.Sale{Price: euro(800), From: noon.Add(-time.Hour), Until: noon.Add(time.Hour)}},
		}
		set(t, p, 2, terms...)
		set(t, p, 0, terms...)
		terms[0].Was = money.Money{}
		set(t, p, 1, terms...)

		prices, err := p.Prices(t.Context(), []sku.SKU{mug, "BOWL", "NO-MUG"})
		if err != nil {
			t.Fatal(err)
		}
		if len(prices) != 2 || prices[mug] != (pricing.Price{Amount: euro(1500)}) || prices["BOWL"].Was != euro(900) {
			t.Errorf("got %v", prices)
		}
	})
}

func TestADisplayedPriceFollowsItsChange(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := pricing.New(d, clock.Fixed(noon))
		for _, cents := range []int64{1800, 1500, 2000} {
			set(t, p, 1, pricing.Terms{SKU: mug, Regular: euro(cents)})
			for range 2 { // read, then remembered
				prices, err := p.Displayed(t.Context(), []sku.SKU{mug, "NO-MUG"})
				if err != nil || len(prices) != 1 || prices[mug].Amount != euro(cents) {
					t.Errorf("got %v, %v; want %v", prices, err, euro(cents))
				}
			}
		}
	})
}

func TestSetRefusesASaleThatEndsBeforeItBegins(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := pricing.New(d, clock.Fixed(noon))
		_, err := p.Set(t.Context(), pricing.Terms{SKU: mug, Regular: euro(1), Sale: &pricing.Sale{Price: euro(1), From: noon, Until: noon}})
		if !errors.Is(err, pricing.ErrInvalid) {
			t.Errorf("got %v, want ErrInvalid", err)
		}
	})
}

func set(t *testing.T, p *pricing.Service, want int, terms ...pricing.Terms) {
	t.Helper()
	changed, err := p.Set(t.Context(), terms...)
	if err != nil {
		t.Fatal(err)
	}
	if changed != want {
		t.Errorf("Set changed %d, want %d", changed, want)
	}
}
