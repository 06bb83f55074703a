// Package shopify reads the product CSV that Shopify's back office writes.
//
//	a product = the rows that follow each other under one handle
//	first row = what the product says, and its first variant and picture
//	other row = a variant (with an option's value, a SKU or a price),
//	            a picture, or both
//
// A row that cannot be used is told as a Problem and left out; the others go
// on. The package does no I/O but reading, and holds one product at a time.
package shopify

import (
	"fmt"

	"holdfast/modules/kernel/money"
	"holdfast/modules/kernel/sku"
)

// Problem is what is wrong with one place in the file.
type Problem struct {
	Line   int    // 0: with the file as a whole
	Column string // as the file calls it; empty: with the whole row
	Reason string
}

// String names the place and the reason: line 17, Variant Price: "12,5O" is no amount.
func (p Problem) String() string {
	switch {
	case p.Line == 0 && p.Column == "":
		return p.Reason
	case p.Line == 0:
		return p.Column + ": " + p.Reason
	case p.Column == "":
		return fmt.Sprintf("line %d: %s", p.Line, p.Reason)
	}
	return fmt.Sprintf("line %d, %s: %s", p.Line, p.Column, p.Reason)
}

// Product is what the file says of one.
type Product struct {
	Line        int // of its first row
	Handle      string
	Title       string
	Body        string // HTML as it comes, or plain text
	Vendor      string
	Category    []string // names from the top down
	Type        string
	Tags        []string
	TaxCategory string // zero, reduced … by a tag "tax:zero"; empty: nothing is said
	Published   bool
	SEOTitle    string
	SEOText     string
	Options     []string
	Variants    []Variant
	Images      []Image
	// Incomplete says that a row of it could not be used, so what is missing
	// here is not to be taken for deleted.
	Incomplete bool
}

// Variant is what the file says of one.
type Variant struct {
	Line      int
	SKU       sku.SKU
	Choices   []string
	Price     money.Money
	CompareAt money.Money // zero: none
	Tracked   bool
	OnHand    int
	Grams     int64
	Barcode   string
	Image     string // the address of its picture
}

// Image is a picture's address.
type Image struct {
	Line     int
	Source   string
	Alt      string
	position int
}

// Columns says which parts of a product the file is able to say.
type Columns struct {
	Body, Vendor, Category, Type, Tags, Published, SEOTitle, SEOText bool
	Options, Price, CompareAt, Stock, Grams, Barcode, Images         bool
}

// Bounds on one product, Shopify's own.
const (
	maxVariants = 2000
	maxImages   = 250
)
