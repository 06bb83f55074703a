package orders

import (
	"context"
	"fmt"

	"holdfast/db"
	"holdfast/modules/kernel/event"
	"holdfast/modules/orders/internal/store"
)

// pay marks an order as paid. One that has lapsed, perhaps at this very moment,
// is revived by it, which is told of as well.
func (s *Service) pay(ctx context.Context, order Order, actor string) error {
	tell := []event.Event{OrderPaid{Order: order.ID, Number: order.Number}}
	paid, err := s.take(ctx, order.ID, "paid", "", actor, "paid_at = ?", "paid_at IS NULL AND canceled_at IS NULL", tell...)
	if err != nil || paid || offline(order.PaymentMethod) {
		return err
	}
	// Once canceled it stays so, but for this.
	tell = append(tell, OrderRevived{Order: order.ID, Number: order.Number})
	return s.step(ctx, order.ID, "paid", "", actor, "paid_at = ?, canceled_at = NULL, cancel_reason = ''",
		"paid_at IS NULL AND canceled_at IS NOT NULL AND cancel_reason = '"+NotPaidInTime+"'", tell...)
}

// redeemAgain takes the uses again that an order gave back when it was canceled,
// now that it is not any more: whoever has paid the lower price has used them.
// One whose limit was reached meanwhile is passed, and the order says so. An
// order that is canceled, or that has its uses, is left alone.
//
// It is called by whoever hears that the order was revived, and by whoever gives
// uses back: of the two, the later one finds the order as it stays.
func (s *Service) redeemAgain(ctx context.Context, id string) error {
	order, err := s.ByID(ctx, id)
	if err != nil || order.State() == Canceled || len(order.Totals.Redeems()) == 0 {
		return err
	}
	passed, err := s.needs.Promotions.RedeemAgain(ctx, id, order.Recipient.Email, order.Totals.Redeems()...)
	if err != nil {
		return fmt.Errorf("count the coupons of order %s again: %w", order.Number, err)
	}
	for _, code := range passed {
		err := s.db.Write(ctx, func(tx *db.Tx) error {
			return s.store.InTx(tx).Log(store.Event{OrderID: id, Kind: "coupon passed its limit", Detail: code, At: s.now()})
		})
		if err != nil {
			return fmt.Errorf("note that order %s passed a coupon's limit: %w", order.Number, err)
		}
	}
	return nil
}
