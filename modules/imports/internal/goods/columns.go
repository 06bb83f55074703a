package goods

import (
	"strings"
	"unicode"
)

// column is one that is read.
type column int

// The columns of the rows that every dialect makes.
const (
	handle column = iota
	title
	summary
	body
	vendor
	category
	categories // further ones, or all of them
	kind
	tags
	published
	status
	visibility
	seoTitle
	seoDescription
	option1Name
	option1Value
	option2Name
	option2Value
	option3Name
	option3Value
	variantSKU
	weight
	weightUnit
	tracker
	quantity
	policy
	inStock
	price
	compareAt
	salePrice
	saleFrom
	saleUntil
	taxable
	taxClass
	amount
	amountUnit
	base
	baseUnit
	barcode
	imageSource
	imagePosition
	imageAlt
	variantImage
	wooID
	wooParent
	columnCount
)

// names are what a dialect calls its columns, the commonest first.
type names map[column][]string

// header says which of a file's fields holds which column.
type header struct {
	at      [columnCount]int // -1: the file does not have it
	names   [columnCount]string
	facts   []fact // columns with an attribute each
	ignored []string
}

// fact is a column of attributes of one name.
type fact struct {
	at   int
	name string
}

// newHeader finds the columns of fields by their names, whatever the case and
// what stands between the letters. other hears of fields that are none of them
// and says whether it reads them.
func newHeader(fields []string, called names, other func(at int, name string, h *header) bool) header {
	var h header
	for c := range h.at {
		h.at[c] = -1
		if known := called[column(c)]; len(known) > 0 {
			h.names[c] = known[0]
		}
	}
	columns := map[string]column{}
	for c, all := range called {
		for _, name := range all {
			columns[letters(name)] = c
		}
	}
	for i, name := range fields {
		name = strings.TrimSpace(name)
		c, known := columns[letters(name)]
		if known && h.at[c] < 0 {
			h.at[c], h.names[c] = i, name
		} else if name != "" && !other(i, name, &h) {
			h.ignored = append(h.ignored, clip(name, 100))
		}
	}
	return h
}

func (h *header) has(c column) bool { return h.at[c] >= 0 }

// fits counts the columns that fields has.
func (n names) fits(fields []string) int {
	h := newHeader(fields, n, func(int, string, *header) bool { return false })
	found := 0
	for _, at := range h.at {
		if at >= 0 {
			found++
		}
	}
	return found
}

// letters are what a column's name is known by: Compare-at price, compare_at_price.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// The words of the other dialect's columns are never called the same with
// another meaning inside one table.

// shopifyNames are the older name of each column, then the newer ones; then
// what this shop's own export adds, and what plain lists are called.
func shopifyNames() names {
	return names{
		handle: {"Handle", "URL handle", "Slug"}, title: {"Title", "Name", "Product name", "Product title"},
		summary: {"Short description", "Summary"}, body: {"Body (HTML)", "Description", "Body", "Body HTML"},
		vendor: {"Vendor", "Brand"}, category: {"Product Category", "Standardized Product Type", "Standard Product Type", "Category"},
		categories: {"Categories"}, kind: {"Type", "Custom Product Type", "Product type"}, tags: {"Tags"},
		published: {"Published", "Published on online store"}, status: {"Status"},
		seoTitle: {"SEO Title"}, seoDescription: {"SEO Description"},
		option1Name: {"Option1 Name"}, option1Value: {"Option1 Value"}, option2Name: {"Option2 Name"},
		option2Value: {"Option2 Value"}, option3Name: {"Option3 Name"}, option3Value: {"Option3 Value"},
		variantSKU: {"Variant SKU", "SKU"}, weight: {"Variant Grams", "Weight value (grams)", "Grams", "Variant Weight", "Weight"},
		weightUnit: {"Variant Weight Unit", "Weight unit for display", "Weight unit"},
		tracker:    {"Variant Inventory Tracker", "Inventory tracker"},
		quantity:   {"Variant Inventory Qty", "Inventory quantity", "Quantity", "Stock"},
		policy:     {"Variant Inventory Policy", "Continue selling when out of stock"},
		price:      {"Variant Price", "Price"}, compareAt: {"Variant Compare At Price", "Compare-at price"},
		salePrice: {"Sale price"}, saleFrom: {"Sale price starts"}, saleUntil: {"Sale price ends"},
		taxable: {"Variant Taxable", "Charge tax"},
		amount:  {"Unit Price Total Measure"}, amountUnit: {"Unit Price Total Measure Unit"},
		base: {"Unit Price Base Measure"}, baseUnit: {"Unit Price Base Measure Unit"},
		barcode:     {"Variant Barcode", "Barcode", "GTIN", "EAN"},
		imageSource: {"Image Src", "Product image URL", "Image URL", "Image"}, imagePosition: {"Image Position"},
		imageAlt: {"Image Alt Text"}, variantImage: {"Variant Image", "Variant image URL"},
	}
}

// wooNames are WooCommerce's, in English and in German.
func wooNames() names {
	return names{
		wooID: {"ID"}, kind: {"Type", "Typ"}, variantSKU: {"SKU", "Artikelnummer", "Art.-Nr."},
		title: {"Name", "Produktname"}, handle: {"Slug", "Titelform"}, published: {"Published", "Veröffentlicht"},
		visibility: {"Visibility in catalog", "Sichtbarkeit im Katalog"},
		summary:    {"Short description", "Kurzbeschreibung"}, body: {"Description", "Beschreibung"},
		saleFrom:  {"Date sale price starts", "Datum, an dem Angebotspreis beginnt"},
		saleUntil: {"Date sale price ends", "Datum, an dem Angebotspreis endet"},
		taxable:   {"Tax status", "Steuerstatus"}, taxClass: {"Tax class", "Steuerklasse"},
		inStock: {"In stock?", "Vorrätig?", "Auf Lager?"}, quantity: {"Stock", "Lager", "Bestand", "Lagerbestand"},
		policy:    {"Backorders allowed?", "Lieferrückstände erlaubt?", "Lieferrückstande erlaubt?", "Rückstände erlaubt?"},
		salePrice: {"Sale price", "Angebotspreis"}, price: {"Regular price", "Regulärer Preis", "Normaler Preis"},
		categories: {"Categories", "Kategorien"}, tags: {"Tags", "Schlagwörter"},
		imageSource: {"Images", "Bilder"}, wooParent: {"Parent", "Übergeordnetes Produkt", "Eltern"},
		vendor: {"Brands", "Brand", "Marken", "Marke"}, barcode: {"GTIN, UPC, EAN, or ISBN", "GTIN, UPC, EAN oder ISBN", "GTIN"},
		weight: {"Weight (kg)", "Weight (g)", "Weight (lbs)", "Weight (oz)", "Weight", "Gewicht (kg)", "Gewicht (g)", "Gewicht (lbs)", "Gewicht (oz)", "Gewicht"},
		amount: {"Produkteinheit"}, amountUnit: {"Einheit"}, base: {"Grundpreiseinheit"},
	}
}
