package storefront

import (
	"holdfast/modules/kernel/money"
	"holdfast/views/layout"
	"holdfast/views/ui"
)

// CheckoutPage is the one page between cart and order. The form is shown again
// with what was typed, whatever went wrong.
type CheckoutPage struct {
	layout.Page
	SubmitKey string // the same from the first showing to the order
	Form      CheckoutForm
	Errors    []ui.FieldError
	Notices   []ui.Notice
	Countries []ui.Option
	States    []ui.Option // none: the country has none
	// NoPostcode is set for countries that have no postcodes.
	NoPostcode bool
	Shipping   []ui.Option // with price; empty: nothing goes there
	Payment    []ui.Option
	Lines      []SummaryLine
	Totals     Totals
	SignIn     ui.Link   // for who has an account; none: signed in
	Elsewhere  []ui.Link // the same form with other addresses of the account
	PlaceLabel string    // the law's wording where it asks for one; begins with "Place order"
	Law        CheckoutLaw
}

// CheckoutLaw is what the law has a shop say before the button that orders.
type CheckoutLaw struct {
	Review     bool   // what is ordered, once more
	Withdrawal string // about the right of withdrawal; empty: nothing
	Links      []ui.Link
	Consent    bool // asks for a tick
	Agreed     bool // it was there
}

// CheckoutForm is what was typed, under the names of the form's fields.
type CheckoutForm struct {
	Email, Name, Address, City, Postcode string
	Country, State                       string // ISO 3166 codes
	Shipping, Payment                    string // methods
}

// SummaryLine is a line of the cart or of an order, to be read only.
type SummaryLine struct {
	Name, Options, Href string
	Quantity            int
	Picture             ui.Picture
	Total               money.Money
}
