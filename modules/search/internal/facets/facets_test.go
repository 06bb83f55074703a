package facets_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"holdfast/modules/search/internal/facets"
)

// counted asks naively what a list should count: facet by facet, value by value,
// product by product.
func counted(all []facets.Document, list int64, f facets.Filter, but facets.Pick) (n int) {
	for _, d := range all {
		if slices.Contains(d.Lists, list) && kept(d, f, but.Facet) && has(d, but) {
			n++
		}
	}
	return n
}

func has(d facets.Document, p facets.Pick) bool {
	return slices.ContainsFunc(d.Values, func(v facets.Value) bool { return facets.Key(v.Facet) == p.Facet && facets.Key(v.Value) == p.Value })
}

// kept is the rule: every facet but one by any of its picks, price, and stock.
func kept(d facets.Document, f facets.Filter, but string) bool {
	wanted := map[string]bool{}
	for _, p := range f.Picks {
		if p.Facet != but {
			wanted[p.Facet] = wanted[p.Facet] || has(d, p)
		}
	}
	for _, met := range wanted {
		if !met {
			return false
		}
	}
	return (f.Min == nil || d.Price >= *f.Min) && (f.Max == nil || d.Price <= *f.Max) && (!f.InStock || d.InStock)
}

var names = []string{"Colour", "Size", "Material", "Brand"}

func drawDocuments(t *rapid.T) []facets.Document {
	n := rapid.IntRange(0, 60).Draw(t, "documents")
	all := make([]facets.Document, n)
	for i := range all {
		d := facets.Document{ID: int64(1000 - i), Product: fmt.Sprint("p", i), Born: int64(rapid.IntRange(0, 3).Draw(t, "born")),
			Price: int64(rapid.IntRange(1, 9).Draw(t, "price")), InStock: rapid.Bool().Draw(t, "stock"), NameKey: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "name")}
		d.Lists = rapid.SampledFrom([][]int64{{1}, {1, 2}, {2}}).Draw(t, "lists")
		for range rapid.IntRange(0, 5).Draw(t, "values") {
			d.Values = append(d.Values, facets.Value{Facet: rapid.SampledFrom(names).Draw(t, "facet"), Value: rapid.SampledFrom([]string{"red", "Red ", "blue", "green", "L", "M"}).Draw(t, "value")})
		}
		all[i] = d
	}
	return all
}

func drawFilter(t *rapid.T) (f facets.Filter) {
	for _, bound := range []**int64{&f.Min, &f.Max} {
		if rapid.Bool().Draw(t, "bounded") {
			price := int64(rapid.IntRange(0, 10).Draw(t, "bound"))
			*bound = &price
		}
	}
	f.InStock = rapid.Bool().Draw(t, "in stock")
	for range rapid.IntRange(0, 4).Draw(t, "picks") {
		f.Picks = append(f.Picks, facets.Pick{Facet: facets.Key(rapid.SampledFrom(names).Draw(t, "pick of")), Value: rapid.SampledFrom([]string{"red", "blue", "green", "l", "m"}).Draw(t, "pick")})
	}
	return f
}

func TestCountsAreThoseOfCountingOneByOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all, f := drawDocuments(t), drawFilter(t)
		shelf := facets.NewShelf(nil)
		shelf.Change(all, nil)
		if gone := rapid.IntRange(0, len(all)).Draw(t, "gone"); gone > 0 { // some go, and some come back changed
			var products []string
			for _, d := range all[:gone] {
				products = append(products, d.Product)
			}
			all = all[gone:]
			shelf.Change(nil, products)
			for i := range all[:len(all)/2] {
				all[i].Price, all[i].Values = 5, []facets.Value{{Facet: "Size", Value: "M"}}
			}
			shelf.Change(all[:len(all)/2], nil)
		}
		f.Picks = slices.DeleteFunc(f.Picks, func(p facets.Pick) bool { // what nobody has ever had is no choice
			_, c := shelf.List([]int64{1}, facets.Filter{Picks: []facets.Pick{p}}, facets.Newest, 0, 1)
			return len(c.Picks) == 0
		})

		page, c := shelf.List([]int64{1}, f, facets.PriceUp, 0, 1000)

		checkTotals(t, all, f, page, c)
		checkFacets(t, all, f, c)
		checkNarrow(t, shelf, all, f, c)
	})
}

func checkTotals(t *rapid.T, all []facets.Document, f facets.Filter, page []int64, c facets.Counts) {
	var want []facets.Document
	for _, d := range all {
		if slices.Contains(d.Lists, 1) && kept(d, f, "") {
			want = append(want, d)
		}
	}
	slices.SortFunc(want, func(a, b facets.Document) int { return cmp.Or(cmp.Compare(a.Price, b.Price), cmp.Compare(a.ID, b.ID)) })
	if len(want) != c.Total || len(page) != c.Total {
		t.Fatalf("%d kept, %d listed, want %d", c.Total, len(page), len(want))
	}
	for i, d := range want {
		if page[i] != d.ID {
			t.Fatalf("place %d: %d, want %d", i, page[i], d.ID)
		}
	}
	stocked := f
	stocked.InStock = true
	n := 0
	for _, d := range all {
		if slices.Contains(d.Lists, 1) && kept(d, stocked, "") {
			n++
		}
	}
	if c.InStock != n {
		t.Fatalf("%d in stock, want %d", c.InStock, n)
	}
}

func checkFacets(t *rapid.T, all []facets.Document, f facets.Filter, c facets.Counts) {
	for _, facet := range c.Facets {
		for _, v := range facet.Values {
			if want := counted(all, 1, f, facets.Pick{Facet: facet.Key, Value: v.Key}); v.Count != want {
				t.Fatalf("%s %s: %d, want %d with %+v", facet.Key, v.Key, v.Count, want, f)
			}
		}
	}
	for _, p := range f.Picks {
		shown := slices.ContainsFunc(c.Facets, func(facet facets.Facet) bool {
			return facet.Key == p.Facet && slices.ContainsFunc(facet.Values, func(v facets.Count) bool { return v.Key == p.Value && v.Picked })
		})
		if !shown {
			t.Fatalf("%+v is chosen and not shown: %+v", p, c.Facets)
		}
	}
}

func checkNarrow(t *rapid.T, shelf *facets.Shelf, all []facets.Document, f facets.Filter, list facets.Counts) {
	ids := []int64{-1}
	for _, d := range all {
		if slices.Contains(d.Lists, 1) {
			ids = append(ids, d.ID)
		}
	}
	keep, c := shelf.Narrow(ids, f)
	if keep[0] || fmt.Sprint(c) != fmt.Sprint(list) {
		t.Fatalf("of the same documents, found by words: %+v, want %+v", c, list)
	}
}

func TestPagesOfAListJoinWithoutGap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := drawDocuments(t)
		shelf := facets.NewShelf(all)
		for name, order := range map[string]facets.Order{"stock": facets.Stocked, "new": facets.Newest, "down": facets.PriceDown, "name": facets.ByName} {
			whole, c := shelf.List([]int64{2}, facets.Filter{}, order, 0, 1000)
			size := rapid.IntRange(1, 7).Draw(t, "page")
			var joined []int64
			for offset := 0; offset < c.Total; offset += size {
				page, _ := shelf.List([]int64{2}, facets.Filter{}, order, offset, size)
				joined = append(joined, page...)
			}
			if !slices.Equal(whole, joined) {
				t.Fatalf("%s: %v in pages of %d, %v in one", name, joined, size, whole)
			}
		}
	})
}

func TestKeysJoinWhatPeopleWriteDifferently(t *testing.T) {
	for label, want := range map[string]string{
		"Harbour blue": "harbour-blue", "  harbour   BLUE ": "harbour-blue", "1.5 l": "1.5-l", "1,5 l": "1.5-l", "15 l": "15-l",
		"18/10 steel": "18-10-steel", "Größe": "größe", "★": "", "": "", "-a-": "a", "90 °C": "90-c", "أزرق": "أزرق", "a_b": "a-b",
	} {
		if got := facets.Key(label); got != want {
			t.Errorf("%q: %q, want %q", label, got, want)
		}
	}
}

func TestSizesStandInTheirOwnOrder(t *testing.T) {
	for _, want := range []string{"XS S M L XL XXL 3XL", "36 37 38.5 40", "Small Medium Large", "250_ml 0.5_l 1_l", "Oak Ash Elm"} {
		var all []facets.Document
		for i, label := range strings.Fields(want) {
			label = strings.ReplaceAll(label, "_", " ")
			for n := range 10 - i + 3*(i%2)*strings.Count(want, "S ") { // of sizes, not the smallest is the most common
				all = append(all, facets.Document{ID: int64(100*i + n), Product: fmt.Sprint(i, "-", n), Lists: []int64{1}, Values: []facets.Value{{Facet: "Of", Value: label}}})
			}
		}
		_, c := facets.NewShelf(all).List([]int64{1}, facets.Filter{}, facets.Newest, 0, 10)
		var got []string
		for _, v := range c.Facets[0].Values {
			got = append(got, strings.ReplaceAll(v.Label, " ", "_"))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%v, want %s", got, want)
		}
	}
}

func TestFacetsAreBounded(t *testing.T) {
	var all []facets.Document
	for i := range 300 {
		d := facets.Document{ID: int64(i), Product: fmt.Sprint(i), Lists: []int64{1}}
		for f := range 12 {
			d.Values = append(d.Values, facets.Value{Facet: fmt.Sprint("facet ", f), Value: fmt.Sprint(i % 100)})
		}
		d.Values = append(d.Values, facets.Value{Facet: "Model", Value: fmt.Sprint("no ", i)}, facets.Value{Facet: "Always", Value: "so"},
			facets.Value{Facet: "Care", Value: strings.Repeat("wash ", 20)})
		all = append(all, d)
	}
	_, c := facets.NewShelf(all).List([]int64{1}, facets.Filter{Picks: []facets.Pick{{Facet: "model", Value: "no-7"}}}, facets.Newest, 0, 10)
	if len(c.Facets) != facets.MaxFacets+1 || c.Facets[0].Key == "model" {
		t.Errorf("%d facets", len(c.Facets))
	}
	for _, f := range c.Facets {
		if len(f.Values) > facets.MaxValues || f.Key == "always" || f.Key == "care" {
			t.Errorf("%s: %d values", f.Key, len(f.Values))
		}
	}
}

func BenchmarkList(b *testing.B) {
	var all []facets.Document
	for i := range 20_000 {
		d := facets.Document{ID: int64(i), Product: fmt.Sprint(i), Born: int64(i), Price: int64(i * 7919 % 10_000), InStock: i%10 > 0, Lists: []int64{9, int64(i % 8), 5, 6}}
		for f := range 6 {
			d.Values = append(d.Values, facets.Value{Facet: fmt.Sprint("facet ", f), Value: fmt.Sprint("value ", i*(f+3)%37)})
		}
		all = append(all, d)
	}
	shelf := facets.NewShelf(all)
	picks := []facets.Pick{{Facet: "facet-0", Value: "value-3"}, {Facet: "facet-0", Value: "value-5"}, {Facet: "facet-1", Value: "value-4"}}
	for name, list := range map[string]int64{"all": 9, "category": 3} {
		for filter, f := range map[string]facets.Filter{"whole": {}, "picked": {Picks: picks}} {
			b.Run(name+"/"+filter, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					shelf.List([]int64{list}, f, facets.PriceUp, 0, 24)
				}
			})
		}
	}
}
