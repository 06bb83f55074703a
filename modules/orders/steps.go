package orders

import (
	"context"
	"errors"
	"fmt"

	"holdfast/db"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/event"
	"holdfast/modules/orders/internal/store"
	"holdfast/modules/payments"
)

// NotPaidInTime is why an order is canceled whose card payment never came.
const NotPaidInTime = "not paid in time"

// OutOfStock is why an order is canceled that was paid when its stock was gone.
const OutOfStock = "paid after its stock was gone"

// MarkPaid says, in actor's name, that the money has come past the shop.
// Faults: ErrUnknownOrder, ErrCanceled, those of payments.MarkPaid.
func (s *Service) MarkPaid(ctx context.Context, id, actor string) error {
	order, err := s.ByID(ctx, id)
	if err != nil {
		return err
	}
	if order.State() == Canceled {
		return ErrCanceled
	}
	if _, err := s.needs.Payments.MarkPaid(ctx, id, actor); err != nil {
		return err
	}
	return s.settle(ctx, id, actor)
}

// Settle makes the order agree with its payment: paid, and its stock certain.
// It is taken by whoever hears of money first, and taking it again does
// nothing. Faults: ErrUnknownOrder.
func (s *Service) Settle(ctx context.Context, id string) error { return s.settle(ctx, id, "") }

func (s *Service) settle(ctx context.Context, id, actor string) error {
	order, err := s.ByID(ctx, id)
	if err != nil {
		return err
	}
	paid, err := s.paid(ctx, id)
	switch {
	case err != nil || !paid:
		return err
	case !order.PaidAt.IsZero():
		return s.giveBackSecond(ctx, order)
	case order.State() == Canceled && !order.lapsed():
		return s.undo(ctx, id) // somebody canceled it on purpose: the money goes back
	}
	err = s.needs.Inventory.Confirm(ctx, id)
	if errors.Is(err, inventory.ErrHoldEnded) {
		err = s.needs.Inventory.HoldAgain(ctx, id) // money that came late
	}
	if errors.Is(err, inventory.ErrInsufficientStock) {
		return s.giveBack(ctx, order)
	}
	if err != nil {
		return fmt.Errorf("confirm the stock of order %s: %w", order.Number, err)
	}
	if err := s.pay(ctx, order, actor); err != nil {
		return err
	}
	return s.undo(ctx, id) // if it was canceled in between: what was confirmed goes back, too
}

// giveBack ends an order whose money came when its stock was gone, and says so.
// The order's own step comes first: of two that settle it, one may have found
// stock again.
func (s *Service) giveBack(ctx context.Context, order Order) error {
	err := s.step(ctx, order.ID, "refunded", OutOfStock, "", "canceled_at = coalesce(canceled_at, ?), cancel_reason = '"+OutOfStock+"'",
		"paid_at IS NULL AND cancel_reason <> '"+OutOfStock+"'", OrderCanceled{Order: order.ID, Number: order.Number, Reason: OutOfStock})
	if err != nil {
		return err
	}
	return s.undo(ctx, order.ID)
}

// giveBackSecond refunds what was paid for an order once more, from another
// page that was left open, and closes what is open still.
func (s *Service) giveBackSecond(ctx context.Context, order Order) error {
	attempts, err := s.needs.Payments.Attempts(ctx, order.ID)
	if err != nil {
		return fmt.Errorf("read the payments of order %s: %w", order.ID, err)
	}
	paid, open := false, false
	for _, a := range attempts {
		open = open || a.State == payments.StateCreated || a.State == payments.StatePending
		if paid && a.State == payments.StateCaptured {
			if err := s.refund(ctx, order, a, "paid twice"); err != nil {
				return err
			}
		}
		paid = paid || a.Paid()
	}
	if !open {
		return nil
	}
	return s.needs.Payments.Cancel(ctx, order.ID)
}

func (s *Service) paid(ctx context.Context, id string) (bool, error) {
	attempts, err := s.needs.Payments.Attempts(ctx, id)
	if err != nil {
		return false, fmt.Errorf("read the payments of order %s: %w", id, err)
	}
	for _, a := range attempts {
		if a.State == payments.StateCaptured {
			return true, nil
		}
	}
	return false, nil
}

// Cancel ends an order that was not sent: its stock and its coupon are given
// back, and so is its money. Canceling twice is canceling once.
// Faults: ErrUnknownOrder, ErrAlreadySent.
func (s *Service) Cancel(ctx context.Context, id, reason, actor string) error {
	order, err := s.ByID(ctx, id)
	if err != nil {
		return err
	}
	switch order.State() {
	case Sent:
		return ErrAlreadySent
	case Placed, Paid:
		err = s.step(ctx, id, "canceled", reason, actor, "canceled_at = ?", "sent_at IS NULL AND canceled_at IS NULL",
			OrderCanceled{Order: id, Number: order.Number, Reason: reason})
	}
	if err != nil {
		return err
	}
	if err := s.undo(ctx, id); err != nil {
		return err
	}
	if order, err = s.ByID(ctx, id); err == nil && order.State() == Sent {
		return ErrAlreadySent // in between
	}
	return err
}

// undo gives back what an order that was canceled held. It is called again by
// the event, in case that we stopped half-way. Of one that has lapsed, the stock
// is back already, and money is Settle's to decide about: it may have come and
// taken the stock again since we looked.
func (s *Service) undo(ctx context.Context, id string) error {
	order, err := s.ByID(ctx, id)
	if err != nil || order.State() != Canceled {
		return err
	}
	if !order.lapsed() {
		if err := s.needs.Inventory.Release(ctx, id); err != nil && !errors.Is(err, inventory.ErrUnknownHold) {
			return fmt.Errorf("release the stock of order %s: %w", order.Number, err)
		}
	}
	if err := s.needs.Promotions.Release(ctx, id); err != nil {
		return fmt.Errorf("give back the coupon of order %s: %w", order.Number, err)
	}
	if err := s.redeemAgain(ctx, id); err != nil { // if money has revived it since we looked
		return err
	}
	if err := s.needs.Payments.Cancel(ctx, id); err != nil {
		return fmt.Errorf("cancel the payment of order %s: %w", order.Number, err)
	}
	if order.lapsed() {
		return nil
	}
	return s.refundAll(ctx, order)
}

// refundAll gives back what is left of every payment of an order that was canceled.
func (s *Service) refundAll(ctx context.Context, order Order) error {
	attempts, err := s.needs.Payments.Attempts(ctx, order.ID)
	if err != nil {
		return fmt.Errorf("read the payments of order %s: %w", order.ID, err)
	}
	reason := "canceled"
	if order.CancelReason == OutOfStock {
		reason = OutOfStock
	}
	for _, a := range attempts {
		if err := s.refund(ctx, order, a, reason); err != nil {
			return err
		}
	}
	return nil
}

// refund gives back what is left of one payment, once.
func (s *Service) refund(ctx context.Context, order Order, a payments.Attempt, reason string) error {
	rest := a.Captured.Sub(a.Refunded)
	if rest.Minor <= 0 {
		return nil
	}
	_, err := s.needs.Payments.Refund(ctx, payments.NewRefund{Order: order.ID, Attempt: a.ID, Amount: rest, Reason: reason, Key: "all:" + a.ID})
	if err != nil {
		return fmt.Errorf("refund order %s: %w", order.Number, err)
	}
	return nil
}

// MarkSent says that the order is on its way. It is fulfillment's to call.
// Faults: ErrUnknownOrder, ErrCanceled, ErrUnpaid.
func (s *Service) MarkSent(ctx context.Context, id, detail, actor string) error {
	order, err := s.ByID(ctx, id)
	if err != nil {
		return err
	}
	switch {
	case order.State() == Canceled:
		return ErrCanceled
	case order.State() == Sent:
		return nil
	case !order.MaySend():
		return ErrUnpaid
	}
	err = s.step(ctx, id, "sent", detail, actor, "sent_at = ?", "sent_at IS NULL AND canceled_at IS NULL",
		OrderSent{Order: id, Number: order.Number})
	if err != nil {
		return err
	}
	if order, err = s.ByID(ctx, id); err == nil && order.State() == Canceled {
		return ErrCanceled // in between
	}
	return err
}

// step changes an order if where still holds, logs it and tells of it; else
// somebody else has taken the step, and there is nothing to do.
func (s *Service) step(ctx context.Context, id, kind, detail, actor, set, where string, tell ...event.Event) error {
	_, err := s.take(ctx, id, kind, detail, actor, set, where, tell...)
	return err
}

// take is step, and reports whether it was this one that took it.
func (s *Service) take(ctx context.Context, id, kind, detail, actor, set, where string, tell ...event.Event) (changed bool, err error) {
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		w := s.store.InTx(tx)
		if changed, err = w.Change(id, set, where, s.now()); err != nil || !changed {
			return err
		}
		if kind == "canceled" {
			if err := w.SetCancelReason(id, detail); err != nil {
				return err
			}
		}
		if err := w.Log(store.Event{OrderID: id, Kind: kind, Detail: detail, Actor: actor, At: s.now()}); err != nil {
			return err
		}
		for _, each := range tell {
			if err := tx.Publish(each); err != nil {
				return err
			}
		}
		return nil
	})
	return changed && err == nil, err
}
