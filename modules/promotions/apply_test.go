package promotions_test

import (
	"testing"

	"pgregory.net/rapid"

	"holdfast/modules/kernel/money"
	"holdfast/modules/promotions"
)

var (
	tenPercent = promotions.Promotion{Code: "TEN", Kind: promotions.Percentage, PPM: 100_000, Position: 1}
	fiveOff    = promotions.Promotion{Code: "FIVE", Kind: promotions.Fixed, Amount: eur(500), Position: 2}
	shipsFree  = promotions.Promotion{Code: "SHIP", Kind: promotions.FreeShipping, Minimum: eur(2000), Position: 3}
	lamps      = promotions.Promotion{Code: "LAMPS", Kind: promotions.Percentage, PPM: 500_000, Scope: promotions.Categories, Targets: []string{"lamps"}}
)

var basket = []promotions.Line{
	{Goods: promotions.Goods{Product: "mug", Categories: []string{"kitchen"}, Collections: []string{"gifts"}}, Amount: eur(3000)},
	{Goods: promotions.Goods{Product: "lamp", Categories: []string{"home", "lamps"}}, Amount: eur(1000)},
}

func exclusive(p promotions.Promotion) promotions.Promotion { p.Exclusive = true; return p }
func atLeast(p promotions.Promotion, minor int64) promotions.Promotion {
	p.Minimum = eur(minor)
	return p
}

func TestPromotionsApplyOneAfterTheOther(t *testing.T) {
	for name, tt := range map[string]struct {
		promotions []promotions.Promotion
		off        int64 // off the goods
		shipping   int64 // off shipping
		codes      string
	}{
		"none":                                  {nil, 0, 0, ""},
		"a percentage":                          {[]promotions.Promotion{tenPercent}, 400, 0, "TEN "},
		"the percentage first, by position":     {[]promotions.Promotion{fiveOff, tenPercent}, 900, 0, "TEN FIVE "},
		"a category first, on what it covers":   {[]promotions.Promotion{tenPercent, lamps}, 500 + 350, 0, "LAMPS TEN "},
		"free shipping beside them":             {[]promotions.Promotion{tenPercent, shipsFree}, 400, 495, "TEN SHIP "},
		"the minimum is of goods, undiscounted": {[]promotions.Promotion{lamps, atLeast(tenPercent, 4000)}, 500 + 350, 0, "LAMPS TEN "},
		"a cent below the minimum":              {[]promotions.Promotion{atLeast(tenPercent, 4001)}, 0, 0, ""},
		"the minimum of what it covers":         {[]promotions.Promotion{atLeast(lamps, 1001)}, 0, 0, ""},
		"an exclusive one that saves more":      {[]promotions.Promotion{tenPercent, exclusive(fiveOff)}, 500, 0, "FIVE "},
		"an exclusive one that saves less":      {[]promotions.Promotion{tenPercent, fiveOff, exclusive(lamps)}, 900, 0, "TEN FIVE "},
		"an exclusive one that saves as much":   {[]promotions.Promotion{lamps, exclusive(fiveOff)}, 500, 0, "LAMPS "},
		"the better of two exclusive ones":      {[]promotions.Promotion{exclusive(tenPercent), exclusive(fiveOff)}, 500, 0, "FIVE "},
		"exclusive free shipping":               {[]promotions.Promotion{exclusive(shipsFree), tenPercent}, 0, 495, "SHIP "},
		"more than all of it":                   {[]promotions.Promotion{{Code: "X", Kind: promotions.Fixed, Amount: eur(9999)}, tenPercent}, 4000, 0, "X "},
		"for nothing that is there":             {[]promotions.Promotion{{Code: "X", Kind: promotions.Percentage, PPM: 1, Scope: promotions.Products, Targets: []string{"hat"}}}, 0, 0, ""},
		"a collection":                          {[]promotions.Promotion{{Code: "X", Kind: promotions.Percentage, PPM: 100_000, Scope: promotions.Collections, Targets: []string{"gifts"}}}, 300, 0, "X "},
		"a product":                             {[]promotions.Promotion{{Code: "X", Kind: promotions.Percentage, PPM: 100_000, Scope: promotions.Products, Targets: []string{"hat", "lamp"}}}, 100, 0, "X "},
		"two that ship free take it off once":   {[]promotions.Promotion{shipsFree, {Code: "Z", Kind: promotions.FreeShipping, Position: 4}}, 0, 495, "SHIP Z "},
	} {
		t.Run(name, func(t *testing.T) {
			var off, shipping int64
			codes := ""
			for _, a := range promotions.Apply(tt.promotions, basket, eur(495)) {
				off, shipping, codes = off+a.Off.Minor, shipping+a.Shipping.Minor, codes+a.Code+" "
			}
			if off != tt.off || shipping != tt.shipping || codes != tt.codes {
				t.Errorf("%q take %d off the goods and %d off shipping, want %q, %d and %d", codes, off, shipping, tt.codes, tt.off, tt.shipping)
			}
		})
	}
}

func anyPromotion(t *rapid.T, currency string) promotions.Promotion {
	return promotions.Promotion{
		Code:      rapid.SampledFrom([]string{"A", "B", "C", "D"}).Draw(t, "code"),
		Kind:      rapid.SampledFrom([]promotions.Kind{promotions.Percentage, promotions.Fixed, promotions.FreeShipping}).Draw(t, "kind"),
		PPM:       rapid.Int64Range(1, 1_000_000).Draw(t, "ppm"),
		Amount:    money.New(rapid.Int64Range(1, 100_000).Draw(t, "amount"), currency),
		Minimum:   money.New(rapid.Int64Range(0, 100_000).Draw(t, "minimum"), currency),
		Scope:     rapid.SampledFrom([]promotions.Scope{promotions.Everything, promotions.Products}).Draw(t, "scope"),
		Targets:   []string{rapid.SampledFrom([]string{"p", "q"}).Draw(t, "target")},
		Exclusive: rapid.Bool().Draw(t, "exclusive"),
		Position:  rapid.IntRange(0, 3).Draw(t, "position"),
	}
}

func TestSharesAddUpAndNoLineFallsBelowNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		currency := rapid.SampledFrom([]string{"EUR", "JPY", "KWD"}).Draw(t, "currency")
		var lines []promotions.Line
		var all []promotions.Promotion
		for range rapid.IntRange(0, 6).Draw(t, "lines") {
			lines = append(lines, promotions.Line{Amount: money.New(rapid.Int64Range(0, 50_000).Draw(t, "line"), currency),
				Goods: promotions.Goods{Product: rapid.SampledFrom([]string{"p", "q"}).Draw(t, "product")}})
		}
		for range rapid.IntRange(0, 4).Draw(t, "promotions") {
			all = append(all, anyPromotion(t, currency))
		}
		shipping := money.New(rapid.Int64Range(0, 2_000).Draw(t, "shipping"), currency)
		left := shipping
		applied := promotions.Apply(all, lines, shipping)
		for _, a := range applied {
			sum := money.New(0, currency)
			for i, share := range a.Shares {
				sum, lines[i].Amount = sum.Add(share), lines[i].Amount.Sub(share)
				if share.Minor < 0 || lines[i].Amount.Minor < 0 {
					t.Fatalf("%+v takes %v off line %d, which leaves %v", a, share, i, lines[i].Amount)
				}
			}
			if left = left.Sub(a.Shipping); sum != a.Off || a.Off.Minor < 0 || left.Minor < 0 {
				t.Fatalf("%+v: shares add up to %v, %v of shipping left", a, sum, left)
			}
		}
		for i, p := range all {
			for _, a := range applied {
				if p.Exclusive && a.Code == p.Code && len(applied) > 1 && onlyOne(all, i) {
					t.Fatalf("%s is exclusive, and holds with %d others", p.Code, len(applied)-1)
				}
			}
		}
	})
}

// onlyOne reports whether no other promotion has the code of the one at i.
func onlyOne(all []promotions.Promotion, i int) bool {
	for j, p := range all {
		if j != i && p.Code == all[i].Code {
			return false
		}
	}
	return true
}
