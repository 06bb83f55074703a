package search_test

import (
	"slices"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/search"
	judge "holdfast/modules/search/judged"
)

func TestBothDatabasesRankTheSame(t *testing.T) {
	products := judge.Catalogue(700)
	queries := judge.Queries(judge.Catalogue(10_000))
	ranked := map[string][][]string{}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := stocked(t, d, judge.NewShop(products))
		var all [][]string
		for _, q := range queries {
			r, err := s.Find(t.Context(), search.Query{Text: q.Text})
			must(t, err)
			var ids []string
			for _, c := range r.Cards {
				ids = append(ids, c.Product)
			}
			all = append(all, ids)
		}
		ranked[t.Name()] = all
	})
	for name, all := range ranked {
		for other, others := range ranked {
			for i := range all {
				if !slices.Equal(all[i], others[i]) {
					t.Fatalf("%q: %s has %v, %s has %v", queries[i].Text, name, all[i], other, others[i])
				}
			}
		}
	}
	if len(ranked) != 2 {
		t.Fatalf("%d databases were asked", len(ranked))
	}
}

func stocked(t *testing.T, d *db.DB, shop *judge.Shop) *search.Service {
	s := search.New(d, shop, shop, shop, clock.System)
	must(t, s.Rebuild(t.Context()))
	return s
}
