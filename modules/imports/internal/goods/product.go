// Package goods reads products out of the tables that shops export.
//
//	a dialect = a table's columns → rows of one kind, a product's together
//	a product = the rows that follow each other under one handle
//	first row = what the product says, and its first variant and picture
//	other row = a variant (with an option's value, a SKU or a price),
//	            pictures, or both
//
// A row that cannot be used is told as a Problem and left out; the others go
// on. The package does no I/O but reading, and holds one product at a time
// (of a WooCommerce table, the variations, which come anywhere in it).
package goods

import (
	"fmt"
	"time"

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
	Line   int // of its first row
	Handle string
	// Guessed says that the handle was made from the title: the file has none,
	// and the SKUs tell better which product it is.
	Guessed     bool
	Title       string
	Summary     string // plain text or HTML as it comes; empty: made from Body
	Body        string // HTML as it comes, or plain text
	Vendor      string
	Categories  [][]string // names from the top down, the main one first
	Type        string
	Tags        []string
	Attributes  []Attribute
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

// Attribute is a fact: Material: wool.
type Attribute struct{ Name, Value string }

// Variant is what the file says of one.
type Variant struct {
	Line      int
	SKU       sku.SKU
	Made      bool // the SKU was made here from the handle and the options
	Choices   []string
	Priced    bool // it has a price
	Price     money.Money
	CompareAt money.Money // zero: none
	Sale      *Sale       // nil: none
	Tracked   bool
	OnHand    int
	Grams     int64
	Measure   Measure
	Barcode   string
	Image     string // the address of its picture
}

// Sale is a lower price for a time.
type Sale struct {
	Price       money.Money
	From, Until time.Time
}

// Measure is how much a variant holds, and per how much its unit price is
// said, in thousandths of the units. The zero Measure says nothing.
type Measure struct {
	Amount   int64
	Unit     string
	Base     int64
	BaseUnit string
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
	Body, Summary, Vendor, Category, Type, Tags, Tax, Attributes, Published, SEOTitle, SEOText bool
	Options, Price, CompareAt, Sale, Stock, Grams, Measure, Barcode, Images                    bool
}

// Bounds on one product, Shopify's own, and on what is said of it.
const (
	maxVariants   = 2000
	maxImages     = 250
	maxAttributes = 100
	maxFact       = 2000 // characters of an attribute's value
)
