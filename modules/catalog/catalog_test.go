package catalog_test

import (
	"errors"
	"slices"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/catalog"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/sku"
)

func mug() catalog.Product {
	return catalog.Product{
		Slug: "harbour-mug", Name: "Harbour mug", Status: catalog.Published, TaxCategory: "standard",
		Options: []string{"Colour"}, Tags: []string{"gift"},
		Variants: []catalog.Variant{
			{SKU: "MUG-BLUE", Choices: []string{"Blue"}, Grams: 350, Image: "a2"},
			{SKU: "MUG-SAND", Choices: []string{"Sand"}, Grams: 350},
		},
		Images: []catalog.Image{{Asset: "a1", Alt: "A mug", Width: 1280, Height: 1600}, {Asset: "a2", Alt: "A blue mug"}},
	}
}

func TestPutKeepsWhatItWasGiven(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := catalog.New(d, clock.System)
		put(t, c, mug(), catalog.Created)
		put(t, c, mug(), catalog.Unchanged)
		changed := mug()
		changed.Name = "Harbour mug, large"
		changed.Variants = changed.Variants[:1]
		put(t, c, changed, catalog.Updated)

		got, err := c.Product(t.Context(), "harbour-mug")
		if err != nil {
			t.Fatal(err)
		}
		if got.Name != changed.Name || len(got.Variants) != 1 || got.Variants[0].Name() != "Blue" || got.Images[1].Alt != "A blue mug" {
			t.Errorf("got %+v", got)
		}
	})
}

func TestPutRefusesWhatCannotBeSold(t *testing.T) {
	d := dbtest.SQLite(t)
	c := catalog.New(d, clock.System)
	for name, spoil := range map[string]func(*catalog.Product){
		"no name":          func(p *catalog.Product) { p.Name = "" },
		"no variant":       func(p *catalog.Product) { p.Variants = nil },
		"a choice missing": func(p *catalog.Product) { p.Variants[0].Choices = nil },
		"four options":     func(p *catalog.Product) { p.Options = []string{"a", "b", "c", "d"} },
	} {
		p := mug()
		spoil(&p)
		if _, _, err := c.Put(t.Context(), p); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: got %v, want an Invalid fault", name, err)
		}
	}
}

func TestASKUBelongsToOneProduct(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := catalog.New(d, clock.System)
		put(t, c, mug(), catalog.Created)
		thief := mug()
		thief.Slug = "other-mug"
		if _, _, err := c.Put(t.Context(), thief); !errors.Is(err, catalog.ErrSKUTaken) {
			t.Errorf("got %v, want ErrSKUTaken", err)
		}
	})
}

func TestAnOldAddressLeadsToTheNewOne(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := catalog.New(d, clock.System)
		p := put(t, c, mug(), catalog.Created)
		for _, slug := range []string{"quay-mug", "pier-mug", "harbour-mug", "pier-mug"} {
			if err := c.Move(t.Context(), p.ID, slug); err != nil {
				t.Fatal(err)
			}
		}
		for old, want := range map[string]string{"harbour-mug": "pier-mug", "quay-mug": "pier-mug", "pier-mug": "", "no-mug": ""} {
			if got, ok, err := c.Redirected(t.Context(), catalog.KindProduct, old); err != nil || got != want || ok != (want != "") {
				t.Errorf("%s leads to %q, %v, %v; want %q", old, got, ok, err, want)
			}
		}
		if err := c.Move(t.Context(), "nobody", "x"); !errors.Is(err, catalog.ErrUnknownProduct) {
			t.Errorf("got %v, want ErrUnknownProduct", err)
		}
	})
}

func TestItemsFindsWhatASKUIs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := catalog.New(d, clock.System)
		put(t, c, mug(), catalog.Created)
		items, err := c.Items(t.Context(), []sku.SKU{"MUG-BLUE", "NO-MUG"})
		if err != nil {
			t.Fatal(err)
		}
		item, ok := items["MUG-BLUE"]
		if !ok || len(items) != 1 || item.Product.Name != "Harbour mug" || item.Image().Asset != "a2" {
			t.Errorf("got %+v", items)
		}
	})
}

func TestMenusFollowAChange(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := catalog.New(d, clock.System)
		kitchen := category(t, c, catalog.Category{Slug: "kitchen", Name: "Kitchen", Position: 1})
		mugs := category(t, c, catalog.Category{Slug: "mugs", Parent: kitchen.ID, Name: "Mugs"})
		again := category(t, c, catalog.Category{Slug: "mugs", Parent: kitchen.ID, Name: "Mugs & cups"})
		menus, err := c.Menus(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if again.ID != mugs.ID {
			t.Errorf("putting a category again gave it a new identity")
		}
		names := []string{}
		for _, step := range menus.Path(mugs.ID) {
			names = append(names, step.Name)
		}
		if !slices.Equal(names, []string{"Kitchen", "Mugs & cups"}) {
			t.Errorf("path: %q", names)
		}
	})
}

func TestListPagesNewestFirst(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := catalog.New(d, clock.System)
		for _, slug := range []string{"a", "b", "c"} {
			p := mug()
			p.Slug, p.Name = slug, "100% "+slug
			p.Variants = []catalog.Variant{{SKU: sku.SKU("S-" + slug), Choices: []string{"x"}}}
			put(t, c, p, catalog.Created)
		}
		first, next, err := c.List(t.Context(), "100%", "", 2)
		if err != nil {
			t.Fatal(err)
		}
		second, end, err := c.List(t.Context(), "s-", next, 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(first) != 2 || first[0].Slug != "c" || len(second) != 1 || second[0].Slug != "a" || end != "" {
			t.Errorf("got %v and %v, then %q", first, second, end)
		}
	})
}

func put(t *testing.T, c *catalog.Service, p catalog.Product, want catalog.Outcome) catalog.Product {
	t.Helper()
	p, outcome, err := c.Put(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if outcome != want {
		t.Errorf("Put %s: outcome %d, want %d", p.Slug, outcome, want)
	}
	return p
}

func category(t *testing.T, c *catalog.Service, each catalog.Category) catalog.Category {
	t.Helper()
	each, err := c.PutCategory(t.Context(), each)
	if err != nil {
		t.Fatal(err)
	}
	return each
}
