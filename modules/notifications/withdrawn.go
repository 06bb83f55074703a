package notifications

import (
	"context"
	"fmt"
	"time"

	"holdfast/db"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/orders"
)

// withdrawn acknowledges a withdrawal on a durable medium, with what it said and
// when it came in: Directive 2011/83/EU, Article 11a(4).
func (s *Service) withdrawn(ctx context.Context, e orders.OrderWithdrawn) error {
	order, err := s.orders.OrderMail(ctx, e.Order)
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read order %s for a mail: %w", e.Order, err)
	}
	order.Withdrawal = Withdrawal{Name: e.Name, What: e.What, At: e.At.In(order.PlacedAt.Location())}
	words, err := s.renderer.Render(ctx, OrderWithdrawn, order)
	if err != nil {
		return fmt.Errorf("render the withdrawal of order %s: %w", e.Order, err)
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		return s.Send(tx, Mail{
			Key: string(OrderWithdrawn) + ":" + e.Order + ":" + e.At.UTC().Format(time.RFC3339Nano), Kind: OrderWithdrawn, To: order.Email,
			OrderNumber: order.Number, Subject: words.Subject, Text: words.Text, HTML: words.HTML,
		})
	})
}
