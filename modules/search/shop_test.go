package search_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/modules/catalog"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing"
	"holdfast/modules/search"
)

var noon = time.Date(2030, 6, 1, 12, 0, 0, 0, time.UTC)

// shop is a small one, with everything the index hears from.
type shop struct {
	catalog    *catalog.Service
	pricing    *pricing.Service
	inventory  *inventory.Service
	search     *search.Service
	now        time.Time
	categories map[string]string // name → id
	products   map[string]string // slug → id
}

// shelf is a line of the fixture: name, brand, category, tags, price, stock, text.
type shelf struct {
	name, brand, category, tags string
	price                       int64
	stock                       int
	text                        string
}

var shelves = []shelf{
	{"Harbour mug", "Quayfold", "Mugs", "gift new", 1800, 24, "Stoneware, glazed inside and out."},
	{"Anchor enamel mug", "Tidegate", "Mugs", "shore", 1250, 40, "Steel under enamel. A camp mug."},
	{"Travel mug with lid", "Tidegate", "Mugs", "", 2200, 0, "Keeps coffee hot."},
	{"Mug rack", "Oakfield", "Mugs", "", 3400, 5, "Oak, six pegs for a mug each."},
	{"Espresso cup and saucer", "Quayfold", "Mugs", "gift", 1650, 14, "For short coffee."},
	{"Bread knife", "Slipway", "Knives", "", 3900, 9, "Serrated, for loaves with a crust."},
	{"Paring knife", "Slipway", "Knives", "", 1900, 12, "A small blade."},
	{"Chopping board", "Oakfield", "Boards", "gift", 4200, 7, "End-grain oak; kind to knives."},
	{"Cheese board", "Oakfield", "Boards", "gift", 2800, 0, "Slate and oak."},
	{"Cast-iron skillet", "Foundry", "Pans", "", 5200, 6, "Pre-seasoned frying pan."},
	{"Sauté pan", "Foundry", "Pans", "", 8900, 4, "Straight sides, tight lid."},
	{"Stockpot", "Foundry", "Pans", "", 9800, 3, "Eight litres of soup."},
	{"Whistling kettle", "Tidegate", "Kettles", "new", 4900, 8, "For any stove."},
	{"Teapot", "Quayfold", "Kettles", "gift", 3600, 10, "Holds four mugs of tea."},
	{"Linen tea towel", "Weir Mill", "Linen", "gift", 1400, 60, "Woven from flax. Dries glasses without lint."},
	{"Linen napkins, set of four", "Weir Mill", "Linen", "gift new", 3200, 16, "Hemmed by hand."},
	{"Striped tablecloth", "Weir Mill", "Linen", "", 6800, 5, "Cotton and linen."},
	{"Bath towel", "Weir Mill", "Linen", "", 2900, 22, "Heavy cotton."},
	{"Cotton apron", "Weir Mill", "Linen", "", 3100, 11, "Two pockets."},
	{"Fisherman's jumper", "Skerry", "Wear", "shore", 14500, 4, "Oiled wool."},
	{"Wool socks", "Skerry", "Wear", "", 1600, 35, "Ribbed leg."},
	{"Waxed jacket", "Skerry", "Wear", "shore", 21000, 2, "Rainproof, with a corduroy collar."},
	{"Rain hat", "Skerry", "Wear", "shore", 4400, 6, "Waxed cotton."},
	{"Storm lantern", "Tidegate", "Outdoors", "shore", 4700, 9, "Burns paraffin."},
	{"Camp stove", "Tidegate", "Outdoors", "shore", 7600, 3, "Boils a kettle in four minutes."},
	{"Picnic blanket", "Weir Mill", "Outdoors", "", 5600, 7, "Wool one side, waxed the other."},
	{"Dock rope, 10 m", "Skerry", "Outdoors", "shore", 2600, 18, "Three-strand nylon."},
	{"Brass compass", "Slipway", "Outdoors", "gift", 5900, 5, "Liquid-filled."},
	{"Notebook", "Inkwell", "Desk", "", 1100, 50, "Stitched, 160 pages."},
	{"Fountain pen", "Inkwell", "Desk", "gift", 6400, 8, "Steel nib."},
	{"Letter opener", "Slipway", "Desk", "", 2300, 6, "A blunt knife for paper."},
	{"Crème brûlée dishes", "Quayfold", "Pantry", "", 3000, 9, "Four shallow dishes."},
	{"Sea salt", "Saltworks", "Pantry", "local", 700, 80, "Flakes, from the bay."},
	{"Oatmeal", "Saltworks", "Pantry", "local", 500, 70, "Pinhead oats."},
	{"Heather honey", "Saltworks", "Pantry", "local gift", 1200, 0, "Set, from the hill."},
	{"Garden trowel", "Slipway", "Garden", "", 1800, 13, "Ash handle."},
	{"Watering can", "Tidegate", "Garden", "", 3800, 6, "Galvanised, nine litres."},
	{"Seed tin", "Tidegate", "Garden", "", 2700, 9, "Dividers by month."},
	{"Kneeling mat", "Weir Mill", "Garden", "", 2100, 10, "Waxed canvas over cork."},
	{"Bird table", "Oakfield", "Garden", "", 6100, 2, "Cedar roof."},
}

// parents of the fixture's categories; what is not named is at the top.
var parents = map[string]string{"Mugs": "Kitchen", "Knives": "Kitchen", "Boards": "Kitchen", "Pans": "Kitchen", "Kettles": "Kitchen", "Linen": "House"}

func open(d *db.DB) *shop {
	s := &shop{now: noon, categories: map[string]string{}, products: map[string]string{}}
	now := clock.Clock(func() time.Time { return s.now })
	s.catalog, s.pricing, s.inventory = catalog.New(d, now), pricing.New(d, now), inventory.New(d, now)
	s.search = search.New(d, s.catalog, s.pricing, s.inventory, now)
	return s
}

// filled returns a shop with its shelves full and indexed.
func filled(t *testing.T, d *db.DB) *shop {
	t.Helper()
	s := open(d)
	s.put(t, shelves...)
	must(t, s.search.Reindex(t.Context(), slices.Collect(maps.Values(s.products))...))
	return s
}

// put makes products, with their prices and stock.
func (s *shop) put(t *testing.T, all ...shelf) {
	t.Helper()
	for _, each := range all {
		s.category(t, each.category)
	}
	var products []catalog.Product
	var terms []pricing.Terms
	var counts []inventory.Count
	for _, each := range all {
		p := s.product(each)
		products = append(products, p)
		terms = append(terms, pricing.Terms{SKU: p.Variants[0].SKU, Regular: euro(each.price)})
		counts = append(counts, inventory.Count{SKU: p.Variants[0].SKU, Tracked: true, OnHand: each.stock})
	}
	_, err := s.catalog.PutAll(t.Context(), products, false)
	must(t, err)
	_, err = s.pricing.Set(t.Context(), terms...)
	must(t, err)
	_, err = s.inventory.SetOnHand(t.Context(), "counted", "test", counts...)
	must(t, err)
	for _, p := range products {
		kept, err := s.catalog.Product(t.Context(), p.Slug)
		must(t, err)
		s.products[p.Slug] = kept.ID
	}
}

func (s *shop) product(each shelf) catalog.Product {
	name := slug(each.name)
	return catalog.Product{
		Slug: name, Name: each.name, Brand: each.brand, Type: each.category, Tags: strings.Fields(each.tags), HTML: "<p>" + each.text + "</p>",
		Status: catalog.Published, TaxCategory: "standard", Categories: []string{s.categories[each.category]},
		Variants: []catalog.Variant{{SKU: code(each.name), Barcode: fmt.Sprintf("20000%08d", each.price)}},
		Images:   []catalog.Image{{Asset: "a-" + name, Alt: each.name, Width: 1280, Height: 1600}},
	}
}

func code(name string) sku.SKU { return sku.SKU("NQ-" + strings.ToUpper(slug(name))) }

func (s *shop) category(t *testing.T, name string) string {
	t.Helper()
	if id, ok := s.categories[name]; ok {
		return id
	}
	category := catalog.Category{Slug: slug(name), Name: name}
	if parent, ok := parents[name]; ok {
		category.Parent = s.category(t, parent)
	}
	category, err := s.catalog.PutCategory(t.Context(), category)
	must(t, err)
	s.categories[name] = category.ID
	return category.ID
}

func (s *shop) find(t *testing.T, q search.Query) search.Result {
	t.Helper()
	r, err := s.search.Find(t.Context(), q)
	must(t, err)
	return r
}

func slug(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r < 128
	}), "-")
}

func names(cards []search.Card) string {
	var all []string
	for _, c := range cards {
		all = append(all, c.Name)
	}
	return strings.Join(all, "; ")
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
