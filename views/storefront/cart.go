package storefront

import (
	"holdfast/modules/kernel/money"
	"holdfast/views/layout"
	"holdfast/views/ui"
)

// CartPage is the cart.
type CartPage struct {
	layout.Page
	Lines   []CartLine
	Notices []ui.Notice // about the cart as a whole
	Coupons []Coupon    // applied
	Code    string      // as typed, after it was refused
	Errors  []ui.FieldError
	Totals  Totals
	CanBuy  bool // no line stands in the way of the checkout
}

// CartLine is one thing in the cart.
type CartLine struct {
	SKU, Name, Href string
	Options         string // "Size L, Colour navy"
	Picture         ui.Picture
	Quantity        ui.Quantity // ID is unique on the page
	Each            ui.Price
	Total           money.Money
	Notices         []ui.Notice // price changed, quantity lowered, sold out
}

// Coupon is a code that lowers the total.
type Coupon struct{ Code, Label string }

// Totals is how the total is made up. Amounts are signed: a discount is below
// zero.
type Totals struct {
	Subtotal      money.Money
	Discounts     []Adjustment
	Shipping      money.Money
	ShippingKnown bool // false: worked out at the checkout
	ShippingLabel string
	Surcharges    []Adjustment
	Taxes         []Adjustment
	TaxIncluded   bool // Taxes are part of the amounts above, not added
	Total         money.Money
	Explained     []Reckoning // each line of it; none: not explained
	Remarks       []string    // how it is rounded, in which order offers apply
}

// Reckoning is how one line of the total comes about.
type Reckoning struct {
	Label  string
	Notes  []string
	Amount money.Money
	Strong bool
}

// Adjustment is a labelled change to the total.
type Adjustment struct {
	Label  string
	Amount money.Money
}
