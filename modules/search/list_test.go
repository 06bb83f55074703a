package search_test

import (
	"strings"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/kernel/money"
	"holdfast/modules/search"
)

func euro(cents int64) money.Money { return money.New(cents, "EUR") }

func TestACategoryListsWhatIsBelowIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		for category, want := range map[string]int{"Kitchen": 14, "Mugs": 5, "House": 5, "Desk": 3} {
			r := s.find(t, search.Query{Category: s.categories[category]})
			if r.Total != want || len(r.Cards) != want || r.Pages != 1 {
				t.Errorf("%s: %d found, %d shown, %d pages; want %d", category, r.Total, len(r.Cards), r.Pages, want)
			}
		}
		r := s.find(t, search.Query{Category: s.categories["Kitchen"], Tag: "Gift"})
		if r.Total != 5 {
			t.Errorf("gifts for the kitchen: %s", names(r.Cards))
		}
	})
}

func TestEachOrderOfAList(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		for sort, want := range map[search.Sort]string{
			search.Relevance: "Espresso cup and saucer; Mug rack; Anchor enamel mug; Harbour mug; Travel mug with lid",
			search.Newest:    "Espresso cup and saucer; Mug rack; Travel mug with lid; Anchor enamel mug; Harbour mug",
			search.PriceUp:   "Anchor enamel mug; Espresso cup and saucer; Harbour mug; Travel mug with lid; Mug rack",
			search.PriceDown: "Mug rack; Travel mug with lid; Harbour mug; Espresso cup and saucer; Anchor enamel mug",
			search.ByName:    "Anchor enamel mug; Espresso cup and saucer; Harbour mug; Mug rack; Travel mug with lid",
			"nonsense":       "Espresso cup and saucer; Mug rack; Anchor enamel mug; Harbour mug; Travel mug with lid",
		} {
			if r := s.find(t, search.Query{Category: s.categories["Mugs"], Sort: sort}); names(r.Cards) != want {
				t.Errorf("%s: %s; want %s", sort, names(r.Cards), want)
			}
		}
	})
}

func TestPagesShowEachProductOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		for _, sort := range []search.Sort{search.Relevance, search.Newest, search.PriceUp, search.PriceDown, search.ByName} {
			seen := map[string]bool{}
			for page := 1; page <= 4; page++ {
				r := s.find(t, search.Query{Sort: sort, PerPage: 11, Page: page})
				if r.Total != len(shelves) || r.Pages != 4 || r.Page != page {
					t.Fatalf("%s: page %d of %d, %d in all", sort, r.Page, r.Pages, r.Total)
				}
				for _, c := range r.Cards {
					seen[c.Slug] = true
				}
			}
			if len(seen) != len(shelves) {
				t.Errorf("%s: the pages show %d products of %d", sort, len(seen), len(shelves))
			}
		}
	})
}

func TestAPageOutOfRangeIsTheNearest(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		for asked, want := range map[int]int{-3: 1, 0: 1, 2: 2, 1 << 40: 2} {
			for _, text := range []string{"", "tidegate slipway quayfold foundry skerry oakfield"} {
				r := s.find(t, search.Query{Text: text, Page: asked, PerPage: 20})
				if r.Page != want || len(r.Cards) == 0 {
					t.Errorf("page %d of %q: got page %d of %d with %d cards, want page %d", asked, text, r.Page, r.Pages, len(r.Cards), want)
				}
			}
		}
	})
}

func TestFacetsCountWithoutTheirOwnFilter(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		low, high := int64(1500), int64(3000)
		q := search.Query{Category: s.categories["Mugs"], MinPrice: &low, MaxPrice: &high}
		r := s.find(t, q)
		if r.Total != 3 || r.InStock != 2 || r.PriceMin != euro(1250) || r.PriceMax != euro(3400) {
			t.Errorf("in a price range: %d found, %d in stock, %s to %s", r.Total, r.InStock, r.PriceMin, r.PriceMax)
		}
		q.InStock, q.Sort = true, search.PriceDown
		r = s.find(t, q)
		if r.Total != 2 || r.InStock != 2 || r.PriceMax != euro(3400) || !strings.HasPrefix(names(r.Cards), "Harbour") {
			t.Errorf("and in stock: %d found, %d in stock, to %s: %s", r.Total, r.InStock, r.PriceMax, names(r.Cards))
		}
		low = 900000
		r = s.find(t, q)
		if r.Total != 0 || r.PriceMin != euro(1250) {
			t.Errorf("out of every range: %d found, from %s", r.Total, r.PriceMin)
		}
	})
}

func TestAPageCostsFewStatements(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		s.find(t, search.Query{Facets: true, Text: "mug"}) // which reads into memory what is counted and found
		for want, queries := range map[int64][]search.Query{
			1: {{Text: "mug"}, {Text: "mugs", Facets: true}, {Facets: true, Category: s.categories["Kitchen"], Sort: search.PriceUp, Picks: []search.Pick{{Facet: "brand", Value: "oakfield"}}}},
			2: {{}, {Category: s.categories["Kitchen"], Sort: search.PriceUp}, {Tag: "gift", Page: 9}, {Text: "purple elephants"}, {Text: "x"}},
		} {
			for _, q := range queries {
				ctx, count := db.CountStatements(t.Context())
				_, err := s.search.Find(ctx, q)
				must(t, err)
				if count.Load() > want {
					t.Errorf("%+v: %d statements, want at most %d", q, count.Load(), want)
				}
			}
		}
	})
}
