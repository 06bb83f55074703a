package orders

import (
	"time"

	"holdfast/modules/carts"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/money"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/orders/internal/store"
	"holdfast/modules/payments"
)

// State is how far an order has come.
type State string

// The states of an order.
const (
	Placed   State = "placed"
	Paid     State = "paid"
	Sent     State = "sent"
	Canceled State = "canceled"
)

// Order is one purchase, frozen when it was placed.
type Order struct {
	ID            string
	Number        string
	Token         string // opens its page for whoever has the link
	PaymentMethod string
	Locale        string
	Customer      string // in whose account it is; empty: a guest's, or Erased
	CancelReason  string
	PlacedAt      time.Time
	PaidAt        time.Time // zero: not yet
	SentAt        time.Time
	CanceledAt    time.Time
	Content
}

// Content is what was bought, for whom, and how its total is made up.
type Content struct {
	Recipient      Recipient
	Lines          []Line
	Totals         carts.Totals
	Coupon         string // its code, empty without one
	ShippingMethod string // its id
	ShippingName   string
	ShippingDetail string
}

// Line is one thing that was bought. Its amounts are in Totals, in the same order.
type Line struct {
	SKU      sku.SKU
	Product  string // its id
	Slug     string
	Name     string
	Variant  string // "Blue, L", empty when there is only one
	Quantity int
	Image    string // an asset's id
	ImageAlt string
	Unit     money.Money
	Total    money.Money // before the discount
}

// Event is something that happened to an order.
type Event struct {
	Kind   string // placed, paid, sent, canceled, refunded, late payment, …
	Detail string
	Actor  string // an operator's e-mail, or empty
	At     time.Time
}

// State returns how far the order has come.
func (o Order) State() State {
	switch {
	case !o.CanceledAt.IsZero():
		return Canceled
	case !o.SentAt.IsZero():
		return Sent
	case !o.PaidAt.IsZero():
		return Paid
	}
	return Placed
}

// Total is what is paid for the order.
func (o Order) Total() money.Money { return o.Totals.Total }

// CashOnDelivery reports whether the order is paid when it arrives.
func (o Order) CashOnDelivery() bool { return o.PaymentMethod == payments.CashOnDelivery }

// MaySend reports whether the order can be marked as sent.
func (o Order) MaySend() bool {
	return o.State() == Paid || o.State() == Placed && o.CashOnDelivery()
}

// lapsed reports whether the order was canceled because its card was not
// charged in time: money that comes late makes it a paid one after all.
func (o Order) lapsed() bool {
	return o.State() == Canceled && o.CancelReason == NotPaidInTime && !offline(o.PaymentMethod)
}

// stock returns what the order takes from the shelf.
func (o Order) stock() []inventory.Line {
	lines := make([]inventory.Line, len(o.Lines))
	for i, line := range o.Lines {
		lines[i] = inventory.Line{SKU: line.SKU, Quantity: line.Quantity}
	}
	return lines
}

// freeze copies from a cart what the order will show for ever.
func freeze(v carts.View, to Recipient) Content {
	c := Content{Recipient: to, Totals: v.Totals, Coupon: v.Coupon.Code, ShippingMethod: v.Method}
	if !v.Totals.Applies(c.Coupon) {
		c.Coupon = ""
	}
	for _, offer := range v.Offers {
		if offer.Method == v.Method {
			c.ShippingName, c.ShippingDetail = offer.Name, offer.Detail
		}
	}
	for _, line := range v.Lines {
		image := line.Item.Image()
		c.Lines = append(c.Lines, Line{
			SKU: line.Item.Variant.SKU, Product: line.Item.Product.ID, Slug: line.Item.Product.Slug,
			Name: line.Item.Product.Name, Variant: line.Item.Variant.Name(), Quantity: line.Quantity,
			Image: image.Asset, ImageAlt: image.Alt, Unit: line.Price.Amount, Total: line.Total,
		})
	}
	return c
}

func fromRow(row store.Order) Order {
	o := Order{
		ID: row.ID, Number: row.Number, Token: row.Token, PaymentMethod: row.PaymentMethod, Locale: row.Locale,
		CancelReason: row.CancelReason, PlacedAt: row.PlacedAt, Customer: row.Customer,
	}
	for to, from := range map[*time.Time]*time.Time{&o.PaidAt: row.PaidAt, &o.SentAt: row.SentAt, &o.CanceledAt: row.CanceledAt} {
		if from != nil {
			*to = *from
		}
	}
	row.Decode(&o.Content)
	return o
}

func toRow(o Order, submitKey string) store.Order {
	row := store.Order{
		ID: o.ID, Number: o.Number, SubmitKey: submitKey, Token: o.Token, Email: o.Recipient.Email, Name: o.Recipient.Name,
		PaymentMethod: o.PaymentMethod, Currency: o.Total().Currency, TotalMinor: o.Total().Minor, Locale: o.Locale, PlacedAt: o.PlacedAt,
		Customer: o.Customer,
	}
	row.Encode(o.Content)
	return row
}
