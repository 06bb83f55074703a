package search_test

import (
	"strings"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/search"
)

// judged queries, and what should be found first.
var judged = map[string]string{
	"mug":                     "Harbour mug",
	"mugs":                    "Harbour mug",
	"enamel mugs":             "Anchor enamel mug",
	"travel mug":              "Travel mug with lid",
	"coffee":                  "Espresso cup and saucer", // the travel mug is sold out
	"knife":                   "Paring knife",            // as good as the other, and newer
	"bread knives":            "Bread knife",
	"KNIVES":                  "Paring knife",
	"oak board":               "Chopping board",
	"tables":                  "Bird table", // not a tablecloth
	"pan":                     "Sauté pan",
	"saute":                   "Sauté pan",
	"SAUTÉ PANS":              "Sauté pan",
	"frying pan":              "Cast-iron skillet",
	"cast iron":               "Cast-iron skillet",
	"creme brulee":            "Crème brûlée dishes",
	"fishermans jumper":       "Fisherman's jumper",
	"fisherman’s jumper":      "Fisherman's jumper",
	"quayfold tea":            "Teapot",
	"tea towel":               "Linen tea towel",
	"tow":                     "Bath towel",
	"chopping boards":         "Chopping board",
	"wool":                    "Wool socks",
	"waxed":                   "Waxed jacket",
	"rainproof":               "Waxed jacket",
	"lint":                    "Linen tea towel",
	"harb":                    "Harbour mug",
	"NQ-SEA-SALT":             "Sea salt",
	"nq sea salt":             "Sea salt",
	"2000000006400":           "Fountain pen",
	"cheese board":            "Cheese board", // sold out, and named in full
	"the mug of the harbour":  "Harbour mug",
	"purple harbour elephant": "Harbour mug",
	"gift for the desk":       "Fountain pen",
	"10 m rope":               "Dock rope, 10 m",
}

func TestAJudgedQueryFindsTheSameFirstOnBothDatabases(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		for text, want := range judged {
			r := s.find(t, search.Query{Text: text})
			if len(r.Cards) == 0 || r.Cards[0].Name != want {
				t.Errorf("%q: found %s; want %q first", text, names(r.Cards), want)
			}
		}
	})
}

func TestWordsThatNothingHasTogetherAreLookedForOneByOne(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		if r := s.find(t, search.Query{Text: "harbour mug"}); r.Relaxed {
			t.Error("all words were found, and the result says otherwise")
		}
		r := s.find(t, search.Query{Text: "wool trousers"})
		if !r.Relaxed || !strings.HasPrefix(names(r.Cards), "Wool socks") {
			t.Errorf("relaxed %v, found %s", r.Relaxed, names(r.Cards))
		}
	})
}

func TestNoResultIsADeadEnd(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		for _, q := range []search.Query{{Text: "xylophone"}, {Text: "?!"}, {Text: "\x00"}, {Category: "nobody"}, {Tag: "none"}} {
			r := s.find(t, q)
			if r.Total != 0 || r.Pages != 0 || r.Page != 1 || len(r.Alternatives) == 0 {
				t.Errorf("%+v: %d found, page %d of %d, %d alternatives", q, r.Total, r.Page, r.Pages, len(r.Alternatives))
			}
			for _, c := range r.Alternatives {
				if !c.InStock {
					t.Errorf("%s is sold out and offered instead", c.Name)
				}
			}
		}
	})
}

func TestACardShowsTheLowestPriceAndThePicture(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		r := s.find(t, search.Query{Text: "nq-teapot"})
		want := search.Card{
			Product: s.products["teapot"], Slug: "teapot", Name: "Teapot", Brand: "Quayfold", Price: euro(3600), InStock: true,
			Image: search.Image{Asset: "a-teapot", Alt: "Teapot", Width: 1280, Height: 1600},
		}
		if len(r.Cards) != 1 || r.Cards[0] != want {
			t.Errorf("got %+v, want %+v", r.Cards, want)
		}
	})
}

func TestSearchResultsAreFilteredSortedAndPaged(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := filled(t, d)
		r := s.find(t, search.Query{Text: "board", InStock: true})
		if names(r.Cards) != "Chopping board" || r.InStock != 1 {
			t.Errorf("in stock: %s, %d", names(r.Cards), r.InStock)
		}
		r = s.find(t, search.Query{Text: "mug", Sort: search.PriceUp, PerPage: 2, Page: 2})
		if r.Total != 6 || r.Pages != 3 || names(r.Cards) != "Harbour mug; Travel mug with lid" {
			t.Errorf("%d on %d pages: %s", r.Total, r.Pages, names(r.Cards))
		}
		if r.PriceMin != euro(1250) || r.PriceMax != euro(3600) || r.InStock != 5 {
			t.Errorf("from %s to %s, %d in stock", r.PriceMin, r.PriceMax, r.InStock)
		}
		high := int64(1500)
		r = s.find(t, search.Query{Text: "mug", MaxPrice: &high, Category: s.categories["Kitchen"]})
		if names(r.Cards) != "Anchor enamel mug" || r.PriceMax != euro(3600) {
			t.Errorf("up to 15: %s, to %s", names(r.Cards), r.PriceMax)
		}
	})
}
