// Package mail stands between what happened to an order and the words for it:
// it reads what a mail says about an order, and has views/email write it.
package mail

import (
	"context"
	"fmt"
	"strings"

	"holdfast/modules/content"
	"holdfast/modules/fulfillment"
	"holdfast/modules/notifications"
	"holdfast/modules/orders"
	"holdfast/modules/payments"
	"holdfast/modules/shop"
	"holdfast/views/email"
	"holdfast/views/i18n"
)

// What a mail needs of the modules.
type (
	orderBook interface {
		ByID(ctx context.Context, id string) (orders.Order, error)
	}
	parcels interface {
		Parcel(ctx context.Context, order string) (fulfillment.Parcel, bool, error)
	}
	methods interface {
		Methods(context.Context) []payments.Method
	}
	settings interface {
		Settings(context.Context) (shop.Settings, error)
	}
	pages interface {
		Page(ctx context.Context, slug string) (content.Page, error)
	}
)

// Desk reads orders for notifications, and renders them.
type Desk struct {
	Orders   orderBook
	Parcels  parcels
	Payments methods
	Shop     settings
	Pages    pages // those with the shop's terms; nil: none
	// BaseURL is where the shop is, e.g. https://shop.example.
	BaseURL string
	// OrderPath is the path that opens an order for whoever has the link.
	OrderPath func(number, token string) string
}

// From is whom mail is from.
func (d Desk) From(ctx context.Context) (name, address string, err error) {
	s, err := d.Shop.Settings(ctx)
	return s.Name, s.Email, err
}

// OrderMail returns what a mail says about the order with id. Faults:
// orders.ErrUnknownOrder.
func (d Desk) OrderMail(ctx context.Context, id string) (notifications.OrderMail, error) {
	o, err := d.Orders.ByID(ctx, id)
	if err != nil {
		return notifications.OrderMail{}, err
	}
	s, err := d.Shop.Settings(ctx)
	if err != nil {
		return notifications.OrderMail{}, fmt.Errorf("read the settings: %w", err)
	}
	parcel, _, err := d.Parcels.Parcel(ctx, id)
	if err != nil {
		return notifications.OrderMail{}, err
	}
	ctx = i18n.With(ctx, i18n.At(o.Locale, s.Locale))
	m := notifications.OrderMail{
		Number: o.Number, Email: o.Recipient.Email, Name: o.Recipient.Name, Locale: o.Locale, PlacedAt: o.PlacedAt.In(s.Location()), CanceledAt: o.CanceledAt,
		Subtotal: o.Totals.Subtotal, Shipping: notifications.OrderAmount{Label: o.ShippingName, Amount: o.Totals.Shipping},
		TaxIncluded: o.Totals.Inclusive, Total: o.Total(), Address: addressLines(ctx, o.Recipient),
		Paid: !o.PaidAt.IsZero(), Sent: !o.SentAt.IsZero(), StatusURL: d.BaseURL + i18n.Path(ctx, d.OrderPath(o.Number, o.Token)),
		Carrier: parcel.Carrier, TrackingURL: parcel.TrackingURL, CancelReason: o.CancelReason,
	}
	for _, line := range o.Lines {
		m.Lines = append(m.Lines, notifications.OrderLine{Name: line.Name, Options: line.Variant, Quantity: line.Quantity, Total: line.Total})
	}
	m.Discounts = discounts(ctx, o)
	for _, t := range o.Totals.Taxes {
		m.Taxes = append(m.Taxes, notifications.OrderAmount{Label: t.Rate.Name, Amount: t.Tax})
	}
	d.payment(ctx, &m, o, s)
	return m, nil
}

// payment says how the order is paid. Only a transfer needs a reference.
func (d Desk) payment(ctx context.Context, m *notifications.OrderMail, o orders.Order, s shop.Settings) {
	m.PaymentMethod, m.PaysOnline = o.PaymentMethod, true
	for _, method := range d.Payments.Methods(ctx) {
		if method.ID == o.PaymentMethod {
			m.PaymentMethod, m.PaysOnline = i18n.Said(ctx, method.Name), !method.Offline
			if o.CashOnDelivery() {
				m.Instructions = i18n.Said(ctx, method.Hint)
			}
		}
	}
	if o.PaymentMethod == payments.BankTransfer {
		m.Instructions, m.Reference = s.BankDetails, o.Number
	}
}

// Render writes the mail of a kind about an order.
func (d Desk) Render(ctx context.Context, kind notifications.Kind, m notifications.OrderMail) (notifications.Rendered, error) {
	write, known := map[notifications.Kind]func(context.Context, email.Shop, email.Order) (email.Words, error){
		notifications.OrderPlaced: email.Placed, notifications.OrderPaid: email.Paid,
		notifications.OrderSent: email.Sent, notifications.OrderCanceled: email.Canceled,
		notifications.OrderWithdrawn: email.Withdrawn,
	}[kind]
	if !known {
		return notifications.Rendered{}, fmt.Errorf("no mail is called %s", kind)
	}
	s, err := d.Shop.Settings(ctx)
	if err != nil {
		return notifications.Rendered{}, fmt.Errorf("read the settings: %w", err)
	}
	ctx = i18n.With(ctx, i18n.At(m.Locale, s.Locale))
	order := view(m)
	if kind == notifications.OrderPlaced {
		if order.Legal, err = d.legal(ctx, s); err != nil {
			return notifications.Rendered{}, err
		}
	}
	words, err := write(ctx, email.Shop{Name: s.Name, URL: d.BaseURL + i18n.Path(ctx, "/"), Email: s.Email, Address: imprint(s)}, order)
	return notifications.Rendered(words), err
}

func view(m notifications.OrderMail) email.Order {
	o := email.Order{
		Number: m.Number, Name: m.Name, PlacedAt: m.PlacedAt, Subtotal: m.Subtotal, Discounts: amounts(m.Discounts),
		Shipping: email.Amount(m.Shipping), Taxes: amounts(m.Taxes), TaxIncluded: m.TaxIncluded, Total: m.Total,
		Address: m.Address, PaymentMethod: m.PaymentMethod, Paid: m.Paid, Instructions: textLines(m.Instructions),
		Reference: m.Reference, StatusURL: m.StatusURL, Carrier: m.Carrier, TrackingNumber: m.TrackingNumber,
		TrackingURL: m.TrackingURL, CancelReason: m.CancelReason, Withdrawal: email.Withdrawal(m.Withdrawal),
	}
	for _, line := range m.Lines {
		o.Lines = append(o.Lines, email.Line(line))
	}
	return o
}

func amounts(from []notifications.OrderAmount) []email.Amount {
	var to []email.Amount
	for _, a := range from {
		to = append(to, email.Amount(a))
	}
	return to
}

func discounts(ctx context.Context, o orders.Order) (list []notifications.OrderAmount) {
	for _, a := range o.Totals.Promotions {
		if a.Off.IsZero() {
			continue
		}
		label := a.Name
		if label == "" {
			label = i18n.F(ctx, "mail.discount_coupon", "Code", a.Code)
		}
		list = append(list, notifications.OrderAmount{Label: label, Amount: a.Off.Neg()})
	}
	if len(o.Totals.Promotions) > 0 || o.Totals.Discount.IsZero() {
		return list
	}
	label := i18n.T(ctx, "mail.discount") // of an order from before promotions had names
	if o.Coupon != "" {
		label = i18n.F(ctx, "mail.discount_coupon", "Code", o.Coupon)
	}
	return []notifications.OrderAmount{{Label: label, Amount: o.Totals.Discount.Neg()}}
}

// textLines returns the lines of text that say something.
func textLines(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
