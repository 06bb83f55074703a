package promotions_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"holdfast/db/dbtest"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/money"
	"holdfast/modules/promotions"
)

var noon = time.Date(2030, 6, 1, 12, 0, 0, 0, time.UTC)

func eur(minor int64) money.Money { return money.New(minor, "EUR") }

func TestADiscountFollowsKindAndMinimum(t *testing.T) {
	tenth := promotions.Coupon{Kind: promotions.Percentage, PPM: 100_000}
	five := promotions.Coupon{Kind: promotions.Fixed, Amount: eur(500)}
	free := promotions.Coupon{Kind: promotions.FreeShipping, Minimum: eur(2000)}
	above := func(c promotions.Coupon) promotions.Coupon { c.Minimum = eur(2000); return c }
	cases := map[string]struct {
		coupon         promotions.Coupon
		subtotal, want int64
		shipsFree      bool
	}{
		"a percentage":                 {tenth, 1995, 200, false}, // 199.5
		"a percentage at the minimum":  {above(tenth), 2000, 200, false},
		"a percentage a cent below it": {above(tenth), 1999, 0, false},
		"a fixed amount":               {five, 1995, 500, false},
		"more than the subtotal":       {five, 300, 300, false},
		"nothing to take it off":       {five, 0, 0, false},
		"free shipping":                {free, 2000, 0, true},
		"free shipping below it":       {free, 1999, 0, false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := c.coupon.Discount(eur(c.subtotal)); got != eur(c.want) {
				t.Errorf("Discount(%d) = %v, want %d", c.subtotal, got, c.want)
			}
			if got := c.coupon.ShipsFree(eur(c.subtotal)); got != c.shipsFree {
				t.Errorf("ShipsFree(%d) = %v", c.subtotal, got)
			}
		})
	}
}

func TestADiscountIsNeverMoreThanTheSubtotalNorLessThanNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := promotions.Coupon{
			Kind:    rapid.SampledFrom([]promotions.Kind{promotions.Percentage, promotions.Fixed, promotions.FreeShipping}).Draw(t, "kind"),
			PPM:     rapid.Int64Range(1, 1_000_000).Draw(t, "ppm"),
			Amount:  eur(rapid.Int64Range(1, 100_000).Draw(t, "amount")),
			Minimum: eur(rapid.Int64Range(0, 100_000).Draw(t, "minimum")),
		}
		subtotal := eur(rapid.Int64Range(0, 200_000).Draw(t, "subtotal"))
		off := c.Discount(subtotal)
		if off.Minor < 0 || subtotal.Less(off) {
			t.Fatalf("%+v takes %v off %v", c, off, subtotal)
		}
		if missing := c.Missing(subtotal); !missing.IsZero() && (!off.IsZero() || subtotal.Add(missing) != c.Minimum) {
			t.Fatalf("%+v takes %v off %v, of which %v is missing", c, off, subtotal, missing)
		}
	})
}

func TestACodeIsTheSameInAnyCaseAndSpacing(t *testing.T) {
	for _, typed := range []string{"QUAY10", " quay10 ", "Quay 10", "quay10\u00a0"} {
		if got := promotions.Normalise(typed); got != "QUAY10" {
			t.Errorf("Normalise(%q) = %q", typed, got)
		}
	}
}

func TestCouponsThatCannotBeUsedAreRefused(t *testing.T) {
	good := promotions.Coupon{Code: "A", Kind: promotions.Percentage, PPM: 100_000}
	cases := map[string]struct {
		change func(*promotions.Coupon)
		field  string
	}{
		"no code":              {func(c *promotions.Coupon) { c.Code = "  " }, "code"},
		"a long code":          {func(c *promotions.Coupon) { c.Code = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }, "code"},
		"an unknown kind":      {func(c *promotions.Coupon) { c.Kind = "gift" }, "kind"},
		"no percentage":        {func(c *promotions.Coupon) { c.PPM = 0 }, "percent"},
		"more than all":        {func(c *promotions.Coupon) { c.PPM = 1_000_001 }, "percent"},
		"no amount":            {func(c *promotions.Coupon) { c.Kind = promotions.Fixed }, "amount"},
		"a minimum below zero": {func(c *promotions.Coupon) { c.Minimum = eur(-1) }, "minimum"},
		"an end at the start":  {func(c *promotions.Coupon) { c.From, c.Until = noon, noon }, "until"},
		"a limit below zero":   {func(c *promotions.Coupon) { c.Limit = -1 }, "limit"},
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
