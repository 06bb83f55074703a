package goods_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"holdfast/modules/imports/internal/goods"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/money"
)

func TestAWholeFileIsRead(t *testing.T) {
	products, problems, r := read(t, file(t, "whole.csv"))
	if len(problems) > 0 || len(products) != 2 || len(r.Ignored()) > 0 {
		t.Fatalf("%d products, problems %v, ignored %v", len(products), problems, r.Ignored())
	}
	mug, rope := products[0], products[1]
	want(t, "title", mug.Title, `The 5" mug, blue or sand`)
	want(t, "body", mug.Body, "<p>Stoneware,\nfired twice.</p>\n<ul>\n<li>320 ml</li>\n</ul>")
	want(t, "vendor", mug.Vendor, "Quayfold, sons & daughters")
	want(t, "tags", mug.Tags, []string{"new", "gift"})
	want(t, "tax", mug.TaxCategory, "reduced")
	want(t, "options", mug.Options, []string{"Colour"})
	want(t, "variants", mug.Variants, []goods.Variant{
		{Line: 2, SKU: "MUG-B", Priced: true, Choices: []string{"Blue"}, Price: euro(1800), Tracked: true, OnHand: 4, Grams: 380, Barcode: "2000000000015", Image: "https://img.example/blue.jpg"},
		{Line: 7, SKU: "MUG-S", Priced: true, Choices: []string{"Sand"}, Price: euro(1800), CompareAt: euro(2050), Tracked: true, Grams: 381, Image: "https://img.example/sand.jpg"},
	})
	var sources []string
	for _, image := range mug.Images {
		sources = append(sources, image.Source)
	}
	want(t, "images", sources, []string{"https://img.example/detail.jpg", "https://img.example/blue.jpg", "https://img.example/sand.jpg", "https://img.example/back.jpg"})
	want(t, "alt", mug.Images[1].Alt, `A mug, "blue"`)
	want(t, "handle", rope.Handle, "rope-and-twine")
	want(t, "category", rope.Categories, [][]string{{"House", "Cord"}})
	want(t, "published", []bool{mug.Published, rope.Published}, []bool{true, false})
	want(t, "without options", len(rope.Options), 0)
	want(t, "rope", rope.Variants, []goods.Variant{{Line: 9, SKU: "ROPE-AND-TWINE", Made: true, Priced: true, Price: euro(350)}})
}

func TestTheNewerNamesOfColumnsAreRead(t *testing.T) {
	products, problems, r := read(t, file(t, "newer.csv"))
	if len(problems) > 0 || len(products) != 1 {
		t.Fatalf("%d products, problems %v", len(products), problems)
	}
	lamp := products[0]
	want(t, "category", lamp.Categories, [][]string{{"Home & Garden", "Lighting"}})
	want(t, "tax", lamp.TaxCategory, "zero")
	want(t, "SEO", []string{lamp.SEOTitle, lamp.SEOText}, []string{"A lamp", "It is bright."})
	want(t, "variants", lamp.Variants, []goods.Variant{{Line: 2, SKU: "LMP", Priced: true, Price: euro(4000), Tracked: true, OnHand: 7, Grams: 900}})
	if !slices.Contains(r.Ignored(), "Cost per item") || slices.Contains(r.Ignored(), "Price") {
		t.Errorf("ignored: %v", r.Ignored())
	}
}

func TestEachBadRowIsNamedAndTheGoodOnesGoIn(t *testing.T) {
	products, problems, r := read(t, file(t, "bad.csv"))
	want(t, "problems", problems, []string{
		`line 2, Variant Price: "12,5O" is no amount`,
		`line 5, Option1 Value: the same combination of options is on line 4`,
		`line 6, Variant SKU: "MUG-M" is on line 4 already`,
		`line 7, Option1 Value: is missing: each variant has a value for Colour`,
		`line 8, Variant Price: is missing`,
		`line 8, Variant Inventory Qty: "many" is no whole number`,
		`line 8, Variant Inventory Policy: "maybe" is neither deny nor continue`,
		`line 8, Variant Grams: "heavy" is no weight in grams`,
		`line 9, Variant Price: "-1.00" is less than nothing`,
		`line 10, Image Src: "mug.jpg" cannot be fetched, it is no web address: the picture is left out`,
		`line 10, Variant Inventory Qty: "-3" counts as 0`,
		`line 11, Image Src: is missing, and there is no variant in this row either`,
		`line 12, Title: is missing on the product's first row`,
		`line 14, Variant Price: is missing`,
		`line 15, Status: "sold" is neither active, draft nor archived`,
		`line 16: has 25 fields, the header 24: a field with a separator or a line break in it is to be quoted`,
		`line 17: a quotation mark is out of place: double those inside a field, and quote the field`,
		`line 19, Tags: "tax:half" is no tax category: standard, reduced, second-reduced, super-reduced, parking, zero, food, books, pharmaceuticals, childrens-clothing`,
		`line 20, Handle: "mug" began on line 2: the rows of a product follow each other`,
		`line 21, Option2 Name: is missing, but there is a value`,
	})
	if len(products) != 2 || r.Skipped != 6 {
		t.Fatalf("%d products, %d skipped, want 2 and 6: %+v", len(products), r.Skipped, products)
	}
	mug := products[0]
	if len(mug.Variants) != 3 || mug.Variants[1].SKU != "MUG-M" || mug.Variants[2].SKU != "MUG-X" || !mug.Incomplete {
		t.Errorf("mug: %+v", mug)
	}
	if products[1].Handle != "box" || products[1].Incomplete {
		t.Errorf("box: %+v", products[1])
	}
}

func TestFewColumnsAreEnough(t *testing.T) {
	products, problems, r := read(t, file(t, "semicolons.csv"))
	if len(problems) > 0 || len(products) != 1 || products[0].Title != "Lamp, tall" || products[0].Variants[0].SKU != "LAMP" {
		t.Fatalf("%+v, problems %v", products, problems)
	}
	if c := r.Columns(); !c.Price || c.Body || c.Stock || c.Images || c.Options {
		t.Errorf("columns: %+v", c)
	}
}

func TestWhatIsNoCatalogueIsRefused(t *testing.T) {
	for name, content := range map[string]string{
		"empty": "", "no title": "Handle,Price\nx,1\n",
		"one long line": strings.Repeat("x", 3<<20), "a page": "<!doctype html><p class=\"x\">", "a quotation mark": `"Handle`,
	} {
		_, err := goods.NewReader(strings.NewReader(content), options(nil))
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: got %v, want an invalid file", name, err)
		}
	}
}

func TestAnOpenQuotationMarkCostsItsLineOnly(t *testing.T) {
	const head = "Handle,Title,Variant Price\nbox,Box,1.00\nmug,\"Mug,2.00\n"
	for name, tail := range map[string]string{"short": "lamp,Lamp,3.00\n", "none": "", "quotes": "lamp,\"Lamp\",3.00\n",
		"long": "lamp,Lamp,3.00\n" + strings.Repeat(",,\n", 500_000)} {
		products, problems, _ := read(t, head+tail)
		if len(problems) != 1 || !strings.HasPrefix(problems[0], "line 3: ") {
			t.Errorf("%s: problems %v", name, problems)
		}
		if want := 1 + min(1, len(tail)); len(products) != want || products[want-1].Incomplete != (want == 1) {
			t.Errorf("%s: %d products: %+v", name, len(products), products)
		}
	}
	products, problems, _ := read(t, "Handle,Title,Variant Price\nbox,Box,1.00\n"+strings.Repeat("x", 3<<20)+"\nlamp,Lamp,3.00\n")
	want(t, "a long line", problems, []string{"line 3: the row is longer than 1 MB"})
	if len(products) != 2 {
		t.Errorf("beside a long line: %+v", products)
	}
}

func TestAProductIsBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("Handle,Title,Option1 Name,Option1 Value,Variant Price,Image Src\nbox,Box,Size,0,1.00,\n")
	for i := range 3000 {
		fmt.Fprintf(&b, "box,,,%d,1.00,https://img.example/%d.jpg\n", i+1, i)
	}
	products, problems, _ := read(t, b.String())
	if len(products) != 1 || len(products[0].Variants) != 2000 || len(products[0].Images) != 250 || len(problems) != 1 {
		t.Errorf("%d products, problems %v", len(products), problems)
	}
}

func TestABrokenDiskIsAnError(t *testing.T) {
	broken := errors.New("broken")
	in := &failing{Reader: strings.NewReader("Handle,Title,Variant Price\nbox,Box,1.00\n"), err: broken, left: 3}
	r, err := goods.NewReader(in, options(nil))
	if err != nil && !errors.Is(err, broken) {
		t.Fatal(err)
	}
	for err == nil {
		_, err = r.Next()
	}
	if !errors.Is(err, broken) {
		t.Errorf("got %v, want the disk's error", err)
	}
}

// Whatever a merchant's texts hold, they come back.
func TestFieldsSurviveQuoting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("ab \",;<>\né€")), 1, 30, -1).Draw(t, "text")
		if strings.TrimSpace(text) == "" {
			return
		}
		quoted := `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
		var problems []string
		r, err := goods.NewReader(strings.NewReader("Handle,Title,Variant Price\nbox,"+quoted+",1.00\n"), options(&problems))
		if err != nil {
			t.Fatal(err)
		}
		p, err := r.Next()
		if err != nil || p.Title != strings.TrimSpace(text) {
			t.Fatalf("got %q, %v, %v; want %q", p.Title, err, problems, text)
		}
	})
}

func FuzzReader(f *testing.F) {
	for _, name := range []string{"whole.csv", "newer.csv", "bad.csv", "semicolons.csv"} {
		content, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		var problems []string
		r, err := goods.NewReader(strings.NewReader(string(content)), options(&problems))
		if err != nil {
			return
		}
		skus := map[string]bool{}
		for n := 0; ; n++ {
			p, err := r.Next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil || n > len(content) {
				t.Fatal(err, n)
			}
			if p.Handle == "" || p.Title == "" || len(p.Variants) == 0 || p.Line < 2 {
				t.Errorf("product: %+v", p)
			}
			for _, v := range p.Variants {
				if len(v.Choices) != len(p.Options) || v.Price.Minor < 0 || v.OnHand < 0 || skus[string(v.SKU)] || len(v.SKU) > 100 {
					t.Errorf("variant: %+v", v)
				}
				skus[string(v.SKU)] = true
			}
		}
	})
}

// failing fails after a few reads.
type failing struct {
	*strings.Reader
	err  error
	left int
}

func (f *failing) Read(p []byte) (int, error) {
	if f.left--; f.left < 0 {
		return 0, f.err
	}
	return f.Reader.Read(p)
}

func read(t *testing.T, content string) (products []goods.Product, problems []string, r *goods.Reader) {
	t.Helper()
	r, err := goods.NewReader(strings.NewReader(content), options(&problems))
	if err != nil {
		t.Fatal(err)
	}
	for {
		p, err := r.Next()
		if errors.Is(err, io.EOF) {
			return products, problems, r
		}
		if err != nil {
			t.Fatal(err)
		}
		products = append(products, p)
	}
}

func options(problems *[]string) goods.Options {
	return goods.Options{
		Currency: "EUR",
		CheckAddress: func(address string) error {
			if !strings.HasPrefix(address, "https://") {
				return errors.New("it is no web address")
			}
			return nil
		},
		Problem: func(p goods.Problem) {
			if problems != nil {
				*problems = append(*problems, p.String())
			}
		},
	}
}

func file(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func euro(cents int64) money.Money { return money.New(cents, "EUR") }

func want(t *testing.T, what string, got, wanted any) {
	t.Helper()
	g, w := fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", wanted)
	if list, ok := got.([]string); ok {
		g, w = strings.Join(list, "\n"), strings.Join(wanted.([]string), "\n")
	}
	if g != w {
		t.Errorf("%s:\ngot  %s\nwant %s", what, g, w)
	}
}
