package carts_test

import (
	"testing"

	"pgregory.net/rapid"

	"holdfast/modules/carts"
	"holdfast/modules/kernel/money"
	"holdfast/modules/promotions"
	"holdfast/modules/shipping"
	"holdfast/modules/tax"
)

func euro(cents int64) money.Money { return money.New(cents, "EUR") }

var (
	standard = tax.Rate{Category: tax.Standard, Name: "VAT 23 %", PPM: 230_000}
	reduced  = tax.Rate{Category: tax.Reduced, Name: "VAT 13.5 %", PPM: 135_000}
)

func TestTaxIsInsideAnInclusiveTotal(t *testing.T) {
	got := carts.Calculate(carts.Calculation{
		Currency: "EUR", Inclusive: true, ShipRate: standard, Shipping: &shipping.Offer{Price: euro(500)},
		Lines:      []carts.CalculationLine{{SKU: "MUG", Unit: euro(1800), Quantity: 2, Rate: standard}, {SKU: "TEA", Unit: euro(900), Quantity: 1, Rate: reduced}},
		Promotions: []promotions.Promotion{{Code: "TEN", Kind: promotions.Percentage, PPM: 100_000}},
	})
	if got.Subtotal != euro(4500) || got.Discount != euro(450) || got.Total != euro(4550) {
		t.Errorf("got %v - %v = %v", got.Subtotal, got.Discount, got.Total)
	}
	// 32.40 and 5.00 at 23 %: 6.06 + 0.93; 8.10 at 13.5 %: 0.96
	if len(got.Taxes) != 2 || got.Taxes[0].Tax != euro(699) || got.Taxes[1].Tax != euro(96) || got.Tax != euro(795) {
		t.Errorf("taxes: %+v", got.Taxes)
	}
}

func TestTaxIsAddedToAnExclusiveTotal(t *testing.T) {
	got := carts.Calculate(carts.Calculation{Currency: "EUR", Lines: []carts.CalculationLine{{Unit: euro(1000), Quantity: 3, Rate: standard}}})
	if got.Tax != euro(690) || got.Total != euro(3690) {
		t.Errorf("tax %v, total %v", got.Tax, got.Total)
	}
}

func TestAPriceIsShownAsTheDestinationShowsPrices(t *testing.T) {
	export := tax.Rate{}
	for name, got := range map[string]struct{ got, want money.Money }{
		"inclusive there as here": {carts.Shown(euro(1230), true, standard, true, reduced), euro(1230)},
		"an export":               {carts.Shown(euro(1230), true, standard, false, export), euro(1000)},
		"net here, gross there":   {carts.Shown(euro(1000), false, standard, true, standard), euro(1230)},
		"net here and there":      {carts.Shown(euro(1000), false, standard, false, standard), euro(1000)},
	} {
		if got.got != got.want {
			t.Errorf("%s: %v, want %v", name, got.got, got.want)
		}
	}
}

func TestTotalsAlwaysAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCalculation(t)
		got := carts.Calculate(c)

		none := money.New(0, c.Currency)
		sum, discount, due := none, none, none
		for _, line := range got.Lines {
			if line.Discount.Minor < 0 || line.Amount.Less(line.Discount) {
				t.Fatalf("line %+v is discounted below nothing", line)
			}
			paid := line.Amount.Sub(line.Discount)
			if c.Inclusive && line.Net.Add(line.Tax) != paid || !c.Inclusive && line.Net != paid {
				t.Fatalf("line %+v: net and tax are not what is paid", line)
			}
			sum, discount = sum.Add(line.Amount), discount.Add(line.Discount)
		}
		for _, line := range got.Taxes {
			due = due.Add(line.Tax)
		}
		total := sum.Sub(discount).Add(got.Shipping)
		if !c.Inclusive {
			total = total.Add(due)
		}
		checkShares(t, got)
		if sum != got.Subtotal || discount != got.Discount || due != got.Tax || total != got.Total || got.Total.Minor < 0 {
			t.Fatalf("%+v does not add up", got)
		}
		if again := carts.Calculate(c); again.Total != got.Total {
			t.Fatalf("calculated twice: %v, %v", got.Total, again.Total)
		}
	})
}

// checkShares sees that what each promotion takes off is what its lines and
// shipping lose by it.
func checkShares(t *rapid.T, got carts.Totals) {
	lines, off := make([]int64, len(got.Lines)), int64(0)
	for _, a := range got.Promotions {
		for i, share := range a.Shares {
			lines[i] += share.Minor
		}
		off += a.Shipping.Minor
	}
	for i, line := range got.Lines {
		if line.Discount.Minor != lines[i] || line.Tax.Minor < 0 || line.Net.Minor < 0 {
			t.Fatalf("line %+v: its shares are %d", line, lines[i])
		}
	}
	if got.Sent != nil && got.Sent.Offer.Price.Minor-off != got.Shipping.Minor || got.Shipping.Minor < 0 {
		t.Fatalf("shipping is %v, %d taken off %+v", got.Shipping, off, got.Sent)
	}
}

func anyCalculation(t *rapid.T) carts.Calculation {
	currency := rapid.SampledFrom([]string{"EUR", "JPY", "KWD"}).Draw(t, "currency")
	amount := func(minor int64) money.Money { return money.New(minor, currency) }
	c := carts.Calculation{Currency: currency, Inclusive: rapid.Bool().Draw(t, "inclusive"), ShipRate: standard}
	for range rapid.IntRange(0, 8).Draw(t, "lines") {
		c.Lines = append(c.Lines, carts.CalculationLine{
			Goods:    promotions.Goods{Product: rapid.SampledFrom([]string{"mug", "lamp"}).Draw(t, "product")},
			Unit:     amount(rapid.Int64Range(0, 500_000).Draw(t, "unit")),
			Quantity: rapid.IntRange(1, 99).Draw(t, "quantity"),
			Rate:     rapid.SampledFrom([]tax.Rate{standard, reduced, {}}).Draw(t, "rate"),
		})
	}
	for range rapid.IntRange(0, 3).Draw(t, "promotions") {
		c.Promotions = append(c.Promotions, promotions.Promotion{
			Code:      rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "code"),
			Kind:      rapid.SampledFrom([]promotions.Kind{promotions.Percentage, promotions.Fixed, promotions.FreeShipping}).Draw(t, "kind"),
			PPM:       rapid.Int64Range(1, 1_000_000).Draw(t, "ppm"),
			Amount:    amount(rapid.Int64Range(1, 50_000).Draw(t, "amount")),
			Exclusive: rapid.Bool().Draw(t, "exclusive"),
			Scope:     rapid.SampledFrom([]promotions.Scope{promotions.Everything, promotions.Products}).Draw(t, "scope"),
			Targets:   []string{"mug"},
		})
	}
	if rapid.Bool().Draw(t, "shipped") {
		c.Shipping = &shipping.Offer{Price: amount(rapid.Int64Range(0, 5_000).Draw(t, "shipping"))}
	}
	return c
}
