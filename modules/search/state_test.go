package search_test

import (
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/catalog"
)

func TestTheIndexSaysHowFarBehindItIs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := open(d)
		s.put(t, shelves...)
		waiting, err := s.search.State(t.Context())
		must(t, err)
		if waiting.Waiting == 0 || waiting.Oldest.IsZero() || waiting.Documents != 0 || !waiting.Built.IsZero() || waiting.Lag(time.Now()) > time.Minute {
			t.Errorf("before anything is indexed: %+v", waiting)
		}
		dbtest.Start(t, d)
		dbtest.Idle(t, d)
		must(t, s.search.Rebuild(t.Context()))
		must(t, s.search.Warm(t.Context()))
		done, err := s.search.State(t.Context())
		must(t, err)
		if done.Waiting != 0 || !done.Oldest.IsZero() || done.Documents != len(shelves) || done.Held != len(shelves) || !done.Built.Equal(noon) || done.Lag(time.Now()) != 0 {
			t.Errorf("after it: %+v", done)
		}
		must(t, s.catalog.SetStatus(t.Context(), s.products["teapot"], catalog.Hidden))
		dbtest.Idle(t, d)
		must(t, s.search.Warm(t.Context()))
		if done, err = s.search.State(t.Context()); err != nil || done.Held != len(shelves)-1 {
			t.Errorf("after one is hidden: %+v, %v", done, err)
		}
	})
}
