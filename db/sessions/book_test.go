package sessions_test

import (
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/db/sessions"
	"holdfast/modules/kernel/clock"
)

func TestNothingIsKeptOfWhereSomebodyWasSignedInWhoIsGone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		now := time.Date(2026, 7, 1, 9, 0, 0, 0, time.UTC)
		b := sessions.NewBook(d, clock.Fixed(now))
		owners := []string{"mary", "mary/1", "mary/12", "mary2/1", "mar/1", "maryann"}
		for _, owner := range owners {
			s := sessions.SignIn{ID: "of " + owner, Owner: owner, Network: "192.0.2.7", Began: now, Seen: now, Expires: now.Add(time.Hour)}
			if err := b.Begin(t.Context(), s, ""); err != nil {
				t.Fatal(err)
			}
		}
		if err := b.Forget(t.Context(), "mary"); err != nil {
			t.Fatal(err)
		}
		for i, owner := range owners {
			list, err := b.Of(t.Context(), owner)
			if err != nil || (len(list) == 0) != (i < 3) {
				t.Errorf("of %s there are %v, %v", owner, list, err)
			}
		}
	})
}
