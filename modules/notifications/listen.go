package notifications

import (
	"context"
	"fmt"

	"holdfast/db"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/orders"
)

// listen hears what happens to orders. It tells each once, however often it hears.
func (s *Service) listen() {
	db.Listen(s.db, "notifications.order_placed", func(ctx context.Context, e orders.OrderPlaced) error {
		return s.OrderPlaced(ctx, e.Order)
	})
	db.Listen(s.db, "notifications.order_paid", func(ctx context.Context, e orders.OrderPaid) error {
		return s.OrderPaid(ctx, e.Order)
	})
	db.Listen(s.db, "notifications.order_sent", func(ctx context.Context, e orders.OrderSent) error {
		return s.OrderSent(ctx, e.Order)
	})
	db.Listen(s.db, "notifications.order_withdrawn", s.withdrawn)
	db.Listen(s.db, "notifications.order_canceled", func(ctx context.Context, e orders.OrderCanceled) error {
		return s.OrderCanceled(ctx, e.Order)
	})
	db.Listen(s.db, "notifications.order_revived", func(ctx context.Context, e orders.OrderRevived) error {
		return s.OrderRevived(ctx, e.Order)
	})
}

// OrderPlaced writes to whoever placed the order; who is about to pay it online
// is thanked when that has succeeded.
func (s *Service) OrderPlaced(ctx context.Context, orderID string) error {
	return s.tell(ctx, orderID, func(o OrderMail) Kind {
		if o.PaysOnline && !o.Paid {
			return ""
		}
		return OrderPlaced
	})
}

// OrderPaid says that the payment has arrived: with the thanks for the order
// where it was paid at once, else in a mail of its own.
func (s *Service) OrderPaid(ctx context.Context, orderID string) error {
	return s.tell(ctx, orderID, func(o OrderMail) Kind {
		switch {
		case o.PaysOnline:
			return OrderPlaced
		case o.Sent: // paid at the door: nothing is news
			return ""
		}
		return OrderPaid
	})
}

// OrderSent says that the order is on its way, and where.
func (s *Service) OrderSent(ctx context.Context, orderID string) error {
	return s.tell(ctx, orderID, func(OrderMail) Kind { return OrderSent })
}

// tell sends one mail of a kind about an order, however often it is called. An
// order that is not there any more is nobody's to hear of.
func (s *Service) tell(ctx context.Context, orderID string, kindOf func(OrderMail) Kind) error {
	order, err := s.orders.OrderMail(ctx, orderID)
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read order %s for a mail: %w", orderID, err)
	}
	kind := kindOf(order)
	if kind == "" {
		return nil
	}
	words, err := s.renderer.Render(ctx, kind, order)
	if err != nil {
		return fmt.Errorf("render %s of order %s: %w", kind, orderID, err)
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		return s.Send(tx, Mail{
			Key: key(kind, orderID, order), Kind: kind, To: order.Email, OrderNumber: order.Number,
			Subject: words.Subject, Text: words.Text, HTML: words.HTML,
		})
	})
}
