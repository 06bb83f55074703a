package promotions_test

import (
	"errors"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/promotions"
)

func TestAUseThatIsNeededAgainPassesEveryLimitAndIsCountedOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		coupons := promotions.New(d, clock.Fixed(noon))
		one := tenth
		one.Limit, one.LimitEach = 1, 1
		save(t, coupons, one)
		const mary = "mary@shopper.example"
		take := func(order, email string) error {
			return d.Write(t.Context(), func(tx *db.Tx) error { return coupons.Redeem(tx, order, email, one.Code) })
		}
		if err := take("first", mary); err != nil {
			t.Fatal(err)
		}
		release(t, coupons, "first")
		if err := take("second", mary); err != nil {
			t.Fatal(err)
		}

		passed, err := coupons.RedeemAgain(t.Context(), "first", mary, one.Code, "REMOVED")
		if err != nil || len(passed) != 1 || passed[0] != one.Code {
			t.Errorf("RedeemAgain: %v, %v; want that %s passed its limit", passed, err, one.Code)
		}
		if passed, err := coupons.RedeemAgain(t.Context(), "first", mary, one.Code); err != nil || len(passed) != 0 {
			t.Errorf("RedeemAgain once more: %v, %v", passed, err)
		}
		wantRedeemed(t, coupons, 2)
		if err := take("third", "ann@shopper.example"); !errors.Is(err, promotions.ErrCouponUsedUp) {
			t.Errorf("another one: got %v, want ErrCouponUsedUp", err)
		}
		release(t, coupons, "first")
		release(t, coupons, "second")
		wantRedeemed(t, coupons, 0)
		if err := take("fourth", mary); err != nil {
			t.Errorf("when both were given back: %v", err)
		}
	})
}

func TestAnOrderGivesNothingBackToAPromotionThatIsAnotherOneNow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		coupons := promotions.New(d, clock.Fixed(noon))
		one := tenth
		one.Limit, one.LimitEach = 1, 1
		save(t, coupons, one)
		redeem(t, d, coupons, "first")
		if err := coupons.Remove(t.Context(), one.Code); err != nil {
			t.Fatal(err)
		}
		if _, err := coupons.RedeemAgain(t.Context(), "late", "shopper@example.com", one.Code); err != nil {
			t.Fatal(err)
		}
		save(t, coupons, one)
		release(t, coupons, "first")
		release(t, coupons, "late")
		wantRedeemed(t, coupons, 0)
		redeem(t, d, coupons, "second") // whoever has used the other one has not used this
		release(t, coupons, "first")
		wantRedeemed(t, coupons, 1)
		if err := tryRedeem(t, d, coupons, one.Code, "third"); !errors.Is(err, promotions.ErrCouponUsedUp) {
			t.Errorf("a third order: %v, want ErrCouponUsedUp", err)
		}
	})
}

func TestALimitForEachCustomerCountsWhatTheyUsedBeforeThereWasOne(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		coupons := promotions.New(d, clock.Fixed(noon))
		limited := tenth
		limited.Limit = 0
		save(t, coupons, limited)
		redeem(t, d, coupons, "first")
		redeem(t, d, coupons, "second")
		limited.LimitEach = 2
		save(t, coupons, limited)
		save(t, coupons, limited)
		if err := tryRedeem(t, d, coupons, limited.Code, "third"); !errors.Is(err, promotions.ErrUsedByYou) {
			t.Errorf("a third order: %v, want ErrUsedByYou", err)
		}
		release(t, coupons, "first")
		redeem(t, d, coupons, "third")
		if err := tryRedeem(t, d, coupons, limited.Code, "fourth"); !errors.Is(err, promotions.ErrUsedByYou) {
			t.Errorf("a fourth order: %v, want ErrUsedByYou", err)
		}
	})
}
