package notifications

import (
	"context"
	"time"

	"holdfast/modules/kernel/money"
)

// OrderReader knows what a mail says about an order.
type OrderReader interface {
	OrderMail(ctx context.Context, orderID string) (OrderMail, error)
}

// Renderer puts an order into words.
type Renderer interface {
	Render(ctx context.Context, kind Kind, order OrderMail) (Rendered, error)
}

// Rendered is a mail's words.
type Rendered struct {
	Subject string
	Text    string
	HTML    string
}

// OrderMail is what a mail says about an order.
type OrderMail struct {
	Number   string
	Email    string // to whom
	Name     string
	Locale   string // BCP 47; empty: the shop's
	PlacedAt time.Time
	// CanceledAt is zero for an order that is not canceled, or not any more.
	CanceledAt time.Time

	Lines       []OrderLine
	Subtotal    money.Money
	Discounts   []OrderAmount // negative
	Shipping    OrderAmount   // labelled with the method
	Taxes       []OrderAmount
	TaxIncluded bool // in the prices; else added to them
	Total       money.Money

	Address       []string // of delivery, line by line
	PaymentMethod string
	Paid          bool
	Sent          bool // the parcel has left
	PaysOnline    bool // right after placing it; else when the money comes
	// Instructions say how to pay what is not paid, line by line: for a bank
	// transfer the account, and Reference is what to write with it.
	Instructions string
	Reference    string

	StatusURL      string // absolute, with the token that opens it
	Carrier        string
	TrackingNumber string
	TrackingURL    string
	CancelReason   string // for the shopper to read; may be empty

	Withdrawal Withdrawal // in OrderWithdrawn
}

// Withdrawal is a statement that was sent, and when it came in.
type Withdrawal struct {
	Name string
	What string // of the order; empty: all of it
	At   time.Time
}

// OrderLine is one line of an order.
type OrderLine struct {
	Name     string
	Options  string // "Large, blue"; may be empty
	Quantity int
	Total    money.Money
}

// OrderAmount is a labelled part of a total.
type OrderAmount struct {
	Label  string
	Amount money.Money
}
