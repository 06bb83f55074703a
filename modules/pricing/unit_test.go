package pricing_test

import (
	"testing"

	"holdfast/modules/kernel/money"
	"holdfast/modules/pricing"
)

func TestAUnitPriceIsThePriceOfOneBase(t *testing.T) {
	for name, tt := range map[string]struct {
		price   money.Money
		measure pricing.Measure
		amount  int64
		per     string
	}{
		"250 g per kilogram":                {euro(300), pricing.Measure{Amount: 250_000, Unit: "g", Base: 1_000, BaseUnit: "kg"}, 1200, "kg"},
		"0.75 l per litre":                  {euro(1000), pricing.Measure{Amount: 750, Unit: "l", Base: 1_000, BaseUnit: "l"}, 1333, "l"},
		"75 cl without a base":              {euro(1000), pricing.Measure{Amount: 75_000, Unit: "cl"}, 1333, "l"},
		"50 ml per 100 ml":                  {euro(499), pricing.Measure{Amount: 50_000, Unit: "ml", Base: 100_000, BaseUnit: "ml"}, 998, "100 ml"},
		"half a cent is rounded up":         {euro(1), pricing.Measure{Amount: 2_000, Unit: "kg"}, 1, "kg"},
		"less than half a cent is down":     {euro(1), pricing.Measure{Amount: 2_001, Unit: "kg"}, 0, "kg"},
		"six for a price, each":             {euro(600), pricing.Measure{Amount: 6_000, Unit: "item"}, 100, "item"},
		"a square metre":                    {euro(900), pricing.Measure{Amount: 1_500, Unit: "m2"}, 600, "m²"},
		"a cubic metre":                     {euro(900), pricing.Measure{Amount: 500, Unit: "m3"}, 1800, "m³"},
		"a yen has no decimals":             {money.New(500, "JPY"), pricing.Measure{Amount: 300_000, Unit: "g"}, 1667, "kg"},
		"a dinar has three":                 {money.New(1234, "KWD"), pricing.Measure{Amount: 500_000, Unit: "g"}, 2468, "kg"},
		"half a litre as the base":          {euro(100), pricing.Measure{Amount: 1_000, Unit: "l", Base: 500, BaseUnit: "l"}, 50, "0.5 l"},
		"by the piece":                      {euro(900), pricing.Measure{}, 0, ""},
		"grams per litre is no price":       {euro(900), pricing.Measure{Amount: 1, Unit: "g", Base: 1_000, BaseUnit: "l"}, 0, ""},
		"a unit that nobody knows":          {euro(900), pricing.Measure{Amount: 1, Unit: "stone"}, 0, ""},
		"nothing in it":                     {euro(900), pricing.Measure{Amount: 0, Unit: "g"}, 0, ""},
		"a base of nothing, and less of it": {euro(900), pricing.Measure{Amount: 1, Unit: "g", Base: -1, BaseUnit: "g"}, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := tt.measure.Per(tt.price)
			if got.Amount.Minor != tt.amount || got.Per != tt.per {
				t.Errorf("got %+v, want %d per %q", got, tt.amount, tt.per)
			}
		})
	}
}
