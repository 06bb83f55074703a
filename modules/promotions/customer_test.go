package promotions_test

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/promotions"
)

var twice = promotions.Promotion{Code: "AUTO-1", Name: "Harbour days", Automatic: true, Kind: promotions.Percentage, PPM: 100_000, LimitEach: 2}

func TestACustomerIsTheSameHoweverTheirAddressIsTyped(t *testing.T) {
	same := promotions.Customer("shopper@example.com")
	for _, typed := range []string{" Shopper@Example.com ", "shopper+again@example.com", "SHOPPER@EXAMPLE.COM"} {
		if promotions.Customer(typed) != same {
			t.Errorf("%q is another customer", typed)
		}
	}
	if other := promotions.Customer("shopper2@example.com"); other == same || other == "" {
		t.Errorf("another customer is %q", other)
	}
	if nobody := promotions.Customer("no address"); nobody != "" {
		t.Errorf("no address is %q", nobody)
	}
}

func TestACustomerUsesAPromotionAsOftenAsItSays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		service := promotions.New(d, clock.Fixed(noon))
		save(t, service, twice)
		try := func(order, email string) error {
			return d.Write(t.Context(), func(tx *db.Tx) error { return service.Redeem(tx, order, email, twice.Code) })
		}
		for i, want := range []error{nil, nil, promotions.ErrUsedByYou} {
			if err := try(fmt.Sprint("order-", i), "shopper@example.com"); !errors.Is(err, want) {
				t.Errorf("order %d: %v, want %v", i, err, want)
			}
		}
		if err := try("another", "another@example.com"); err != nil {
			t.Errorf("another customer: %v", err)
		}
		spent, err := service.Spent(t.Context(), "SHOPPER@example.com", []promotions.Promotion{twice})
		if err != nil || !spent[twice.Code] {
			t.Errorf("Spent: %v, %v", spent, err)
		}
		release(t, service, "order-0")
		release(t, service, "order-0")
		if err := try("order-3", "shopper@example.com"); err != nil {
			t.Errorf("after one was canceled: %v", err)
		}
		wantRedeemed(t, service, 3)
	})
}

func TestFortyOrdersOfTenCustomersShareTwentyUses(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		service := promotions.New(d, clock.Fixed(noon))
		save(t, service, twice)
		var got atomic.Int64
		var all sync.WaitGroup
		for i := range 40 {
			all.Go(func() {
				err := d.Write(t.Context(), func(tx *db.Tx) error {
					return service.Redeem(tx, fmt.Sprint("order-", i), fmt.Sprintf("shopper%d@example.com", i%10), twice.Code)
				})
				switch {
				case err == nil:
					got.Add(1)
				case !errors.Is(err, promotions.ErrUsedByYou):
					t.Error(err)
				}
			})
		}
		all.Wait()
		if got.Load() != 20 {
			t.Errorf("%d orders have it, want 20", got.Load())
		}
		wantRedeemed(t, service, 20)
	})
}

func TestOrdersThatUseTheSamePromotionsDoNotWaitForEachOther(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		service := promotions.New(d, clock.Fixed(noon))
		other := twice
		other.Code, other.LimitEach = "AUTO-2", 0
		save(t, service, twice)
		save(t, service, other)
		var all sync.WaitGroup
		for i := range 30 {
			codes := []string{twice.Code, other.Code}
			if i%2 == 0 {
				codes = []string{other.Code, twice.Code}
			}
			all.Go(func() {
				err := d.Write(t.Context(), func(tx *db.Tx) error {
					return service.Redeem(tx, fmt.Sprint("order-", i), fmt.Sprintf("s%d@example.com", i), codes...)
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	})
}

func TestAnAutomaticPromotionHoldsWithoutACodeAndNeverByIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		now := noon
		service := promotions.New(d, func() time.Time { return now })
		once := twice
		once.Limit, once.Until = 1, noon.Add(time.Hour)
		save(t, service, once)
		if _, err := service.Coupon(t.Context(), once.Code); !errors.Is(err, promotions.ErrUnknownCoupon) {
			t.Errorf("Coupon: %v, want ErrUnknownCoupon", err)
		}
		wantAutomatic(t, service, 1)
		now = once.Until
		wantAutomatic(t, service, 0)
		now = noon
		if err := tryRedeem(t, d, service, once.Code, "the order"); err != nil {
			t.Fatal(err)
		}
		wantAutomatic(t, service, 0) // used up: no cart promises it any more
		release(t, service, "the order")
		wantAutomatic(t, service, 1)
		if err := service.Remove(t.Context(), once.Code); err != nil {
			t.Fatal(err)
		}
		wantAutomatic(t, service, 0)
		if _, err := service.Find(t.Context(), once.Code); !errors.Is(err, promotions.ErrUnknown) {
			t.Errorf("Find: %v", err)
		}
	})
}

func wantAutomatic(t *testing.T, service *promotions.Service, want int) {
	t.Helper()
	all, err := service.Automatic(t.Context())
	if err != nil || len(all) != want {
		t.Errorf("Automatic: %+v, %v, want %d", all, err, want)
	}
}
