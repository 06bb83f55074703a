// Package email is what the shop writes to people, as HTML and as plain text.
//
//	order → letter (heading, sentences, panel, lines, totals) → HTML
//	                                                          → text
//
// Both parts are drawn from one letter, so that neither says less. Mail readers
// know little: one column of 600 px, in tables, with inline styles.
package email

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"holdfast/modules/kernel/money"
)

// Shop is who writes.
type Shop struct {
	Name    string
	URL     string   // absolute, of the front page
	Email   string   // for questions; may be empty
	Address []string // as the law wants it under a letter, line by line
}

// Order is what a mail says about an order.
type Order struct {
	Number   string
	Name     string // of whom it is written to; may be empty
	PlacedAt time.Time

	Lines       []Line
	Subtotal    money.Money
	Discounts   []Amount // negative
	Shipping    Amount   // labelled with the method
	Taxes       []Amount
	TaxIncluded bool // in the prices; else added to them
	Total       money.Money

	Address       []string // of delivery, line by line
	PaymentMethod string
	Paid          bool
	Instructions  []string // how to pay, line by line; none: nothing to do
	Reference     string   // to write with the payment; may be empty

	StatusURL      string // absolute
	Carrier        string
	TrackingNumber string
	TrackingURL    string
	CancelReason   string

	Withdrawal Withdrawal // in Withdrawn
	Legal      []Section  // what the law has the shop say on a durable medium
}

// Withdrawal is a statement that was sent, and when it came in.
type Withdrawal struct {
	Name string
	What string // of the order; empty: all of it
	At   time.Time
}

// Section is a titled text, line by line.
type Section struct {
	Title string
	Lines []string
}

// Line is one line of an order.
type Line struct {
	Name     string
	Options  string
	Quantity int
	Total    money.Money
}

// Amount is a labelled part of a total.
type Amount struct {
	Label  string
	Amount money.Money
}

// Words is a mail, ready to be sent.
type Words struct {
	Subject string
	Text    string
	HTML    string
}

// Placed thanks for an order and says how to pay it.
func Placed(ctx context.Context, shop Shop, o Order) (Words, error) {
	return write(ctx, placed(ctx, shop, o))
}

// Paid says that the payment has arrived.
func Paid(ctx context.Context, shop Shop, o Order) (Words, error) {
	return write(ctx, paid(ctx, shop, o))
}

// Sent says that the order is on its way, and where to follow it.
func Sent(ctx context.Context, shop Shop, o Order) (Words, error) {
	return write(ctx, sent(ctx, shop, o))
}

// Canceled says that the order will not be sent.
func Canceled(ctx context.Context, shop Shop, o Order) (Words, error) {
	return write(ctx, canceled(ctx, shop, o))
}

// Withdrawn acknowledges a withdrawal, word by word, and when it came in.
func Withdrawn(ctx context.Context, shop Shop, o Order) (Words, error) {
	return write(ctx, withdrawn(ctx, shop, o))
}

func write(ctx context.Context, l letter) (Words, error) {
	var html strings.Builder
	if err := frame(l).Render(ctx, &html); err != nil {
		return Words{}, fmt.Errorf("render a mail: %w", err)
	}
	return Words{Subject: oneLine(l.Subject), Text: text(ctx, l), HTML: mirrored(ctx, html.String())}, nil
}

// oneLine keeps a name from adding headers.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// webURL returns address if it leads to the web, else nothing: who typed it may
// have meant something else than a link.
func webURL(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return ""
	}
	return address
}
