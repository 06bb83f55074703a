package backoffice

import (
	"context"
	"net/url"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/orders"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
	"holdfast/views/ui"
)

// orders lists them, narrowed by what the address says.
func (p *Pages) orders(c *fiber.Ctx) error {
	frame, ctx, zone, err := p.dated(c, "admin.orders", "/admin/orders")
	if err != nil {
		return err
	}
	page := backoffice.OrdersPage{Page: frame, State: query(c, "state"), Query: query(c, "q")}
	for _, option := range []struct {
		state orders.State
		key   string
	}{
		{orders.ToPay, "orderbook.to_pay"}, {orders.ToSend, "orderbook.to_send"},
		{orders.Sent, "orderbook.sent"}, {orders.Canceled, "orderbook.canceled"},
	} {
		page.States = append(page.States, ui.Option{Value: string(option.state), Label: i18n.T(ctx, option.key)})
	}
	after := query(c, "after")
	list, next, err := p.Orders.List(ctx, orders.Filter{State: orders.State(page.State), Query: page.Query}, after, pageSize)
	if err != nil {
		return err
	}
	page.Rows = p.orderRows(ctx, list, zone)
	page.More = more("/admin/orders", url.Values{"state": {page.State}, "q": {page.Query}}, after, next)
	return show(c, backoffice.Orders(page))
}

// more leads on through a list at path, keeping what narrows it.
func more(path string, narrowed url.Values, after, next string) (m backoffice.More) {
	kept := url.Values{}
	for name, values := range narrowed {
		if values[0] != "" {
			kept.Set(name, values[0])
		}
	}
	address := func() string {
		if len(kept) == 0 {
			return path
		}
		return path + "?" + kept.Encode()
	}
	if after != "" {
		m.First = address()
	}
	if next != "" {
		kept.Set("after", next)
		m.Next = address()
	}
	return m
}

func (p *Pages) orderRows(ctx context.Context, list []orders.Order, zone *time.Location) []backoffice.OrderRow {
	names := p.methods(ctx)
	rows := make([]backoffice.OrderRow, len(list))
	for i, o := range list {
		rows[i] = orderRow(ctx, o, names, zone)
	}
	return rows
}

func orderRow(ctx context.Context, o orders.Order, names map[string]string, zone *time.Location) backoffice.OrderRow {
	return backoffice.OrderRow{Number: o.Number, Name: o.Recipient.Name, Email: o.Recipient.Email, Payment: named(names, o.PaymentMethod),
		Placed: o.PlacedAt.In(zone), Total: o.Total(), State: orderState(ctx, o)}
}

// methods are the names of the ways to pay, by id.
func (p *Pages) methods(ctx context.Context) map[string]string {
	names := map[string]string{}
	for _, method := range p.Payments.Methods(ctx) {
		names[method.ID] = method.Name
	}
	return names
}

// named is the name of a method, or the id of one that is offered no more.
func named(names map[string]string, id string) string {
	if name, ok := names[id]; ok {
		return name
	}
	return id
}

func orderState(ctx context.Context, o orders.Order) backoffice.State {
	key, tone := "orderbook.to_pay", "warning"
	switch state := o.State(); {
	case state == orders.Canceled:
		key, tone = "orderbook.canceled", ""
	case state == orders.Sent && o.PaidAt.IsZero():
		key, tone = "orderbook.sent_unpaid", "warning"
	case state == orders.Sent:
		key, tone = "orderbook.sent", "success"
	case state == orders.Paid:
		key, tone = "orderbook.to_send", "info"
	case o.CashOnDelivery():
		key, tone = "orderbook.to_send_cash", "info"
	}
	return backoffice.State{Text: i18n.T(ctx, key), Tone: tone}
}
