package search_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/catalog"
	"holdfast/modules/inventory"
	"holdfast/modules/pricing"
	"holdfast/modules/search"
)

// shirts are products with options and attributes.
func shirts(t *testing.T, s *shop) {
	t.Helper()
	s.category(t, "Shirts")
	for i, each := range []struct{ name, brand, material, colours, sizes string }{
		{"Deck shirt", "Skerry", "Linen", "Blue White", "S M"},
		{"Dock shirt", "Skerry", "Cotton", "Blue", "M L XL"},
		{"Storm shirt", "Tidegate", "cotton", "Red", "L"},
		{"Net shirt", "Tidegate", "Wool", "blue Red", "S M L"},
		{"Quay shirt", "Tidegate", "Linen", "White", "M"},
	} {
		p := s.product(shelf{name: each.name, brand: each.brand, category: "Shirts"})
		p.Options, p.Variants = []string{"Colour", "Size"}, nil
		p.Attributes = []catalog.Attribute{{Name: "Material", Value: each.material}, {Name: "Care", Value: strings.Repeat("Wash it by hand. ", 9)}}
		var terms []pricing.Terms
		var counts []inventory.Count
		for _, colour := range strings.Fields(each.colours) {
			for _, size := range strings.Fields(each.sizes) {
				v := catalog.Variant{SKU: code(each.name + " " + colour + " " + size), Choices: []string{colour, size}}
				p.Variants = append(p.Variants, v)
				terms = append(terms, pricing.Terms{SKU: v.SKU, Regular: euro(int64(2000 + 500*i))})
				counts = append(counts, inventory.Count{SKU: v.SKU, Tracked: true, OnHand: i})
			}
		}
		_, err := s.catalog.PutAll(t.Context(), []catalog.Product{p}, false)
		must(t, err)
		_, err = s.pricing.Set(t.Context(), terms...)
		must(t, err)
		_, err = s.inventory.SetOnHand(t.Context(), "counted", "test", counts...)
		must(t, err)
		kept, err := s.catalog.Product(t.Context(), p.Slug)
		must(t, err)
		s.products[p.Slug] = kept.ID
		must(t, s.search.Reindex(t.Context(), kept.ID))
	}
}

func facetsOf(r search.Result) string {
	var all []string
	for _, f := range r.Facets {
		var values []string
		for _, v := range f.Values {
			mark := ""
			if v.Picked {
				mark = "*"
			}
			values = append(values, fmt.Sprintf("%s%s %d", v.Label, mark, v.Count))
		}
		all = append(all, f.Key+": "+strings.Join(values, ", "))
	}
	return strings.Join(all, "; ")
}

func TestFacetsOfACategoryAndOfWhatIsFoundByWords(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		shirts(t, s)
		for want, q := range map[string]search.Query{
			"size: S 2, M 4, L 3, XL 1; colour: Blue 3, Red 2, White 2; brand: Tidegate 3, Skerry 2; material: Cotton 2, Linen 2, Wool 1":  {},
			"size: S 2, M 3, L 2, XL 1; colour: Blue* 3, Red 2, White 2; brand: Tidegate 1, Skerry 2; material: Cotton 1, Linen 1, Wool 1": {Picks: []search.Pick{{Facet: "colour", Value: "blue"}}},
			"size: M 1, L* 1, XL 1; colour: Blue* 1, Red 1; brand: Skerry 1; material: Cotton* 1, Wool 1":                                  {Picks: picks("size l", "colour blue", "material cotton", "colour purple", "size l")},
		} {
			q.Facets = true
			for _, by := range []func(*search.Query){func(q *search.Query) { q.Category = s.categories["Shirts"] }, func(q *search.Query) { q.Text = "shirt" }} {
				by(&q)
				if got := facetsOf(s.find(t, q)); sorted(got) != sorted(want) {
					t.Errorf("%q %+v:\n%s\nwant\n%s", q.Text, q.Picks, got, want)
				}
			}
		}
	})
}

// sorted compares facets without regard to the order of those that say equally
// much.
func sorted(facets string) string {
	all := strings.Split(facets, "; ")
	slices.Sort(all)
	return strings.Join(all, "; ")
}

func picks(all ...string) (list []search.Pick) {
	for _, each := range all {
		facet, value, _ := strings.Cut(each, " ")
		list = append(list, search.Pick{Facet: facet, Value: value})
	}
	return list
}

func TestAListThatIsCountedIsTheOneReadOffTheIndex(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		low, high := int64(1500), int64(4000)
		for _, sort := range []search.Sort{search.Relevance, search.Newest, search.PriceUp, search.PriceDown, search.ByName} {
			for _, q := range []search.Query{{}, {Category: s.categories["Kitchen"]}, {Category: s.categories["Kitchen"], Tag: "gift"},
				{MinPrice: &low}, {MaxPrice: &high, InStock: true}, {Page: 3}, {Page: 9000}, {MinPrice: &high, MaxPrice: &low}} {
				q.Sort, q.PerPage = sort, 7
				read := s.find(t, q)
				q.Facets = true
				counted := s.find(t, q)
				counted.Facets = nil
				if fmt.Sprint(read) != fmt.Sprint(counted) {
					t.Errorf("%+v:\n%+v\n%+v", q, read, counted)
				}
			}
		}
	})
}

func TestWhatIsCountedFollowsChanges(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		q := search.Query{Category: s.categories["Desk"], Facets: true}
		if got := facetsOf(s.find(t, q)); got != "brand: Inkwell 2, Slipway 1" {
			t.Fatal(got)
		}
		p, err := s.catalog.Product(t.Context(), "notebook")
		must(t, err)
		p.Brand = "Slipway"
		_, _, err = s.catalog.Put(t.Context(), p)
		must(t, err)
		must(t, s.search.Reindex(t.Context(), p.ID))
		if got := facetsOf(s.find(t, q)); got != "brand: Slipway 2, Inkwell 1" {
			t.Errorf("after a change: %s", got)
		}
		must(t, s.catalog.SetStatus(t.Context(), s.products["letter-opener"], catalog.Hidden))
		must(t, s.search.Reindex(t.Context(), s.products["letter-opener"]))
		if r := s.find(t, q); r.Total != 2 || facetsOf(r) != "brand: Inkwell 1, Slipway 1" {
			t.Errorf("after one is hidden: %d, %s", r.Total, facetsOf(r))
		}
	})
}

func TestListsAreCountedWhileTheDatabaseIsAway(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		s.find(t, search.Query{Facets: true})
		must(t, s.catalog.SetStatus(t.Context(), s.products["notebook"], catalog.Hidden))
		must(t, s.search.Reindex(t.Context(), s.products["notebook"]))
		away := true
		counting := func(context.Context) bool { defer func() { away = false }(); return away } // the first reading fails
		dbtest.FailReads(t, d, counting)
		q := search.Query{Category: s.categories["Desk"], Facets: true}
		if r := s.find(t, q); r.Total != 3 {
			t.Errorf("while it is away: %d", r.Total)
		}
		if r := s.find(t, q); r.Total != 2 {
			t.Errorf("when it is back: %d", r.Total)
		}
	})
}

func TestRowsOfAnOlderProgramAreListed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		must(t, d.Write(t.Context(), func(tx *db.Tx) error { return tx.Gorm().Exec("UPDATE search_documents SET facets = ''").Error }))
		r := s.find(t, search.Query{Category: s.categories["Kitchen"], Facets: true})
		if r.Total != 14 || len(r.Facets) > 0 {
			t.Errorf("%d listed, %s", r.Total, facetsOf(r))
		}
	})
}
