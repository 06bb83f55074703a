package email

import (
	"context"

	"holdfast/views/i18n"
)

// letter is what a mail says, before it is HTML or text.
type letter struct {
	Shop    Shop
	Order   Order
	Subject string
	Heading string
	Body    []string // paragraphs
	Panel   panel
	Buttons []button // the first one matters most
	Why     string   // why it is written; empty: because of the order
}

// panel is what the reader has to do or to keep.
type panel struct {
	Title string
	Lines []string
	Hint  string
}

// button is a link that stands alone.
type button struct{ Label, URL string }

// row is a labelled amount of the totals.
type row struct {
	Label  string
	Amount string
	Strong bool
}

func placed(ctx context.Context, shop Shop, o Order) letter {
	l := newLetter(ctx, shop, o)
	l.Subject = i18n.F(ctx, "mail.placed_subject", "Number", o.Number, "Shop", shop.Name)
	l.Heading = i18n.T(ctx, "mail.placed_heading")
	switch {
	case o.Paid:
		l.say(i18n.F(ctx, "mail.placed_paid", "Number", o.Number))
	case o.Reference != "":
		l.say(i18n.F(ctx, "mail.placed_waiting", "Number", o.Number))
	default:
		l.say(i18n.F(ctx, "mail.placed_later", "Number", o.Number))
	}
	if !o.Paid && len(o.Instructions) > 0 {
		l.Panel = payment(ctx, o)
	}
	return l
}

// payment says how to pay what is not paid.
func payment(ctx context.Context, o Order) panel {
	p := panel{Title: i18n.T(ctx, "mail.how_to_pay")}
	p.Lines = append(p.Lines, i18n.F(ctx, "mail.to_pay", "Total", i18n.Money(ctx, o.Total)))
	p.Lines = append(p.Lines, o.Instructions...)
	if o.Reference != "" {
		p.Lines = append(p.Lines, i18n.F(ctx, "mail.reference", "Reference", o.Reference))
		p.Hint = i18n.T(ctx, "mail.reference_hint")
	}
	return p
}

func paid(ctx context.Context, shop Shop, o Order) letter {
	l := newLetter(ctx, shop, o)
	l.Subject = i18n.F(ctx, "mail.paid_subject", "Number", o.Number)
	l.Heading = i18n.T(ctx, "mail.paid_heading")
	l.say(i18n.F(ctx, "mail.paid_intro", "Number", o.Number, "Total", i18n.Money(ctx, o.Total)))
	return l
}

func sent(ctx context.Context, shop Shop, o Order) letter {
	l := newLetter(ctx, shop, o)
	l.Subject = i18n.F(ctx, "mail.sent_subject", "Number", o.Number)
	l.Heading = i18n.T(ctx, "mail.sent_heading")
	if o.Carrier != "" {
		l.say(i18n.F(ctx, "mail.sent_by", "Number", o.Number, "Carrier", o.Carrier))
	} else {
		l.say(i18n.F(ctx, "mail.sent_intro", "Number", o.Number))
	}
	if o.TrackingNumber != "" {
		l.say(i18n.F(ctx, "mail.tracking_number", "Number", o.TrackingNumber))
	}
	if address := webURL(o.TrackingURL); address != "" {
		l.Buttons = append([]button{{i18n.T(ctx, "mail.track"), address}}, l.Buttons...)
	}
	return l
}

func canceled(ctx context.Context, shop Shop, o Order) letter {
	l := newLetter(ctx, shop, o)
	l.Subject = i18n.F(ctx, "mail.canceled_subject", "Number", o.Number)
	l.Heading = i18n.T(ctx, "mail.canceled_heading")
	l.say(i18n.F(ctx, "mail.canceled_intro", "Number", o.Number))
	if o.CancelReason != "" {
		l.say(i18n.F(ctx, "mail.canceled_reason", "Reason", o.CancelReason))
	}
	if o.Paid {
		l.say(i18n.T(ctx, "mail.canceled_paid"))
	} else {
		l.say(i18n.T(ctx, "mail.canceled_unpaid"))
	}
	return l
}

func withdrawn(ctx context.Context, shop Shop, o Order) letter {
	l, w := newLetter(ctx, shop, o), o.Withdrawal
	l.Subject = i18n.F(ctx, "withdrawn_mail.subject", "Number", o.Number)
	l.Heading = i18n.T(ctx, "withdrawn_mail.heading")
	l.say(i18n.F(ctx, "withdrawn_mail.intro", "Date", i18n.Date(ctx, w.At), "Time", w.At.Format("15:04 MST")))
	statement := i18n.F(ctx, "withdraw.statement", "Name", w.Name, "Number", o.Number)
	if w.What != "" {
		statement = i18n.F(ctx, "withdraw.statement_part", "Name", w.Name, "Number", o.Number, "What", w.What)
	}
	l.Panel = panel{Title: i18n.T(ctx, "withdrawn_mail.statement"), Lines: []string{statement}}
	l.say(i18n.T(ctx, "withdraw.done_next"))
	return l
}

func newLetter(ctx context.Context, shop Shop, o Order) letter {
	l := letter{Shop: shop, Order: o}
	if o.Name != "" {
		l.say(i18n.F(ctx, "mail.greeting", "Name", o.Name))
	} else {
		l.say(i18n.T(ctx, "mail.greeting_nameless"))
	}
	if address := webURL(o.StatusURL); address != "" {
		l.Buttons = append(l.Buttons, button{i18n.T(ctx, "mail.see_order"), address})
	}
	return l
}

func (l *letter) say(paragraph string) { l.Body = append(l.Body, paragraph) }

// totals are the rows under the lines: taxes before the total where they are
// added to it, after it where they are part of it.
func (l letter) totals(ctx context.Context) []row {
	o := l.Order
	rows := []row{{Label: i18n.T(ctx, "totals.subtotal"), Amount: i18n.Money(ctx, o.Subtotal)}}
	for _, d := range o.Discounts {
		rows = append(rows, row{Label: d.Label, Amount: i18n.Money(ctx, d.Amount)})
	}
	if o.Shipping.Label != "" {
		amount := i18n.Money(ctx, o.Shipping.Amount)
		if o.Shipping.Amount.IsZero() {
			amount = i18n.T(ctx, "price.free")
		}
		rows = append(rows, row{Label: o.Shipping.Label, Amount: amount})
	}
	total := row{Label: i18n.T(ctx, "totals.total"), Amount: i18n.Money(ctx, o.Total), Strong: true}
	if o.TaxIncluded {
		rows = append(rows, total)
	}
	for _, t := range o.Taxes {
		label := t.Label
		if o.TaxIncluded {
			label = i18n.F(ctx, "totals.tax_included", "Label", t.Label)
		}
		rows = append(rows, row{Label: label, Amount: i18n.Money(ctx, t.Amount)})
	}
	if !o.TaxIncluded {
		rows = append(rows, total)
	}
	return rows
}

// facts are what else is written under the totals.
func (l letter) facts(ctx context.Context) []panel {
	var facts []panel
	if len(l.Order.Address) > 0 {
		facts = append(facts, panel{Title: i18n.T(ctx, "mail.address"), Lines: l.Order.Address})
	}
	if l.Order.Shipping.Label != "" {
		facts = append(facts, panel{Title: i18n.T(ctx, "mail.shipping"), Lines: []string{l.Order.Shipping.Label}})
	}
	if l.Order.PaymentMethod != "" {
		facts = append(facts, panel{Title: i18n.T(ctx, "mail.payment"), Lines: []string{l.Order.PaymentMethod}})
	}
	for _, section := range l.Order.Legal {
		facts = append(facts, panel{Title: section.Title, Lines: section.Lines})
	}
	return facts
}

// foot says who writes and why.
func (l letter) foot(ctx context.Context) []string {
	var lines []string
	if l.Shop.Email != "" {
		lines = append(lines, i18n.F(ctx, "mail.footer_reply", "Email", l.Shop.Email))
	}
	if l.Why != "" {
		return append(lines, l.Why)
	}
	return append(lines, i18n.F(ctx, "mail.footer_why", "Shop", l.Shop.Name))
}

func (l letter) placedOn(ctx context.Context) string {
	return i18n.F(ctx, "mail.placed_on", "Number", l.Order.Number, "Date", i18n.Date(ctx, l.Order.PlacedAt))
}

func lineName(ctx context.Context, line Line) string {
	return i18n.F(ctx, "mail.line", "Count", i18n.Number(ctx, line.Quantity), "Name", line.Name)
}
