package tax_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"holdfast/modules/kernel/money"
	"holdfast/modules/tax"
)

func anyRate(t *rapid.T) tax.Rate {
	return tax.Rate{PPM: rapid.Int64Range(0, 1_000_000).Draw(t, "ppm")}
}

func anyAmount(t *rapid.T) money.Money {
	return money.New(rapid.Int64Range(-1_000_000_000_000, 1_000_000_000_000).Draw(t, "minor"), "EUR")
}

func TestNetAndTaxAreAlwaysGross(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate, shown, inclusive := anyRate(t), anyAmount(t), rapid.Bool().Draw(t, "inclusive")
		net, due := rate.Of(shown, inclusive)
		if inclusive && net.Add(due) != shown {
			t.Fatalf("%v with its tax in it: %v + %v", shown, net, due)
		}
		if !inclusive && (net != shown || due != rate.OnTop(shown)) {
			t.Fatalf("%v without its tax: %v + %v", shown, net, due)
		}
	})
}

func TestTaxOnTopIsFoundInsideAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate, net := anyRate(t), anyAmount(t)
		onTop := rate.OnTop(net)
		if inside := rate.Inside(net.Add(onTop)); inside != onTop {
			t.Fatalf("%d ppm on %v is %v, inside the sum %v", rate.PPM, net, onTop, inside)
		}
	})
}

func TestTaxIsTheNearestUnitHalvesAwayFromZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate, gross := anyRate(t), anyAmount(t)
		exact := big.NewRat(gross.Minor, 1)
		exact.Mul(exact, big.NewRat(rate.PPM, 1_000_000+rate.PPM))
		got := big.NewRat(rate.Inside(gross).Minor, 1)
		off := new(big.Rat).Sub(got, exact)
		half := big.NewRat(1, 2)
		if off.Abs(off).Cmp(half) > 0 {
			t.Fatalf("tax in %v at %d ppm is %v, exactly %v", gross, rate.PPM, got, exact)
		}
		if off.Cmp(half) == 0 && got.Abs(got).Cmp(exact.Abs(exact)) < 0 {
			t.Fatalf("half a unit of %v was rounded towards zero", exact)
		}
	})
}

func TestTaxOfKnownAmounts(t *testing.T) {
	vat := tax.Rate{PPM: 230_000}
	cases := map[string]struct {
		got  money.Money
		want int64
	}{
		"in 123.00":                {vat.Inside(money.New(12300, "EUR")), 2300},
		"in 9.99":                  {vat.Inside(money.New(999, "EUR")), 187}, // 186.80
		"in a credit of 9.99":      {vat.Inside(money.New(-999, "EUR")), -187},
		"on 100.00":                {vat.OnTop(money.New(10000, "EUR")), 2300},
		"on 0.50, half away":       {vat.OnTop(money.New(50, "EUR")), 12}, // 11.5
		"on a credit of 0.50":      {vat.OnTop(money.New(-50, "EUR")), -12},
		"at no rate":               {tax.Rate{}.Inside(money.New(999, "EUR")), 0},
		"in yen, without decimals": {tax.Rate{PPM: 100_000}.Inside(money.New(1100, "JPY")), 100},
	}
	for name, c := range cases {
		if c.got.Minor != c.want {
			t.Errorf("tax %s: %v, want %d", name, c.got, c.want)
		}
	}
}
