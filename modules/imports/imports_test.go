package imports_test

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/catalog"
	"holdfast/modules/imports"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/money"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/media"
	"holdfast/modules/pricing"
)

// house is a shop's modules, as far as an import knows them.
type house struct {
	d         *db.DB
	catalog   *catalog.Service
	pricing   *pricing.Service
	inventory *inventory.Service
	media     *media.Service
	imports   *imports.Service
	dir       string // of its data
}

func open(t testing.TB, d *db.DB) house {
	t.Helper()
	h := house{d: d, dir: t.TempDir(), catalog: catalog.New(d, clock.System), pricing: pricing.New(d, clock.System),
		inventory: inventory.New(d, clock.System), media: media.New(d, media.Options{Dir: t.TempDir()})}
	h.imports = imports.New(d, imports.Needs{Catalog: h.catalog, Products: h.catalog, Shelves: h.catalog, Prices: h.pricing, Stock: h.inventory,
		Pictures: h.media, Album: h.media}, h.dir, clock.System)
	return h
}

func TestAFileGoesIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		r := h.run(t, whole(t), false)
		if r.Created != 2 || r.Variants != 3 || r.Pictures != 4 || len(r.Problems) > 0 {
			t.Fatalf("report: %+v", r)
		}
		mug, err := h.catalog.Product(t.Context(), "mug")
		if err != nil {
			t.Fatal(err)
		}
		if mug.Name != `The 5" mug, blue or sand` || mug.Summary != "Stoneware, fired twice." || mug.TaxCategory != "reduced" ||
			len(mug.Images) != 4 || mug.Images[1].Alt != `A mug, "blue"` || mug.Variants[0].Image != mug.Images[1].Asset {
			t.Errorf("mug: %+v", mug)
		}
		if menus, _ := h.catalog.Menus(t.Context()); len(menus.Path(mug.Categories[0])) != 1 || len(menus.Categories) != 3 {
			t.Errorf("categories: %+v", menus.Categories)
		}
		prices, _ := h.pricing.Prices(t.Context(), []sku.SKU{"MUG-S"})
		if p := prices["MUG-S"]; p.Amount != euro(1800) || p.Was != euro(2050) {
			t.Errorf("price: %+v", p)
		}
		h.wantAvailable(t, "MUG-B", 4)
		h.wantAvailable(t, "ROPE-AND-TWINE", inventory.Untracked)
		if rope, _ := h.catalog.Product(t.Context(), "rope-and-twine"); rope.Status != catalog.Hidden {
			t.Errorf("a draft is %s", rope.Status)
		}
	})
}

func TestTheSameFileTwiceChangesNothing(t *testing.T) {
	for name, file := range map[string]func(testing.TB) string{"whole": whole, "bad": bad} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				h := open(t, d)
				first := h.run(t, file(t), false)
				before := h.state(t)
				var announced []string
				d.OnAnnounce(func(tags []string) { announced = append(announced, tags...) })
				second := h.run(t, file(t), false)
				if second.Created+second.Updated > 0 || second.Unchanged != first.Created || !reflect.DeepEqual(second.Problems, first.Problems) {
					t.Errorf("second: %+v", second)
				}
				if after := h.state(t); after != before {
					t.Errorf("before:\n%s\nafter:\n%s", before, after)
				}
				if len(announced) > 0 {
					t.Errorf("announced: %v", announced)
				}
			})
		})
	}
}

func TestATrialRunWritesNothingAndSaysWhatTheRealOneDoes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		h.run(t, "Handle,Title,Variant SKU,Variant Price\nmug,Old,MUG-B,1.00\nlamp,Lamp,LMP,2.00\nbox,Box,BOX,9.00\n", false)
		for name, file := range map[string]string{
			"whole": whole(t), "bad": bad(t), "a price": "Handle,Title,Variant SKU,Variant Price\nlamp,Lamp,LMP,3.00\n",
			"someone else's SKU": "Handle,Title,Variant SKU,Variant Price\npan,Pan,LMP,3.00\n",
		} {
			before := h.state(t)
			trial := h.run(t, file, true)
			if after := h.state(t); after != before {
				t.Errorf("%s: the trial wrote\nbefore:\n%s\nafter:\n%s", name, before, after)
			}
			real := h.run(t, file, false)
			real.DryRun = true
			if !reflect.DeepEqual(trial, real) {
				t.Errorf("%s:\ntrial %+v\nreal  %+v", name, trial, real)
			}
		}
	})
}

func TestWhatTheFileHasNoColumnForStays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		h.run(t, whole(t), false)
		r := h.run(t, "Handle,Title,Variant SKU,Variant Price\nmug,Mug,MUG-B,19.00\nmug,,MUG-S,18.00\n", false)
		if r.Updated != 1 || len(r.Problems) > 0 {
			t.Fatalf("report: %+v", r)
		}
		mug, _ := h.catalog.Product(t.Context(), "mug")
		if mug.Name != "Mug" || mug.Brand == "" || len(mug.Images) != 4 || mug.Variants[1].Choices[0] != "Sand" ||
			mug.TaxCategory != "reduced" || len(mug.Categories) != 1 || mug.Variants[0].Grams != 380 || mug.Variants[0].Image == "" {
			t.Errorf("mug: %+v", mug)
		}
		terms, _ := h.pricing.Terms(t.Context(), []sku.SKU{"MUG-S"})
		if terms[0].Was != euro(2050) {
			t.Errorf("terms: %+v", terms)
		}
		h.wantAvailable(t, "MUG-B", 4)
	})
}

func TestABadRowTakesNoVariantAway(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		file := "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price\nmug,Mug,Colour,Blue,MUG-B,1.00\nmug,,,Sand,MUG-S,2.00\n"
		h.run(t, file, false)
		h.run(t, strings.Replace(file, "2.00", "two", 1), false)
		if mug, _ := h.catalog.Product(t.Context(), "mug"); len(mug.Variants) != 2 {
			t.Errorf("variants: %+v", mug.Variants)
		}
		h.run(t, strings.Replace(file, "mug,,,Sand,MUG-S,2.00\n", "", 1), false)
		if mug, _ := h.catalog.Product(t.Context(), "mug"); len(mug.Variants) != 1 {
			t.Errorf("a variant that the file no longer has: %+v", mug.Variants)
		}
	})
}

func TestASKUOfAnotherProductIsNamed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		h.run(t, "Handle,Title,Variant SKU,Variant Price\nmug,Mug,MUG,1.00\n", false)
		r := h.run(t, "Handle,Title,Variant SKU,Variant Price\nbox,Box,BOX,3.00\npan,Pan,MUG,2.00\n", false)
		if r.Created != 1 || r.Skipped != 1 || len(r.Problems) != 1 || r.Problems[0].String() != `line 3: the SKU "MUG" belongs to the product mug` {
			t.Errorf("report: %+v", r)
		}
		if terms, _ := h.pricing.Terms(t.Context(), []sku.SKU{"MUG"}); terms[0].Regular != euro(100) {
			t.Errorf("the other product's price: %+v", terms)
		}
	})
}

func TestAProductThatMovedIsFoundByItsOldHandle(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		file := "Handle,Title,Variant SKU,Variant Price\nmug,Mug,MUG,1.00\n"
		h.run(t, file, false)
		mug, _ := h.catalog.Product(t.Context(), "mug")
		if err := h.catalog.Move(t.Context(), mug.ID, "harbour-mug"); err != nil {
			t.Fatal(err)
		}
		if r := h.run(t, file, false); r.Unchanged != 1 || len(r.Problems) > 0 {
			t.Errorf("report: %+v", r)
		}
	})
}

func TestAProductWithoutAPriceStaysHidden(t *testing.T) {
	h := open(t, dbtest.SQLite(t))
	if r := h.run(t, "Handle,Title\nmug,Mug\nbox,Box\n", false); len(r.Problems) != 1 || r.Problems[0].Column != "Variant Price" {
		t.Errorf("problems: %v", r.Problems)
	}
	if mug, _ := h.catalog.Product(t.Context(), "mug"); mug.Status != catalog.Hidden {
		t.Errorf("it is %s", mug.Status)
	}
	h.run(t, "Handle,Title,Variant Price,Status\nmug,Mug,1.00,active\n", false)
	if mug, _ := h.catalog.Product(t.Context(), "mug"); mug.Status != catalog.Published {
		t.Errorf("with a price it is %s", mug.Status)
	}
}

// Any file of good rows: all of it goes in, and again it changes nothing.
func TestAnyFileTwiceChangesNothing(t *testing.T) {
	h := open(t, dbtest.SQLite(t))
	rapid.Check(t, func(rt *rapid.T) {
		var file strings.Builder
		file.WriteString("Handle,Title,Body (HTML),Tags,Type,Option1 Name,Option1 Value,Variant Price,Variant Inventory Qty,Image Src\n")
		products := rapid.IntRange(1, 4).Draw(rt, "products")
		text := rapid.StringOfN(rapid.RuneFrom([]rune("ab <>&;\"é")), 1, 12, -1)
		quoted := func(label string) string { return `"` + strings.ReplaceAll(text.Draw(rt, label), `"`, `""`) + `"` }
		for p := range products {
			for v := range rapid.IntRange(1, 3).Draw(rt, "variants") {
				head := fmt.Sprintf(`"T%s",%s,"x,%d",%s,Size`, strings.Trim(quoted("title"), `"`), quoted("body"), p, quoted("type"))
				if v > 0 {
					head = ",,,,"
				}
				fmt.Fprintf(&file, "p%d,%s,%d,%d.50,%d,https://img.example/%d.jpg\n", p, head, v,
					rapid.IntRange(0, 99).Draw(rt, "price"), rapid.IntRange(0, 9).Draw(rt, "stock"), rapid.IntRange(0, 5).Draw(rt, "picture"))
			}
		}
		first := h.run(t, file.String(), false)
		second := h.run(t, file.String(), false)
		if first.Created+first.Updated+first.Unchanged != products || second.Unchanged != products || len(second.Problems) > 0 {
			rt.Fatalf("%s\nfirst  %+v\nsecond %+v", file.String(), first, second)
		}
	})
}

func TestAReportIsClear(t *testing.T) {
	h := open(t, dbtest.SQLite(t))
	r := h.run(t, "Handle,Title,Variant Price,Colour of moon\nmug,Mug,1.00,\nbox,Box,\"1,OO\",\n", true)
	var out strings.Builder
	if err := r.Write(&out); err != nil {
		t.Fatal(err)
	}
	want := `A trial run: nothing was written. It would have imported 1 product with 1 variant.
  the format is Shopify, written in UTF-8, with a comma between fields
  new 1, changed 0, the same 0, left out 1
Columns that are not read: Colour of moon
1 problem:
  line 3, Variant Price: "1,OO" is no amount
`
	if out.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", out.String(), want)
	}
}

func (h house) run(t testing.TB, file string, dry bool) imports.Report {
	t.Helper()
	report, err := h.imports.Run(t.Context(), strings.NewReader(file), imports.Options{Currency: "EUR", DryRun: dry})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// state is all that an import may write, as text.
func (h house) state(t testing.TB) string {
	t.Helper()
	var out strings.Builder
	for _, table := range []string{"catalog_products", "catalog_variants", "catalog_categories", "pricing_prices",
		"inventory_levels", "inventory_movements", "media_assets"} {
		var rows []map[string]any
		if err := h.d.Read(t.Context()).Table(table).Order("1").Find(&rows).Error; err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			fmt.Fprintln(&out, table, row)
		}
	}
	return out.String()
}

func (h house) wantAvailable(t testing.TB, s sku.SKU, want int) {
	t.Helper()
	got, err := h.inventory.Available(t.Context(), []sku.SKU{s})
	if err != nil || got[s] != want {
		t.Errorf("available %s: %d, %v; want %d", s, got[s], err, want)
	}
}

func whole(t testing.TB) string { return testdata(t, "whole.csv") }
func bad(t testing.TB) string   { return testdata(t, "bad.csv") }

func testdata(t testing.TB, name string) string {
	t.Helper()
	content, err := os.ReadFile("internal/goods/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func euro(cents int64) money.Money { return money.New(cents, "EUR") }
