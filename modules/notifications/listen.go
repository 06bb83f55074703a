package notifications

import (
	"context"
	"fmt"

	"holdfast/db"
)

// OrderPlaced writes to whoever placed the order.
func (s *Service) OrderPlaced(ctx context.Context, orderID string) error {
	return s.tell(ctx, OrderPlaced, orderID)
}

// OrderPaid says that the payment has arrived.
func (s *Service) OrderPaid(ctx context.Context, orderID string) error {
	return s.tell(ctx, OrderPaid, orderID)
}

// OrderSent says that the order is on its way, and where.
func (s *Service) OrderSent(ctx context.Context, orderID string) error {
	return s.tell(ctx, OrderSent, orderID)
}

// OrderCanceled says that the order will not be sent.
func (s *Service) OrderCanceled(ctx context.Context, orderID string) error {
	return s.tell(ctx, OrderCanceled, orderID)
}

// tell sends one mail about an order, however often it is called.
func (s *Service) tell(ctx context.Context, kind Kind, orderID string) error {
	order, err := s.orders.OrderMail(ctx, orderID)
	if err != nil {
		return fmt.Errorf("read order %s for a mail: %w", orderID, err)
	}
	words, err := s.renderer.Render(ctx, kind, order)
	if err != nil {
		return fmt.Errorf("render %s of order %s: %w", kind, orderID, err)
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		return s.Send(tx, Mail{
			Key: string(kind) + ":" + orderID, Kind: kind, To: order.Email, OrderNumber: order.Number,
			Subject: words.Subject, Text: words.Text, HTML: words.HTML,
		})
	})
}
