package search_test

import (
	"context"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/catalog"
	"holdfast/modules/search"
)

func TestWhatOneProcessIndexesTheOtherFindsWithinFiveSeconds(t *testing.T) {
	for name, options := range map[string]db.Options{"sqlite": dbtest.SQLiteOptions(t), "postgres": dbtest.PostgresOptions(t)} {
		t.Run(name, func(t *testing.T) {
			s, listening := filled(t, dbtest.Open(t, options)), dbtest.Open(t, options)
			other := open(listening)
			dbtest.Start(t, listening)
			if r := other.find(t, search.Query{Text: "teapot"}); names(r.Cards) != "Teapot" {
				t.Fatalf("the other process finds %s", names(r.Cards))
			}
			must(t, s.catalog.SetStatus(t.Context(), s.products["teapot"], catalog.Hidden))
			must(t, s.search.Reindex(t.Context(), s.products["teapot"]))
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			defer cancel()
			for ctx.Err() == nil {
				if r := other.find(t, search.Query{Text: "teapot", Exact: true}); len(r.Cards) == 0 {
					return
				}
			}
			t.Error("after five seconds it is still found")
		})
	}
}
