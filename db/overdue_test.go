package db_test

import (
	"sync/atomic"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
)

func TestJobsThatNobodyWorksAreSeen(t *testing.T) {
	for name, options := range map[string]func(testing.TB) db.Options{"sqlite": dbtest.SQLiteOptions, "postgres": dbtest.PostgresOptions} {
		t.Run(name, func(t *testing.T) {
			var passed atomic.Int64
			o := options(t)
			o.Clock = func() time.Time { return time.Now().UTC().Add(time.Duration(passed.Load())) }
			d := dbtest.Open(t, o)
			err := d.Write(t.Context(), func(tx *db.Tx) error { return tx.Enqueue(greet{"nobody"}) })
			if err != nil {
				t.Fatal(err)
			}
			for _, step := range []struct {
				passed time.Duration
				want   bool
			}{{0, false}, {time.Minute, false}, {3 * time.Minute, true}} {
				passed.Store(int64(step.passed))
				if got, err := d.Stalled(t.Context()); err != nil || got != step.want {
					t.Errorf("after %s: got %v, %v; want %v", step.passed, got, err, step.want)
				}
			}
		})
	}
}
