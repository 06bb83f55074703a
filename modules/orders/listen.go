package orders

import (
	"context"
	"errors"

	"holdfast/db"
	"holdfast/modules/inventory"
	"holdfast/modules/payments"
)

// listen hears of money, of reservations that ran out, and of its own
// cancellations, in case that what follows them was cut short.
func (s *Service) listen() {
	s.listenToCustomers()
	db.Listen(s.db, "orders.captured", func(ctx context.Context, e payments.Captured) error {
		return ignoreUnknown(s.settle(ctx, e.Order, e.Actor))
	})
	db.Listen(s.db, "orders.hold_expired", func(ctx context.Context, e inventory.HoldExpired) error {
		return ignoreUnknown(s.expire(ctx, e.Order))
	})
	db.Listen(s.db, "orders.redeem_again", func(ctx context.Context, e OrderRevived) error {
		return ignoreUnknown(s.redeemAgain(ctx, e.Order))
	})
	db.Listen(s.db, "orders.undo", func(ctx context.Context, e OrderCanceled) error {
		return ignoreUnknown(s.undo(ctx, e.Order))
	})
}

// expire cancels an order whose card was not charged in time, unless the money
// came after all.
func (s *Service) expire(ctx context.Context, id string) error {
	attempts, err := s.needs.Payments.Attempts(ctx, id)
	if err != nil {
		return err
	}
	for _, a := range attempts {
		if _, err := s.needs.Payments.Reconcile(ctx, a.ID); err != nil {
			return err
		}
	}
	if paid, err := s.paid(ctx, id); err != nil || paid {
		return errors.Join(err, s.Settle(ctx, id))
	}
	return s.Cancel(ctx, id, NotPaidInTime, "")
}

func ignoreUnknown(err error) error {
	if errors.Is(err, ErrUnknownOrder) {
		return nil
	}
	return err
}
