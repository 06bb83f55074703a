package shopify

import "strings"

// column is one that is read.
type column int

// The columns, under the names that exports have had.
const (
	handle column = iota
	title
	body
	vendor
	category
	kind
	tags
	published
	status
	seoTitle
	seoDescription
	option1Name
	option1Value
	option2Name
	option2Value
	option3Name
	option3Value
	variantSKU
	grams
	tracker
	quantity
	policy
	price
	compareAt
	taxable
	barcode
	imageSource
	imagePosition
	imageAlt
	variantImage
	columnCount
)

// columnNames are the older name of each column, then the newer one.
var columnNames = [columnCount][]string{
	handle:         {"Handle", "URL handle"},
	title:          {"Title"},
	body:           {"Body (HTML)", "Description", "Body"},
	vendor:         {"Vendor"},
	category:       {"Product Category", "Standardized Product Type", "Standard Product Type"},
	kind:           {"Type", "Custom Product Type"},
	tags:           {"Tags"},
	published:      {"Published", "Published on online store"},
	status:         {"Status"},
	seoTitle:       {"SEO Title"},
	seoDescription: {"SEO Description"},
	option1Name:    {"Option1 Name"},
	option1Value:   {"Option1 Value"},
	option2Name:    {"Option2 Name"},
	option2Value:   {"Option2 Value"},
	option3Name:    {"Option3 Name"},
	option3Value:   {"Option3 Value"},
	variantSKU:     {"Variant SKU", "SKU"},
	grams:          {"Variant Grams", "Weight value (grams)"},
	tracker:        {"Variant Inventory Tracker", "Inventory tracker"},
	quantity:       {"Variant Inventory Qty", "Inventory quantity"},
	policy:         {"Variant Inventory Policy", "Continue selling when out of stock"},
	price:          {"Variant Price", "Price"},
	compareAt:      {"Variant Compare At Price", "Compare-at price"},
	taxable:        {"Variant Taxable", "Charge tax"},
	barcode:        {"Variant Barcode", "Barcode"},
	imageSource:    {"Image Src", "Product image URL"},
	imagePosition:  {"Image Position"},
	imageAlt:       {"Image Alt Text"},
	variantImage:   {"Variant Image", "Variant image URL"},
}

// header says which of a file's fields holds which column.
type header struct {
	at      [columnCount]int // -1: the file does not have it
	names   [columnCount]string
	fields  int
	ignored []string
}

func newHeader(record []string) header {
	h := header{fields: len(record)}
	for c := range h.at {
		h.at[c], h.names[c] = -1, columnNames[c][0]
	}
	for i, name := range record {
		name = strings.TrimSpace(name)
		c, known := columnCalled(name)
		if known && h.at[c] < 0 {
			h.at[c], h.names[c] = i, name
		} else if name != "" {
			h.ignored = append(h.ignored, name)
		}
	}
	return h
}

func columnCalled(name string) (column, bool) {
	for c, names := range columnNames {
		for _, n := range names {
			if strings.EqualFold(n, name) {
				return column(c), true
			}
		}
	}
	return 0, false
}

func (h header) has(c column) bool { return h.at[c] >= 0 }
