package imports_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/catalog"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/money"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing"
)

// An export of any catalogue brings an empty shop to the same state, and changes
// nothing in the shop that it came from.
func TestAnExportIsTheCatalogue(t *testing.T) {
	from := open(t, dbtest.SQLite(t))
	run := 0
	rapid.Check(t, func(rt *rapid.T) {
		run++
		from.fill(t, drawProducts(rt, run))
		file := from.export(t)
		if again := from.run(t, file, false); again.Created+again.Updated+again.Skipped > 0 || len(again.Problems) > 0 {
			rt.Fatalf("back into the same shop: %+v\n%s", again, file)
		}
	})
	into := open(t, dbtest.SQLite(t))
	file := from.export(t)
	if r := into.run(t, file, false); r.Updated+r.Unchanged+r.Skipped > 0 || len(r.Problems) > 0 {
		t.Fatalf("into an empty shop: %+v", r)
	}
	if back := into.export(t); back != file {
		t.Errorf("exported:\n%s\nimported and exported:\n%s", file, back)
	}
}

func TestAnExportIsTheCatalogueOnBothDatabases(t *testing.T) {
	file := ""
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		from := open(t, d)
		from.run(t, whole(t), false)
		rapid.Check(t, func(rt *rapid.T) {
			if file == "" {
				from.fill(t, drawProducts(rt, 1))
			}
		})
		exported := from.export(t)
		if again := from.run(t, exported, false); again.Created+again.Updated+again.Skipped > 0 || len(again.Problems) > 0 {
			t.Errorf("back into the same shop: %+v\n%s", again, exported)
		}
		file = exported
	})
}

func TestNoSpreadsheetComputesAnExport(t *testing.T) {
	h := open(t, dbtest.SQLite(t))
	evil := []string{"=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''-2", "'quoted'"}
	var products []stocked
	for i, text := range evil {
		p := catalog.Product{Slug: fmt.Sprintf("p-%d", i), Name: "x" + text, Brand: text, Status: catalog.Published, TaxCategory: "standard",
			Attributes: []catalog.Attribute{{Name: "Fact", Value: text}}, Variants: []catalog.Variant{{SKU: sku.SKU("S" + fmt.Sprint(i)), Barcode: text}}}
		products = append(products, stocked{product: p, terms: []pricing.Terms{{SKU: p.Variants[0].SKU, Regular: euro(100)}},
			counts: []inventory.Count{{SKU: p.Variants[0].SKU, Tracked: true, OnHand: 1}}})
	}
	h.fill(t, products)
	file := h.export(t)
	for line := range strings.SplitSeq(file, "\n") {
		for field := range strings.SplitSeq(line, ",") {
			if field = strings.Trim(field, `"`); field != "" && strings.ContainsAny(field[:1], "=+-@\t") {
				t.Errorf("a formula: %q in %s", field, line)
			}
		}
	}
	if again := h.run(t, file, false); again.Unchanged != len(evil) {
		t.Errorf("again: %+v", again)
	}
}

// stocked is a product with its prices and counts.
type stocked struct {
	product catalog.Product
	terms   []pricing.Terms
	counts  []inventory.Count
	images  []string // addresses
}

func (h house) fill(t testing.TB, all []stocked) {
	t.Helper()
	for _, s := range all {
		if len(s.terms) > 0 {
			if _, err := h.pricing.Set(t.Context(), s.terms...); err != nil {
				t.Fatal(err)
			}
		}
		if len(s.counts) > 0 {
			if _, err := h.inventory.SetOnHand(t.Context(), "counted", "test", s.counts...); err != nil {
				t.Fatal(err)
			}
		}
		assets, err := h.media.Expect(t.Context(), s.images...)
		if err != nil {
			t.Fatal(err)
		}
		for i, address := range s.images {
			a := assets[address]
			s.product.Images = append(s.product.Images, catalog.Image{Asset: string(a.ID), Alt: fmt.Sprint("Picture ", i), Width: a.Width, Height: a.Height})
			if v := len(s.product.Variants) - 1 - i; v >= 0 {
				s.product.Variants[v].Image = string(a.ID)
			}
		}
		if _, err := h.catalog.PutAll(t.Context(), []catalog.Product{s.product}, false); err != nil {
			t.Fatal(err)
		}
	}
}

func (h house) export(t testing.TB) string {
	t.Helper()
	var out bytes.Buffer
	if _, err := h.imports.Export(t.Context(), &out, "https://shop.example"); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// drawProducts draws products as the shop can hold them: texts are trimmed, and
// there is a summary where there is a description.
func drawProducts(t *rapid.T, run int) (all []stocked) {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune(`aé ,;:>\"'=+-@|[{<&ß中`)), 1, 12, -1)
	text := func(label string) string {
		return strings.TrimSpace(strings.Join(strings.Fields(letters.Draw(t, label)), " "))
	}
	named := func(label string) string { return "n" + text(label) }
	for n := range rapid.IntRange(1, 2).Draw(t, "products") {
		slug := fmt.Sprintf("p-%d-%d", run, n)
		p := catalog.Product{Slug: slug, Name: named("name"), Brand: text("brand"), Type: text("type"), TaxCategory: rapid.SampledFrom([]string{"standard", "reduced", "zero"}).Draw(t, "tax"),
			Status: rapid.SampledFrom([]catalog.Status{catalog.Published, catalog.Hidden}).Draw(t, "status"), SEOTitle: text("seo")}
		if rapid.Bool().Draw(t, "described") {
			p.HTML, p.Summary = "<p>Sturdy &amp; plain,\nand = good.</p>", "Sturdy & plain."
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "tags") {
			if tag := fmt.Sprint(text("tag"), i); !slices.Contains(p.Tags, tag) && !strings.HasPrefix(tag, "tax:") {
				p.Tags = append(p.Tags, tag)
			}
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "facts") {
			p.Attributes = append(p.Attributes, catalog.Attribute{Name: fmt.Sprint("Fact ", i/2), Value: text("fact") + "x"})
		}
		p.Options = [][]string{nil, {"Size"}, {"Size", "Colour"}}[rapid.IntRange(0, 2).Draw(t, "options")]
		s := stocked{product: p}
		variants := 1
		if len(p.Options) > 0 {
			variants = rapid.IntRange(1, 4).Draw(t, "variants")
		}
		for v := range variants {
			drawVariant(t, &s, sku.SKU(fmt.Sprintf("%s-%d", slug, v)), v, named)
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "images") {
			s.images = append(s.images, fmt.Sprintf("https://pictures.example/%s-%d.jpg", slug, i))
		}
		all = append(all, s)
	}
	return all
}

func drawVariant(t *rapid.T, s *stocked, name sku.SKU, n int, named func(string) string) {
	v := catalog.Variant{SKU: name, Grams: rapid.Int64Range(0, 5000).Draw(t, "grams"), Barcode: rapid.SampledFrom([]string{"", "0012345", "-7"}).Draw(t, "barcode")}
	for range s.product.Options {
		v.Choices = append(v.Choices, fmt.Sprint(named("choice"), n))
	}
	if rapid.Bool().Draw(t, "measured") {
		v.Measure = catalog.Measure{Amount: rapid.Int64Range(1, 2_000_000).Draw(t, "amount"), Unit: "ml", Base: 1000, BaseUnit: "l"}
	}
	s.product.Variants = append(s.product.Variants, v)
	terms := pricing.Terms{SKU: name, Regular: money.New(rapid.Int64Range(0, 10_000_000).Draw(t, "price"), "EUR")}
	if rapid.Bool().Draw(t, "compared") {
		terms.Was = money.New(terms.Regular.Minor+1, "EUR")
	}
	if rapid.Bool().Draw(t, "on sale") {
		from := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "from"), 0).UTC()
		terms.Sale = &pricing.Sale{Price: money.New(terms.Regular.Minor/2, "EUR"), From: from, Until: from.Add(time.Hour)}
	}
	s.terms = append(s.terms, terms)
	s.counts = append(s.counts, inventory.Count{SKU: name, Tracked: rapid.Bool().Draw(t, "tracked"), OnHand: rapid.IntRange(0, 99).Draw(t, "on hand")})
}
