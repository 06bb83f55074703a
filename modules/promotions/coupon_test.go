package promotions_test

import (
	"slices"
	"testing"
	"time"

	"holdfast/db/dbtest"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/money"
	"holdfast/modules/promotions"
)

var noon = time.Date(2030, 6, 1, 12, 0, 0, 0, time.UTC)

func eur(minor int64) money.Money { return money.New(minor, "EUR") }

func TestACodeIsTheSameInAnyCaseAndSpacing(t *testing.T) {
	for _, typed := range []string{"QUAY10", " quay10 ", "Quay 10", "quay10\u00a0"} {
		if got := promotions.Normalise(typed); got != "QUAY10" {
			t.Errorf("Normalise(%q) = %q", typed, got)
		}
	}
}

func TestCouponsThatCannotBeUsedAreRefused(t *testing.T) {
	good := promotions.Promotion{Code: "A", Kind: promotions.Percentage, PPM: 100_000}
	cases := map[string]struct {
		change func(*promotions.Promotion)
		field  string
	}{
		"no code":                     {func(c *promotions.Promotion) { c.Code = "  " }, "code"},
		"a long code":                 {func(c *promotions.Promotion) { c.Code = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }, "code"},
		"an unknown kind":             {func(c *promotions.Promotion) { c.Kind = "gift" }, "kind"},
		"no percentage":               {func(c *promotions.Promotion) { c.PPM = 0 }, "percent"},
		"more than all":               {func(c *promotions.Promotion) { c.PPM = 1_000_001 }, "percent"},
		"no amount":                   {func(c *promotions.Promotion) { c.Kind = promotions.Fixed }, "amount"},
		"a minimum below zero":        {func(c *promotions.Promotion) { c.Minimum = eur(-1) }, "minimum"},
		"an end at the start":         {func(c *promotions.Promotion) { c.From, c.Until = noon, noon }, "until"},
		"a limit below zero":          {func(c *promotions.Promotion) { c.Limit = -1 }, "limit"},
		"a limit for each below zero": {func(c *promotions.Promotion) { c.LimitEach = -1 }, "limit_each"},
		"nobody knows what for":       {func(c *promotions.Promotion) { c.Scope = promotions.Products }, "targets"},
		"an unknown scope":            {func(c *promotions.Promotion) { c.Scope = "moon"; c.Targets = []string{"1"} }, "scope"},
		"no name for shoppers":        {func(c *promotions.Promotion) { c.Automatic = true }, "name"},
	}
	coupons := promotions.New(dbtest.SQLite(t), clock.Fixed(noon))
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			coupon := good
			c.change(&coupon)
			err := coupons.Save(t.Context(), coupon)
			if !slices.ContainsFunc(fault.Fields(err), func(f fault.Field) bool { return f.Name == c.field }) {
				t.Errorf("Save: %v with %v, want a fault in %s", err, fault.Fields(err), c.field)
			}
		})
	}
}
