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
