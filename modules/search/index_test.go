package search_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/catalog"
	"holdfast/modules/inventory"
	"holdfast/modules/pricing"
	"holdfast/modules/search"
)

func TestAHiddenProductIsNowhere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		must(t, s.catalog.SetStatus(t.Context(), s.products["teapot"], catalog.Hidden))
		must(t, s.search.Reindex(t.Context(), s.products["teapot"]))

		for _, q := range []search.Query{{Text: "teapot"}, {Text: "nq-teapot"}, {Tag: "gift"}, {Category: s.categories["Kettles"]}, {PerPage: 96}} {
			if r := s.find(t, q); strings.Contains(names(r.Cards), "Teapot") {
				t.Errorf("%+v finds the hidden product", q)
			}
		}
		must(t, s.catalog.SetStatus(t.Context(), s.products["teapot"], catalog.Published))
		must(t, s.search.Reindex(t.Context(), s.products["teapot"]))
		if r := s.find(t, search.Query{Text: "teapot"}); names(r.Cards) != "Teapot" {
			t.Errorf("shown again, it is not found: %s", names(r.Cards))
		}
	})
}

func TestTheIndexFollowsCatalogPriceAndStock(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		dbtest.Start(t, d)
		renamed := s.product(shelves[13])
		renamed.Name = "Samovar"
		_, _, err := s.catalog.Put(t.Context(), renamed)
		must(t, err)
		sold := code("Harbour mug")
		_, err = s.inventory.SetOnHand(t.Context(), "sold", "test", inventory.Count{SKU: sold, Tracked: true})
		must(t, err)
		set(t, s, pricing.Terms{SKU: code("Sea salt"), Regular: euro(99)})
		dbtest.Idle(t, d)

		if r := s.find(t, search.Query{Text: "samovar"}); names(r.Cards) != "Samovar" {
			t.Errorf("the new name finds %s", names(r.Cards))
		}
		if r := s.find(t, search.Query{Text: "teapot"}); strings.Contains(names(r.Cards), "Samovar") && !r.Relaxed {
			t.Errorf("the old name finds %s", names(r.Cards))
		}
		if r := s.find(t, search.Query{Text: "harbour mug"}); r.Cards[0].InStock {
			t.Error("what is sold out is shown as in stock")
		}
		if r := s.find(t, search.Query{Sort: search.PriceUp}); r.Cards[0].Name != "Sea salt" || r.Cards[0].Price != euro(99) {
			t.Errorf("the cheapest is %+v", r.Cards[0])
		}
	})
}

func TestASaleMovesAProductForAsLongAsItLasts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		cheapest := func() search.Card {
			must(t, s.search.Reindex(t.Context(), s.products["waxed-jacket"]))
			return s.find(t, search.Query{Sort: search.PriceUp}).Cards[0]
		}
		set(t, s, pricing.Terms{SKU: code("Waxed jacket"), Regular: euro(21000), Sale: &pricing.Sale{
			Price: euro(100), From: noon.Add(time.Hour), Until: noon.Add(2 * time.Hour),
		}})
		if c := cheapest(); c.Name != "Oatmeal" {
			t.Errorf("before the sale the cheapest is %s", c.Name)
		}
		s.now = noon.Add(time.Hour)
		if c := cheapest(); c.Name != "Waxed jacket" || c.Was != euro(21000) {
			t.Errorf("during the sale the cheapest is %s, before %s", c.Name, c.Was)
		}
		s.now = noon.Add(2 * time.Hour)
		if c := cheapest(); c.Name != "Oatmeal" {
			t.Errorf("after the sale the cheapest is %s", c.Name)
		}
	})
}

func TestAProductOfSeveralPricesShowsTheLowest(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		p := s.product(shelves[0])
		p.Options = []string{"Size"}
		p.Variants = []catalog.Variant{{SKU: "M-L", Choices: []string{"Large"}}, {SKU: "M-S", Choices: []string{"Small"}}, {SKU: "M-X", Choices: []string{"Unpriced"}}}
		p, _, err := s.catalog.Put(t.Context(), p)
		must(t, err)
		set(t, s, pricing.Terms{SKU: "M-L", Regular: euro(2000)}, pricing.Terms{SKU: "M-S", Regular: euro(1500), Was: euro(1700)})
		must(t, s.search.Reindex(t.Context(), p.ID))
		c := s.find(t, search.Query{Text: "small harbour mug"}).Cards[0]
		if !c.From || c.Price != euro(1500) || c.Was != euro(1700) || c.InStock {
			t.Errorf("got %+v", c)
		}
	})
}

func TestWhatHasNotChangedIsNotWritten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		var told []string
		d.OnAnnounce(func(tags []string) { told = append(told, tags...) })
		s.now = noon.Add(time.Hour)
		must(t, s.search.Rebuild(t.Context()))
		if slices.Contains(told, search.TagLists) {
			t.Errorf("nothing has changed, and %q was announced", told)
		}
		set(t, s, pricing.Terms{SKU: code("Sea salt"), Regular: euro(800)})
		must(t, s.search.Rebuild(t.Context()))
		if !slices.Contains(told, search.TagLists) {
			t.Errorf("a price has changed, and only %q was announced", told)
		}
	})
}

func TestRebuildFindsWhatWasNeverHeardOf(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := open(d)
		s.put(t, shelves...)
		must(t, s.search.Rebuild(t.Context()))
		if r := s.find(t, search.Query{}); r.Total != len(shelves) {
			t.Errorf("%d products are listed of %d", r.Total, len(shelves))
		}
	})
}

func TestACategoryThatMovesTakesItsProductsAlong(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		must(t, s.search.Refile(t.Context()))
		_, err := s.catalog.PutCategory(t.Context(), catalog.Category{Slug: "linen", Name: "Cloth", Parent: s.categories["Kitchen"]})
		must(t, err)
		must(t, s.search.Refile(t.Context()))
		if r := s.find(t, search.Query{Category: s.categories["House"]}); r.Total != 0 {
			t.Errorf("the house still lists %s", names(r.Cards))
		}
		if r := s.find(t, search.Query{Text: "cloth apron", Category: s.categories["Kitchen"]}); names(r.Cards) != "Cotton apron" {
			t.Errorf("the new name finds %s", names(r.Cards))
		}
	})
}

func TestSlugsWalkThroughAllOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		var all []string
		for after := ""; ; {
			page, err := s.search.Slugs(t.Context(), after, 7)
			must(t, err)
			if len(page) == 0 {
				break
			}
			for _, a := range page {
				all = append(all, a.Slug)
				if !a.Updated.Equal(noon) {
					t.Errorf("%s was updated at %s", a.Slug, a.Updated)
				}
			}
			after = page[len(page)-1].Slug
		}
		if len(all) != len(shelves) || len(slices.Compact(all)) != len(shelves) {
			t.Errorf("%d slugs for %d products", len(all), len(shelves))
		}
	})
}

func set(t *testing.T, s *shop, terms ...pricing.Terms) {
	t.Helper()
	_, err := s.pricing.Set(t.Context(), terms...)
	must(t, err)
}
