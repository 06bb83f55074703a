package notifications

import (
	"context"
	"fmt"
	"strconv"

	"holdfast/db"
)

// OrderCanceled says that the order will not be sent, unless money that came
// late has revived it since. An order that is canceled again is told of again.
func (s *Service) OrderCanceled(ctx context.Context, orderID string) error {
	return s.tell(ctx, orderID, func(o OrderMail) Kind {
		if o.CanceledAt.IsZero() {
			return ""
		}
		return OrderCanceled
	})
}

// OrderRevived takes back what was to be said of an order's cancellation and has
// not left yet: money has come, and the order will be sent.
func (s *Service) OrderRevived(ctx context.Context, orderID string) error {
	err := s.db.Write(ctx, func(tx *db.Tx) error { return s.store.Withdraw(tx, string(OrderCanceled)+":"+orderID, s.now()) })
	if err != nil {
		return fmt.Errorf("take back the mails that order %s is canceled: %w", orderID, err)
	}
	return nil
}

// key says what a mail is about: one of a kind for an order, and one for each
// time that it was canceled.
func key(kind Kind, orderID string, order OrderMail) string {
	text := string(kind) + ":" + orderID
	if kind == OrderCanceled {
		text += ":" + strconv.FormatInt(order.CanceledAt.Unix(), 10)
	}
	return text
}
