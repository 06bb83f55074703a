package backoffice

import (
	"strconv"
	"time"

	"holdfast/modules/kernel/money"
	"holdfast/views/ui"
)

// ProductRow is a product in a list.
type ProductRow struct {
	ID, Name, SKU string // the first SKU
	Variants      int
	Price         ui.Price // no currency: it has none
	Available     int
	Counted       bool
	State         State
}

// Href is the product's page.
func (p ProductRow) Href() string { return "/admin/products/" + p.ID }

// ProductsPage lists products.
type ProductsPage struct {
	Page
	Rows  []ProductRow
	Query string
	More  More
}

// VariantRow is one thing that is sold: as it is, and as it was typed.
type VariantRow struct {
	SKU, Name                    string
	Regular, Was                 string // as typed
	Sale                         string // in words, empty without one
	OnHand                       string // as typed, empty: not counted
	Seen                         string // what was on hand when the form was shown
	Reserved, Allocated, Promise int
	Counted                      bool
	Ledger                       string // address of its movements
}

// Movement is a line of the stock ledger.
type Movement struct {
	OnHand, Reserved, Allocated int
	Reason, Ref                 string
	At                          time.Time
}

// ProductPage is one product.
type ProductPage struct {
	Page
	ProductRow
	Slug       string // as it is
	Published  bool
	Currency   string
	Rows       []VariantRow
	Ledger     []Movement
	LedgerName string
	Operates   bool

	Address, Reason string // as typed
}

// each names a row's field: its name and id.
func each(name string, row int) string { return name + "_" + strconv.Itoa(row) }

// label is what a variant is called in a field's name.
func (v VariantRow) label() string {
	if v.Name == "" {
		return v.SKU
	}
	return v.Name
}

// signed writes what a movement added.
func signed(n int) string {
	switch {
	case n == 0:
		return "–"
	case n > 0:
		return "+" + strconv.Itoa(n)
	}
	return "−" + strconv.Itoa(-n)
}

// Cheapest returns the lowest of prices, and whether they differ.
func Cheapest(prices []money.Money) (lowest money.Money, differ bool) {
	for i, price := range prices {
		if i == 0 || price.Less(lowest) {
			lowest = price
		}
	}
	for _, price := range prices {
		differ = differ || price != lowest
	}
	return lowest, differ
}
