package db_test

import (
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/kernel/clock"
)

func TestAnAnnouncementIsHeardWhateverTheOthersClockSays(t *testing.T) {
	for name, options := range map[string]func(testing.TB) db.Options{"sqlite": dbtest.SQLiteOptions, "postgres": dbtest.PostgresOptions} {
		t.Run(name, func(t *testing.T) {
			o := options(t)
			serving := dbtest.Open(t, o)
			o.Clock = func() time.Time { return clock.System().Add(-30 * time.Second) }
			behind := dbtest.Open(t, o)
			told := make(chan []string, 1)
			serving.OnAnnounce(func(tags []string) { told <- tags })
			dbtest.Start(t, serving)

			if err := behind.Write(t.Context(), func(tx *db.Tx) error { tx.Announce("zones"); return nil }); err != nil {
				t.Fatal(err)
			}
			if tags := heardSoon(t, told); !slices.Equal(tags, []string{"zones"}) {
				t.Errorf("heard %q", tags)
			}
		})
	}
}

func TestWhoWasAwayForLongIsToldThatEverythingHasChanged(t *testing.T) {
	var passed atomic.Int64
	o := dbtest.SQLiteOptions(t)
	o.Clock = func() time.Time { return clock.System().Add(time.Duration(passed.Load())) }
	d := dbtest.Open(t, o)
	told := make(chan []string, 1)
	d.OnAnnounce(func(tags []string) { told <- tags })
	dbtest.Start(t, d)
	passed.Store(int64(2 * time.Minute))
	if tags := heardSoon(t, told); !slices.Equal(tags, []string{db.Everything}) {
		t.Errorf("heard %q", tags)
	}
}

func heardSoon(t *testing.T, told <-chan []string) []string {
	t.Helper()
	select {
	case tags := <-told:
		return tags
	case <-time.After(10 * time.Second):
		t.Fatal("nothing was heard")
	}
	return nil
}
