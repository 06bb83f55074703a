package main

import (
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// narrowed opens list with parameters and returns the page that it ends at. A
// list has one address for each way in which it can be narrowed: only that is
// answered, and so kept; every other leads to it, in one step.
func (b *browser) narrowed(t testing.TB, address string) *page {
	t.Helper()
	first := b.open(address)
	last := first
	if first.status == http.StatusFound {
		last = b.open(first.header.Get("Location"))
	}
	switch last.status {
	case http.StatusOK, http.StatusUnprocessableEntity: // a price that is none: it says so, and is not kept
	case http.StatusBadRequest: // bytes that are no text: the server does not read on
	default:
		t.Errorf("%.200s: %d, then %d at %.200s", address, first.status, last.status, last.url)
	}
	return last
}

func TestAListIsAnsweredAtOneAddressAlone(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		b := newBrowser(t, s).stay()
		random := rand.New(rand.NewPCG(3, 5))
		answered := map[string]bool{}
		short := slices.DeleteFunc(slices.Clone(odd), func(text string) bool { return len(text) > 1_000 })
		for _, path := range []string{"/categories/kitchen", "/collections/new-in", "/search?q=mug", "/de/categories/kitchen"} {
			for range 60 { // of parameters that say nothing, however they are mixed
				query := url.Values{}
				for _, name := range []string{"page", "sort", "stock", "f", "f", "exact"} {
					if random.IntN(3) > 0 {
						query.Add(name, short[random.IntN(len(short))])
					}
				}
				joint := "?"
				if strings.Contains(path, "?") {
					joint = "&"
				}
				if p := b.narrowed(t, path+joint+query.Encode()); p.status == http.StatusOK {
					answered[strings.TrimSuffix(p.url.RequestURI(), "?")] = true
				}
			}
		}
		if len(answered) != 4 {
			t.Errorf("%d addresses are answered: %v", len(answered), answered)
		}
		for _, each := range [][2]string{
			{"?f=colour_slate&f=colour_cream&min=&max=&sort=", "?f=colour_cream&f=colour_slate"},
			{"?f=colour_cream&f=colour_cream&f=brand_nobody&f=nonsense&page=1", "?f=colour_cream"},
			{"?min=10.00&max=60,50&sort=relevance&stock=yes", "?max=60.50&min=10"},
			{"?page=900", ""},
			{"?utm_source=letter", "?utm_source=letter"}, // which no kept page depends on
		} {
			if at := b.narrowed(t, "/categories/kitchen"+each[0]).url.RequestURI(); at != "/categories/kitchen"+each[1] {
				t.Errorf("%s ends at %s, want %s", each[0], at, each[1])
			}
		}
	})
}

func TestNoParameterBreaksAList(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		b := newBrowser(t, s).stay()
		random := rand.New(rand.NewPCG(13, 17))
		some := append(slices.Clone(odd), "colour_cream", "brand_quayfold-pottery", "size_l", "20", "9,5", "price-up", "in", "1", strings.Repeat("colour_cream&f=", 40))
		some = slices.DeleteFunc(some, func(text string) bool { return len(text) > 1_000 }) // the server reads no longer heads
		for range 250 {
			query := url.Values{}
			for _, name := range []string{"q", "exact", "page", "sort", "min", "max", "stock", "f", "f", "f"} {
				if random.IntN(2) > 0 {
					query.Add(name, some[random.IntN(len(some))])
				}
			}
			for _, path := range []string{"/categories/kitchen?", "/search?"} {
				b.narrowed(t, path+query.Encode())
			}
		}
	})
}

func TestCrawlersAreLedNoFurtherThanOneValue(t *testing.T) {
	s := open(t, nil)
	b := newBrowser(t, s)
	for address, want := range map[string][2]string{ // robots, canonical
		"/categories/kitchen":                                 {"", "/categories/kitchen"},
		"/categories/kitchen?f=colour_cream":                  {"", "/categories/kitchen?f=colour_cream"},
		"/categories/kitchen?f=colour_cream&sort=price-up":    {"noindex", "/categories/kitchen"},
		"/categories/kitchen?sort=price-up":                   {"noindex", "/categories/kitchen"},
		"/categories/kitchen?stock=in":                        {"noindex", "/categories/kitchen"},
		"/categories/kitchen?f=colour_cream&f=colour_slate":   {"noindex, nofollow", "/categories/kitchen"},
		"/categories/kitchen?f=brand_quayfold-pottery&min=10": {"noindex, nofollow", "/categories/kitchen"},
		"/search?q=mug": {"noindex", "/search"},
		"/search?f=brand_quayfold-pottery&f=brand_tidegate-enamel&q=mug": {"noindex, nofollow", "/search"},
	} {
		p := b.open(address).is(http.StatusOK)
		robots := find(p.root, func(n *html.Node) bool { return n.Data == "meta" && attribute(n, "name") == "robots" })
		said := ""
		if robots != nil {
			said = attribute(robots, "content")
		}
		canonical := find(p.root, func(n *html.Node) bool { return n.Data == "link" && attribute(n, "rel") == "canonical" })
		if said != want[0] || !strings.HasSuffix(attribute(canonical, "href"), want[1]) {
			t.Errorf("%s: robots %q, canonical %q", address, said, attribute(canonical, "href"))
		}
		each(p.root, func(n *html.Node) { // what narrows further is a form, or says nofollow
			if href := attribute(n, "href"); n.Data == "a" && strings.Contains(href, "f=") && !strings.Contains(attribute(n, "rel"), "nofollow") && attribute(n, "hreflang") == "" {
				t.Errorf("%s: a crawler may follow %s", address, href)
			}
		})
	}
}

func TestFacetsAreChosenAndTakenOff(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		p := newBrowser(t, s).open("/categories/kitchen").says("16 products")
		p = p.choose("Cream 3").press("Show results").says("3 products", "Remove filter: Colour: Cream")
		if at := p.url.RequestURI(); at != "/categories/kitchen?f=colour_cream" {
			t.Errorf("the address is %s", at)
		}
		p = p.choose("Rust 2").press("Show results").says("4 products", "Clear filters") // of which one has both
		p = p.follow("/categories/kitchen?f=colour_rust").says("2 products")
		p.typeIn("From", "cheap").press("Show results").is(http.StatusUnprocessableEntity).says("2 products")
	})
}
