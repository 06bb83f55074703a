package storefront

import (
	"time"

	"holdfast/modules/kernel/money"
	"holdfast/views/layout"
	"holdfast/views/ui"
)

// OrderPage is an order as its buyer sees it: right after placing it, and later
// from the link in the mail.
type OrderPage struct {
	layout.Page
	ThankYou bool // headed Thank you
	Number   string
	Email    string
	Placed   time.Time
	Status   string // in words
	Notices  []ui.Notice
	Payment  PaymentPanel
	Lines    []SummaryLine
	Totals   Totals
	ShipTo   []string // lines of the address
	Shipping string   // the method's name
	PaidBy   string   // the method's name
	Parcels  []ui.Link
	Again    string  // where a post puts it into the cart once more; empty: it cannot
	Token    string  // of that form
	Keep     ui.Link // how a guest keeps it in an account; none: no guest
}

// PaymentPanel says how it stands with the payment and what is to be done.
type PaymentPanel struct {
	Status string // in words
	Tone   string // of a notice
	Text   string // what happens next
	Rows   []Spec // account, reference, amount
	PayURL string // where a post leads to paying it now, "" when it cannot be
}

// TestPayPage stands in for a bank's page.
type TestPayPage struct {
	layout.Page
	Attempt, Number string
	Amount          money.Money
	Decided         bool
	Return          string // back to the order, once decided
}

// ErrorPage says what went wrong and what to do.
type ErrorPage struct {
	layout.Page
	Status    int    // 400, 403, 404, 409, 410, 429, 5xx
	Message   string // the fault's own sentence, the status' when empty
	RequestID string // shown for 5xx
	Again     string // a form that sends what was typed once more; empty: none
}

// BusyPage is what a shopper gets who could not be let in. It needs nothing
// from the database, and a post can be sent again without typing it anew.
type BusyPage struct {
	ShopName string
	Theme    string
	Post     bool
	Form     string // HTML: the form that sends a post again
}

// ContentPage is a page that the merchant wrote.
type ContentPage struct {
	layout.Page
	Breadcrumbs []ui.Link
	Heading     string
	HTML        string // sanitised
}
