package demo_test

import (
	"bytes"
	"encoding/csv"
	"regexp"
	"strings"
	"testing"

	"holdfast/modules/imports/demo"
	"holdfast/modules/kernel/money"
)

// row is one line of the catalogue by its columns' names.
type row map[string]string

func rows(t *testing.T) []row {
	t.Helper()
	lines, err := csv.NewReader(bytes.NewReader(demo.Catalogue())).ReadAll()
	if err != nil {
		t.Fatalf("read the catalogue: %v", err)
	}
	var out []row
	for _, line := range lines[1:] {
		r := row{}
		for i, column := range lines[0] {
			r[column] = line[i]
		}
		out = append(out, r)
	}
	return out
}

// products are the first rows of each handle, which carry what is said once.
func products(t *testing.T) []row {
	t.Helper()
	var out []row
	for _, r := range rows(t) {
		if r["Title"] != "" {
			out = append(out, r)
		}
	}
	return out
}

var tags = regexp.MustCompile(`<[^>]+>`)

func words(html string) []string {
	return strings.Fields(strings.ToLower(tags.ReplaceAllString(html, " ")))
}

func TestThereAreEnoughProductsAndEachIsListedOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range products(t) {
		if seen[r["Handle"]] {
			t.Errorf("%s is listed twice", r["Handle"])
		}
		seen[r["Handle"]] = true
	}
	if len(seen) < 88 {
		t.Errorf("got %d products, want at least 88", len(seen))
	}
}

func TestEachVariantHasItsOwnSKUAndBarcodeAndAPrice(t *testing.T) {
	seen := map[string]string{}
	for _, r := range rows(t) {
		sku := r["Variant SKU"]
		if sku == "" {
			continue
		}
		for _, code := range []string{sku, r["Variant Barcode"]} {
			if other, twice := seen[code]; twice {
				t.Errorf("%s: %q is also %s's", r["Handle"], code, other)
			}
			seen[code] = r["Handle"]
		}
		price, err := money.Parse(r["Variant Price"], "EUR")
		if err != nil || price.Minor <= 0 {
			t.Errorf("%s: price %q", sku, r["Variant Price"])
		}
		if before := r["Variant Compare At Price"]; before != "" {
			if was, err := money.Parse(before, "EUR"); err != nil || !price.Less(was) {
				t.Errorf("%s: compare-at price %q is not above %q", sku, before, r["Variant Price"])
			}
		}
	}
}

func TestEachProductStandsOnAShelfThatExists(t *testing.T) {
	shelves, filled := map[string]bool{}, map[string]bool{}
	for _, department := range demo.Departments() {
		for _, shelf := range department.Shelves {
			shelves[shelf.Path] = true
		}
	}
	for _, r := range products(t) {
		path := r["Product Category"]
		if !shelves[path] {
			t.Errorf("%s stands on %q, which is no shelf", r["Handle"], path)
		}
		filled[path] = true
	}
	for path := range shelves {
		if !filled[path] {
			t.Errorf("nothing stands on %q", path)
		}
	}
}

func TestEachCollectionHasProductsAndEachTagMeansSomething(t *testing.T) {
	known := map[string]int{}
	for _, c := range demo.Collections() {
		known[c.Tag] = 0
	}
	for _, rate := range demo.TaxRates() {
		known[rate.Tag] = 0
	}
	for _, r := range products(t) {
		for _, tag := range strings.Split(r["Tags"], ", ") {
			if _, ok := known[tag]; !ok {
				t.Errorf("%s: tag %q means nothing", r["Handle"], tag)
			}
			known[tag]++
		}
	}
	for _, c := range demo.Collections() {
		if known[c.Tag] < 4 {
			t.Errorf("collection %s has %d products, want at least 4", c.Slug, known[c.Tag])
		}
	}
}

func TestDescriptionsAreOfAReadableLengthAndEachItsOwn(t *testing.T) {
	runs := map[string]string{}
	for _, r := range products(t) {
		owner := r["Handle"]
		text := words(r["Body (HTML)"])
		if len(text) < 60 || len(text) > 140 {
			t.Errorf("%s: %d words, want 60 to 140", owner, len(text))
		}
		// Eight words in the same order are a sentence used twice.
		for i := 0; i+8 <= len(text); i++ {
			run := strings.Join(text[i:i+8], " ")
			if other, ok := runs[run]; ok && other != owner {
				t.Errorf("%s says as %s does: %q", owner, other, run)
			}
			runs[run] = owner
		}
	}
}

func TestNamesThatTheHomePageUsesExist(t *testing.T) {
	slugs := map[string]bool{}
	for _, c := range demo.Collections() {
		slugs[c.Slug] = true
	}
	for _, s := range demo.HomeSections() {
		if s.Kind == demo.SectionCollection && !slugs[s.Slug] {
			t.Errorf("section %q shows %q, which is no collection", s.Heading, s.Slug)
		}
	}
	for _, p := range demo.Pages() {
		if p.HTML == "" {
			t.Errorf("page %s is empty", p.Slug)
		}
	}
	for _, name := range []string{demo.Settings().Logo, demo.Settings().LogoDark, demo.Settings().Favicon} {
		if _, ok := demo.Brand(name); !ok {
			t.Errorf("there is no drawing %q", name)
		}
	}
}
