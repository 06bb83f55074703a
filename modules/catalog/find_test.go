package catalog_test

import (
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/catalog"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/sku"
)

func TestProductsAreFoundInSmallAndCapitalLettersOfEveryAlphabet(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		shelf := catalog.New(d, clock.System)
		for slug, name := range map[string]string{"ol": "ÖLKANNE Émaillée", "chasha": "ЧАШКА", "mug": "Harbour mug 100%"} {
			p := catalog.Product{Slug: slug, Name: name, Status: catalog.Published, Variants: []catalog.Variant{{SKU: sku.SKU("SKÜ-" + slug)}}}
			if _, _, err := shelf.Put(t.Context(), p); err != nil {
				t.Fatal(err)
			}
		}
		for query, want := range map[string]int{"ölkanne": 1, "Ölk": 1, "ÉMAILLÉE": 1, "чашка": 1, "Чашка": 1, "skü-": 3, "SKÜ-MUG": 1, "100%": 1, "HARBOUR": 1, "00_": 0} {
			found, _, err := shelf.List(t.Context(), query, "", 10)
			if err != nil || len(found) != want {
				t.Errorf("%q finds %d, %v; want %d", query, len(found), err, want)
			}
		}
	})
}
