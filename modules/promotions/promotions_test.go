package promotions_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/promotions"
)

var tenth = promotions.Promotion{
	Code: "QUAY10", Kind: promotions.Percentage, PPM: 100_000, Minimum: eur(2000),
	From: noon.Add(-time.Hour), Until: noon.Add(time.Hour), Limit: 2,
}

func TestACouponIsReadAsItWasWritten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		coupons := promotions.New(d, clock.Fixed(noon))
		save(t, coupons, tenth)
		got, err := coupons.Coupon(t.Context(), " quay10")
		want := tenth
		want.Amount, want.Scope = eur(0), promotions.Everything
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("Coupon() = %+v, %v, want %+v", got, err, want)
		}
	})
}

func TestACouponIsRefusedForAReason(t *testing.T) {
	cases := map[string]struct {
		code string
		at   time.Time
		uses int
		want error
	}{
		"one that nobody made":      {"KEY10", noon, 0, promotions.ErrUnknownCoupon},
		"a moment too early":        {"QUAY10", tenth.From.Add(-time.Microsecond), 0, promotions.ErrCouponNotYet},
		"in its first moment":       {"QUAY10", tenth.From, 0, nil},
		"in its last moment":        {"QUAY10", tenth.Until.Add(-time.Microsecond), 0, nil},
		"a moment too late":         {"QUAY10", tenth.Until, 0, promotions.ErrCouponExpired},
		"with one use left":         {"QUAY10", noon, 1, nil},
		"with none left":            {"QUAY10", noon, 2, promotions.ErrCouponUsedUp},
		"with none left, and later": {"QUAY10", tenth.Until, 2, promotions.ErrCouponExpired},
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		now := noon
		coupons := promotions.New(d, func() time.Time { return now })
		for name, c := range cases {
			t.Run(name, func(t *testing.T) {
				now = noon
				save(t, coupons, tenth)
				for i := range c.uses {
					order := fmt.Sprint(name, i)
					redeem(t, d, coupons, order)
					t.Cleanup(func() { now = noon; release(t, coupons, order) })
				}
				now = c.at
				if _, err := coupons.Coupon(t.Context(), c.code); !errors.Is(err, c.want) {
					t.Errorf("Coupon: %v, want %v", err, c.want)
				}
				if err := tryRedeem(t, d, coupons, c.code, "the order"); !errors.Is(err, c.want) {
					t.Errorf("Redeem: %v, want %v", err, c.want)
				}
				release(t, coupons, "the order")
			})
		}
	})
}

func TestAnOrderRedeemsOnceAndGivesBackOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		coupons := promotions.New(d, clock.Fixed(noon))
		save(t, coupons, tenth)
		redeem(t, d, coupons, "first")
		redeem(t, d, coupons, "first")
		redeem(t, d, coupons, "second")
		wantRedeemed(t, coupons, 2)

		release(t, coupons, "first")
		release(t, coupons, "first")
		release(t, coupons, "an order without a coupon")
		wantRedeemed(t, coupons, 1)

		redeem(t, d, coupons, "first")
		wantRedeemed(t, coupons, 2)
	})
}

func TestARefusedRedemptionLeavesNoTrace(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		coupons := promotions.New(d, clock.Fixed(noon))
		once := tenth
		once.Limit = 1
		save(t, coupons, once)
		redeem(t, d, coupons, "first")
		if err := tryRedeem(t, d, coupons, once.Code, "second"); !errors.Is(err, promotions.ErrCouponUsedUp) {
			t.Fatalf("Redeem: %v, want ErrCouponUsedUp", err)
		}
		release(t, coupons, "second")
		wantRedeemed(t, coupons, 1)
		release(t, coupons, "first")
		redeem(t, d, coupons, "second")
		wantRedeemed(t, coupons, 1)
	})
}

func TestSavingACouponAgainKeepsWhatWasRedeemed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		coupons := promotions.New(d, clock.Fixed(noon))
		save(t, coupons, tenth)
		redeem(t, d, coupons, "first")
		changed := tenth
		changed.PPM, changed.Redeemed = 200_000, 0
		save(t, coupons, changed)

		all, err := coupons.List(t.Context())
		if err != nil || len(all) != 1 || all[0].PPM != 200_000 || all[0].Redeemed != 1 {
			t.Errorf("List() = %+v, %v, want one coupon of 20 %%, redeemed once", all, err)
		}
	})
}

func TestTwoHundredOrdersShareFiftyUses(t *testing.T) {
	const orders, uses = 200, 50
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		coupons := promotions.New(d, clock.Fixed(noon))
		fifty := tenth
		fifty.Limit = uses
		save(t, coupons, fifty)

		var got atomic.Int64
		var all sync.WaitGroup
		for i := range orders {
			all.Go(func() {
				order := fmt.Sprint("order-", i)
				switch err := tryRedeem(t, d, coupons, fifty.Code, order); {
				case err == nil:
					got.Add(1)
				case !errors.Is(err, promotions.ErrCouponUsedUp):
					t.Errorf("Redeem for %s: %v", order, err)
				}
			})
		}
		all.Wait()
		if got.Load() != uses {
			t.Errorf("%d orders have it, want %d", got.Load(), uses)
		}
		wantRedeemed(t, coupons, uses)
	})
}

func TestTenTriesOfOneOrderTakeOneUse(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		coupons := promotions.New(d, clock.Fixed(noon))
		save(t, coupons, tenth)
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() {
				if err := tryRedeem(t, d, coupons, tenth.Code, "the order"); err != nil {
					t.Errorf("Redeem: %v", err)
				}
			})
		}
		all.Wait()
		wantRedeemed(t, coupons, 1)
		for range 10 {
			all.Go(func() { release(t, coupons, "the order") })
		}
		all.Wait()
		wantRedeemed(t, coupons, 0)
	})
}

func save(t *testing.T, coupons *promotions.Service, c promotions.Promotion) {
	t.Helper()
	if err := coupons.Save(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}

func tryRedeem(t *testing.T, d *db.DB, coupons *promotions.Service, code, order string) error {
	return d.Write(t.Context(), func(tx *db.Tx) error { return coupons.Redeem(tx, order, "shopper@example.com", code) })
}

func redeem(t *testing.T, d *db.DB, coupons *promotions.Service, order string) {
	t.Helper()
	if err := tryRedeem(t, d, coupons, tenth.Code, order); err != nil {
		t.Fatal(err)
	}
}

func release(t *testing.T, coupons *promotions.Service, order string) {
	t.Helper()
	// A cleanup runs after the test's own context has ended.
	if err := coupons.Release(context.WithoutCancel(t.Context()), order); err != nil {
		t.Errorf("Release %s: %v", order, err)
	}
}

func wantRedeemed(t *testing.T, coupons *promotions.Service, want int) {
	t.Helper()
	all, err := coupons.List(t.Context())
	if err != nil || len(all) != 1 || all[0].Redeemed != want {
		t.Errorf("List() = %+v, %v, want one coupon, redeemed %d times", all, err, want)
	}
}
