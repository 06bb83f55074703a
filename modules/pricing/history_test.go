package pricing_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/kernel/money"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing"
)

const day = 24 * time.Hour

// diary is a SKU's price as it is set day by day.
type diary struct {
	*testing.T
	prices *pricing.Service
	now    time.Time
}

func eachDiary(t *testing.T, test func(d *diary)) {
	dbtest.Each(t, func(t *testing.T, database *db.DB) {
		d := &diary{T: t, now: noon}
		d.prices = pricing.New(database, func() time.Time { return d.now })
		test(d)
	})
}

func (d *diary) on(days int) *diary { d.now = noon.Add(time.Duration(days) * day); return d }

func (d *diary) set(regular, was int64, sale *pricing.Sale) {
	d.Helper()
	terms := pricing.Terms{SKU: mug, Regular: euro(regular), Sale: sale}
	if was > 0 {
		terms.Was = euro(was)
	}
	if _, err := d.prices.Set(d.Context(), terms); err != nil {
		d.Fatal(err)
	}
}

func (d *diary) sale(price int64, from, until int) *pricing.Sale {
	return &pricing.Sale{Price: euro(price), From: noon.Add(time.Duration(from) * day), Until: noon.Add(time.Duration(until) * day)}
}

func (d *diary) want(amount, was, lowest int64, reduced bool) {
	d.Helper()
	prices, err := d.prices.Prices(d.Context(), []sku.SKU{mug})
	if err != nil {
		d.Fatal(err)
	}
	got := prices[mug]
	if got.Amount.Minor != amount || got.Was.Minor != was || got.Lowest.Minor != lowest || got.Reduced() != reduced {
		d.Errorf("on day %v: %+v, reduced %v; want %d, was %d, lowest %d, reduced %v",
			d.now.Sub(noon)/day, got, got.Reduced(), amount, was, lowest, reduced)
	}
}

func TestTheLowestPriceIsThatOfThe30DaysBeforeTheReduction(t *testing.T) {
	eachDiary(t, func(d *diary) {
		d.on(0).set(2000, 0, nil)
		d.on(10).set(1700, 0, nil) // for five days
		d.on(15).set(2000, 0, nil)
		d.on(40).set(1800, 2000, nil)
		d.want(1800, 2000, 1700, false) // cheaper 25 days ago: no reduction
		d.on(60).want(1800, 2000, 1700, false)

		d.on(100).set(1500, 2000, nil)
		d.want(1500, 2000, 1800, true)
		d.on(400).want(1500, 2000, 1800, true) // it stays what it was when the reduction began
	})
}

func TestAPriceThatEndedAMomentBeforeThe30DaysDoesNotCount(t *testing.T) {
	eachDiary(t, func(d *diary) {
		d.on(0).set(1000, 0, nil)
		d.on(10).set(2000, 0, nil)
		d.on(40).set(1500, 2000, nil) // exactly 30 days later
		d.want(1500, 2000, 2000, true)
	})
}

func TestAPriceThatEndedAMomentLaterCounts(t *testing.T) {
	eachDiary(t, func(d *diary) {
		d.on(0).set(1000, 0, nil)
		d.on(10).set(2000, 0, nil)
		d.now = noon.Add(40*day - time.Microsecond)
		d.set(1500, 2000, nil)
		d.want(1500, 2000, 1000, false)
	})
}

func TestASaleSaysTheLowestPriceBeforeIt(t *testing.T) {
	eachDiary(t, func(d *diary) {
		d.on(0).set(2000, 0, nil)
		d.on(50).set(1900, 0, nil)
		d.on(60).set(2000, 0, d.sale(1500, 70, 80)) // announced ten days ahead
		d.want(2000, 0, 0, false)
		d.on(70).want(1500, 2000, 1900, true)
		d.on(79).want(1500, 2000, 1900, true)
		d.on(80).want(2000, 0, 0, false)
	})
}

func TestASaleThatIsMadeLongerIsStillTheSameReduction(t *testing.T) {
	eachDiary(t, func(d *diary) {
		d.on(0).set(2000, 0, d.sale(1500, 40, 50))
		d.on(45).set(2000, 0, d.sale(1500, 40, 90))
		d.on(85).want(1500, 2000, 2000, true)
	})
}

func TestASecondSaleSoonAfterTheFirstIsComparedWithIt(t *testing.T) {
	eachDiary(t, func(d *diary) {
		d.on(0).set(2000, 0, d.sale(1500, 40, 50))
		d.on(55).set(2000, 0, d.sale(1600, 60, 70))
		d.on(60).want(1600, 2000, 1500, false) // dearer than three weeks ago
		d.on(75).set(2000, 0, d.sale(1400, 79, 90))
		d.on(79).want(1400, 2000, 1500, true) // ended 29 days before: it counts
		d.on(100).set(2000, 0, d.sale(1600, 130, 140))
		d.on(130).want(1600, 2000, 2000, true)
	})
}

func TestAReductionThatGoesDeeperIsAnotherOne(t *testing.T) {
	eachDiary(t, func(d *diary) {
		d.on(0).set(2000, 0, nil)
		d.on(40).set(2000, 0, d.sale(1800, 40, 60))
		d.on(50).set(2000, 0, d.sale(1500, 40, 60))
		d.want(1500, 2000, 1800, true)
	})
}

func TestWhatFollowsASaleIsComparedWithTheSale(t *testing.T) {
	eachDiary(t, func(d *diary) {
		d.on(0).set(2000, 0, nil)
		d.on(40).set(1800, 2000, d.sale(1500, 40, 50))
		d.want(1500, 1800, 2000, true)
		d.on(50).want(1800, 2000, 1500, false)
	})
}

func TestThirtyDaysAreThirtyTimes24HoursAcrossAChangeOfClocks(t *testing.T) {
	eachDiary(t, func(d *diary) { // noon is that of 31 March 2030, when clocks go forward
		d.on(-20).set(1200, 0, nil)
		d.on(-10).set(2000, 0, nil)
		d.on(19).set(1500, 2000, nil)
		d.want(1500, 2000, 1200, false)
	})
}

func TestAPriceWithoutHistoryIsComparedWithWhatTheMerchantSays(t *testing.T) {
	eachDiary(t, func(d *diary) {
		d.on(0).set(1500, 1800, nil)
		d.want(1500, 1800, 0, true)
		d.on(5).set(1500, 1900, nil) // only the comparison changes: nothing is cheaper
		d.want(1500, 1900, 1500, false)
	})
}

func TestTheHistoryCannotBeRewritten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, database *db.DB) {
		set(t, pricing.New(database, func() time.Time { return noon }), 1, pricing.Terms{SKU: mug, Regular: euro(100)})
		for _, statement := range []string{"UPDATE pricing_history SET minor = 1", "DELETE FROM pricing_history"} {
			err := database.Write(t.Context(), func(tx *db.Tx) error { return tx.Gorm().Exec(statement).Error })
			if err == nil {
				t.Errorf("%s was let through", statement)
			}
		}
	})
}

// Whatever is set day by day, the lowest price is what a diary of each day says.
func TestTheLowestPriceIsThatOfTheDiary(t *testing.T) {
	now := noon
	prices := pricing.New(dbtest.SQLite(t), func() time.Time { return now })
	rapid.Check(t, func(rt *rapid.T) {
		each := sku.SKU("M-" + db.NewID())
		var days []int64
		for d := range 70 {
			now = noon.Add(time.Duration(d) * day)
			price := rapid.Int64Range(5, 20).Draw(rt, "price")
			if d > 0 && rapid.IntRange(0, 4).Draw(rt, "same") > 0 {
				price = days[d-1]
			}
			if d == 0 || price != days[d-1] {
				if _, err := prices.Set(rt.Context(), pricing.Terms{SKU: each, Regular: euro(price), Was: euro(100)}); err != nil {
					rt.Fatal(err)
				}
			}
			days = append(days, price)
			if d > 0 && price != days[d-1] {
				checkLowest(rt, prices, each, days)
			}
		}
	})
}

func checkLowest(rt *rapid.T, prices *pricing.Service, each sku.SKU, days []int64) {
	last := len(days) - 1
	want := money.Money{}
	for _, price := range days[max(0, last-30):last] {
		if want.Currency == "" || price < want.Minor {
			want = euro(price)
		}
	}
	got, err := prices.Prices(rt.Context(), []sku.SKU{each})
	if err != nil || got[each].Lowest != want {
		rt.Fatalf("after %v: %+v, %v; want %v", days, got[each], err, want)
	}
}
