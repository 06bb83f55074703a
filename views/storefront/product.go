package storefront

import (
	"holdfast/views/layout"
	"holdfast/views/ui"
)

// ProductPage describes a product and sells one of its variants.
type ProductPage struct {
	layout.Page
	Breadcrumbs []ui.Link
	Name        string
	SKU         string // the variant being shown
	Price       ui.Price
	TaxIncluded bool
	Badge       ui.Badge
	Pictures    []ui.Picture // the first is the variant's
	Choices     []Choice
	Stock       Stock
	Quantity    ui.Quantity
	Promises    []string // delivery and returns, each a short sentence
	Delivery    ui.Link  // where they are explained
	Errors      []ui.FieldError
	Description string // HTML, sanitised
	Specs       []Spec
}

// Choice is one option of a product and its values: Size: S, M, L.
type Choice struct {
	Name, Chosen string
	Values       []Value
}

// Value leads to the variant that has it; the other options stay as they are
// where such a variant exists.
type Value struct {
	Text, Href  string
	Chosen      bool
	Unavailable bool // sold out or not made; still a link, so that one can look
}

// Stock says what can be promised.
type Stock struct {
	Sellable  bool
	Left      int  // shown when above 0: few are left
	Backorder bool // sold though there are none
}

// Spec is a line of the specifications.
type Spec struct {
	Name, Value string
	Own         bool // the shop's own words, not the merchant's
}
