package backoffice

import (
	"time"

	"holdfast/modules/kernel/money"
	"holdfast/views/ui"
)

// OrderRow is an order in a list.
type OrderRow struct {
	Number, Name, Email string
	Payment             string
	Placed              time.Time
	Total               money.Money
	State               State
}

// Href is the order's page.
func (o OrderRow) Href() string { return "/admin/orders/" + o.Number }

// OrdersPage lists orders.
type OrdersPage struct {
	Page
	Rows   []OrderRow
	States []ui.Option
	State  string // the one it is narrowed to
	Query  string
	More   More
}

// OrderLine is one thing that was bought.
type OrderLine struct {
	SKU, Name, Variant string
	Href               string // the product in the back office
	Quantity           int
	Unit, Total        money.Money
}

// Sum is a labelled part of a total.
type Sum struct {
	Label  string
	Amount money.Money
	Total  bool
}

// Attempt is one try to pay, or to pay back.
type Attempt struct {
	Method, Reference, Failure string
	Amount                     money.Money
	State                      State
	At                         time.Time
}

// Parcel is the order on its way.
type Parcel struct {
	Carrier, TrackingURL, By string
	At                       time.Time
}

// Event is something that happened.
type Event struct {
	What, Detail, Who string
	At                time.Time
}

// OrderPage is one order. May says which steps can be taken now.
type OrderPage struct {
	Page
	OrderRow
	Public   string // the shopper's page
	Lines    []OrderLine
	Sums     []Sum
	ShipTo   []string
	Attempts []Attempt
	Parcel   *Parcel
	Timeline []Event
	Mails    []MailRow

	MayPay, MaySend, MayCancel bool
	Cash, Offline, Operates    bool // paid on delivery; the shop pays back by hand; this operator may act
	Carrier, Tracking, Reason  string
}
