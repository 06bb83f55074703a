package notifications_test

import (
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/notifications"
)

// While the mail server is away, an order may be canceled, and then revived by
// money that came late.
func TestACancellationThatHasNotLeftIsTakenBackWithIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		post := open(t, d, "smtp://127.0.0.1:1") // nothing is sent: nobody works here
		for _, order := range []string{"o-1", "o-12"} {
			if err := post.OrderCanceled(t.Context(), order); err != nil {
				t.Fatal(err)
			}
		}

		for range 2 {
			if err := post.OrderRevived(t.Context(), "o-1"); err != nil {
				t.Fatal(err)
			}
		}

		left := list(t, post, notifications.Filter{})
		if len(left) != 1 || left[0].OrderNumber != "NQ-12" {
			t.Errorf("queued are %+v, want the other order's alone", left)
		}
	})
}
