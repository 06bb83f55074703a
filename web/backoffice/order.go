package backoffice

import (
	"context"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/notifications"
	"holdfast/modules/orders"
	"holdfast/modules/payments"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
)

// order shows one order.
func (p *Pages) order(c *fiber.Ctx) error {
	order, err := p.Orders.Order(c.UserContext(), param(c, "number"))
	if err != nil {
		return err
	}
	return p.showOrder(c, order, backoffice.OrderPage{}, nil)
}

// showOrder shows an order, with what was typed into a form that was refused.
func (p *Pages) showOrder(c *fiber.Ctx, order orders.Order, page backoffice.OrderPage, why error) (err error) {
	if page.Page, err = p.frame(c, "admin.orders", "/admin/orders"); err != nil {
		return err
	}
	if err := refuse(c, &page.Page, why, ""); err != nil {
		return err
	}
	ctx := localised(c)
	zone, err := p.zone(ctx)
	if err != nil {
		return err
	}
	page.Title = i18n.F(ctx, "orderbook.title", "Number", order.Number)
	page.OrderRow = orderRow(ctx, order, p.methods(ctx), zone)
	page.Public = "/orders/" + order.Number + "?token=" + order.Token
	page.ShipTo, page.Sums = shipTo(ctx, order.Recipient), sums(ctx, order)
	for _, line := range order.Lines {
		page.Lines = append(page.Lines, backoffice.OrderLine{SKU: string(line.SKU), Name: line.Name, Variant: line.Variant,
			Quantity: line.Quantity, Unit: line.Unit, Total: line.Total, Href: "/admin/products/" + line.Product})
	}
	for _, fill := range []func(context.Context, orders.Order, *time.Location, *backoffice.OrderPage) error{
		p.fillMoney, p.fillParcel, p.fillTimeline, p.fillMails,
	} {
		if err := fill(ctx, order, zone, &page); err != nil {
			return err
		}
	}
	offerSteps(&page, order, mayActOn(c))
	return show(c, backoffice.Order(page))
}

// offerSteps says what can be done with an order now.
func offerSteps(page *backoffice.OrderPage, order orders.Order, allowed bool) {
	page.Operates, page.Cash = allowed, order.CashOnDelivery()
	open := order.State() != orders.Canceled
	page.MayPay = allowed && page.Offline && open && order.PaidAt.IsZero()
	page.MaySend = allowed && order.MaySend()
	page.MayCancel = allowed && open && order.State() != orders.Sent
}

func (p *Pages) fillMoney(ctx context.Context, order orders.Order, zone *time.Location, page *backoffice.OrderPage) error {
	attempts, err := p.Payments.Attempts(ctx, order.ID)
	if err != nil {
		return err
	}
	names := p.methods(ctx)
	for _, a := range attempts {
		page.Offline = a.Offline()
		page.Attempts = append(page.Attempts, backoffice.Attempt{Method: named(names, a.Method), Reference: a.ProviderRef, Failure: a.Failure,
			Amount: a.Amount, State: attemptState(ctx, string(a.State)), At: a.UpdatedAt.In(zone)})
	}
	refunds, err := p.Payments.Refunds(ctx, order.ID)
	if err != nil {
		return err
	}
	for _, r := range refunds {
		page.Attempts = append(page.Attempts, backoffice.Attempt{Method: i18n.F(ctx, "orderbook.refund", "Reason", r.Reason),
			Amount: r.Amount.Neg(), State: attemptState(ctx, string(r.State)), At: r.At.In(zone)})
	}
	return nil
}

func attemptState(ctx context.Context, state string) backoffice.State {
	tone := map[string]string{string(payments.StatePending): "warning", string(payments.StateCaptured): "success",
		string(payments.StateFailed): "danger", string(payments.RefundDone): "success"}[state]
	return backoffice.State{Text: i18n.T(ctx, "attempt."+state), Tone: tone}
}

func (p *Pages) fillParcel(ctx context.Context, order orders.Order, zone *time.Location, page *backoffice.OrderPage) error {
	parcel, sent, err := p.Fulfillment.Parcel(ctx, order.ID)
	if err != nil || !sent {
		return err
	}
	page.Parcel = &backoffice.Parcel{Carrier: parcel.Carrier, TrackingURL: parcel.TrackingURL, By: parcel.SentBy, At: parcel.SentAt.In(zone)}
	return nil
}

func (p *Pages) fillTimeline(ctx context.Context, order orders.Order, zone *time.Location, page *backoffice.OrderPage) error {
	events, err := p.Orders.Timeline(ctx, order.ID)
	for _, e := range events {
		what := e.Kind
		if key := "happened." + e.Kind; i18n.From(ctx).Has(key) {
			what = i18n.T(ctx, key)
		}
		who := e.Actor
		if who == "" {
			who = i18n.T(ctx, "admin.system")
			if e.Kind == "placed" {
				who = order.Recipient.Email
			}
		}
		page.Timeline = append(page.Timeline, backoffice.Event{What: what, Detail: e.Detail, Who: who, At: e.At.In(zone)})
	}
	return err
}

func (p *Pages) fillMails(ctx context.Context, order orders.Order, zone *time.Location, page *backoffice.OrderPage) error {
	mails, err := p.Notifications.List(ctx, notifications.Filter{OrderNumber: order.Number}, "")
	page.Mails = mailRows(ctx, mails.Mails, zone)
	return err
}

func shipTo(ctx context.Context, to orders.Recipient) []string {
	lines := append([]string{to.Name}, strings.Split(to.Street, "\n")...)
	return append(lines, to.Locality(), i18n.Country(ctx, to.Country))
}

// sums says how an order's total is made up.
func sums(ctx context.Context, order orders.Order) []backoffice.Sum {
	t := order.Totals
	list := []backoffice.Sum{{Label: i18n.T(ctx, "orderbook.subtotal"), Amount: t.Subtotal}}
	if !t.Discount.IsZero() {
		label := i18n.T(ctx, "orderbook.discount")
		if order.Coupon != "" {
			label = i18n.F(ctx, "orderbook.discount_code", "Code", order.Coupon)
		}
		list = append(list, backoffice.Sum{Label: label, Amount: t.Discount.Neg()})
	}
	list = append(list, backoffice.Sum{Label: i18n.F(ctx, "orderbook.shipping", "Name", order.ShippingName), Amount: t.Shipping})
	total := backoffice.Sum{Label: i18n.T(ctx, "orderbook.total"), Amount: t.Total, Total: true}
	if t.Inclusive {
		list = append(list, total)
	}
	for _, line := range t.Taxes {
		label := line.Rate.Name
		if t.Inclusive {
			label = i18n.F(ctx, "orderbook.included", "Rate", label)
		}
		list = append(list, backoffice.Sum{Label: label, Amount: line.Tax})
	}
	if !t.Inclusive {
		list = append(list, total)
	}
	return list
}
