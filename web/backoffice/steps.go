package backoffice

import (
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/fulfillment"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/orders"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
)

// markPaid says that the money has come past the shop.
func (p *Pages) markPaid(c *fiber.Ctx) error {
	return p.step(c, "orders.paid", "orderbook.marked_paid", backoffice.OrderPage{}, func(o orders.Order) (string, bool, error) {
		return o.Total().String(), o.PaidAt.IsZero(), p.Orders.MarkPaid(c.UserContext(), o.ID, operator(c).Email)
	})
}

// markSent says that the parcel has left.
func (p *Pages) markSent(c *fiber.Ctx) error {
	typed := backoffice.OrderPage{Carrier: form(c, "carrier", 500), Tracking: form(c, "tracking", 1000)}
	return p.step(c, "orders.sent", "orderbook.marked_sent", typed, func(o orders.Order) (string, bool, error) {
		if utf8.RuneCountInString(typed.Carrier) > 100 {
			return "", false, invalid("carrier", i18n.T(localised(c), "orderbook.carrier_long"))
		}
		err := p.Fulfillment.Send(c.UserContext(), fulfillment.Parcel{Order: o.ID, Carrier: typed.Carrier,
			TrackingURL: typed.Tracking, SentBy: operator(c).Email})
		return strings.TrimSpace(typed.Carrier + " " + typed.Tracking), o.SentAt.IsZero(), err
	})
}

// cancel ends an order, and gives back its stock and its money.
func (p *Pages) cancel(c *fiber.Ctx) error {
	typed := backoffice.OrderPage{Reason: form(c, "reason", 1000)}
	return p.step(c, "orders.canceled", "orderbook.canceled_now", typed, func(o orders.Order) (string, bool, error) {
		switch {
		case typed.Reason == "":
			return "", false, invalid("reason", i18n.T(localised(c), "orderbook.reason_missing"))
		case utf8.RuneCountInString(typed.Reason) > 200:
			return "", false, invalid("reason", i18n.T(localised(c), "orderbook.reason_long"))
		}
		return typed.Reason, o.State() != orders.Canceled, p.Orders.Cancel(c.UserContext(), o.ID, typed.Reason, operator(c).Email)
	})
}

// step takes a step of an order, which says what it did and whether it was the
// first to; says so in the audit log, and leads back to the order. A step that
// is refused shows the order with what was typed.
func (p *Pages) step(c *fiber.Ctx, what, message string, typed backoffice.OrderPage, take func(orders.Order) (string, bool, error)) error {
	order, err := p.Orders.Order(c.UserContext(), param(c, "number"))
	if err != nil {
		return err
	}
	detail, first, err := take(order)
	if err != nil {
		now, again := p.Orders.Order(c.UserContext(), order.Number)
		if again != nil {
			return again
		}
		return p.showOrder(c, now, typed, err)
	}
	if first {
		if err := p.note(c, what, "order:"+order.Number, detail); err != nil {
			return err
		}
	}
	return done(c, "/admin/orders/"+order.Number, i18n.F(localised(c), message, "Number", order.Number))
}

// form returns a field as it was typed, without blanks around it.
func form(c *fiber.Ctx, name string, longest int) string {
	return strings.TrimSpace(bounded(c.FormValue(name), longest))
}

func invalid(field, message string) error {
	return fault.InvalidFields(fault.Field{Name: field, Message: message})
}
