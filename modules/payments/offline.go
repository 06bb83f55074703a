package payments

import (
	"context"
	"fmt"

	"holdfast/db"
	"holdfast/modules/payments/internal/store"
)

// MarkPaid says that the money for order has come past the shop, as actor has
// seen it. Again, it answers the same. Faults: ErrUnknownPayment, ErrNotOffline,
// ErrClosed.
func (s *Service) MarkPaid(ctx context.Context, order, actor string) (Attempt, error) {
	attempts, err := s.Attempts(ctx, order)
	if err != nil {
		return Attempt{}, err
	}
	if len(attempts) == 0 {
		return Attempt{}, ErrUnknownPayment
	}
	id := ""
	for _, a := range attempts { // the latest offline one
		if a.Offline() {
			id = a.ID
		}
	}
	if id == "" {
		return Attempt{}, ErrNotOffline
	}
	var row store.Attempt
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if row, _, err = store.AttemptIn(tx, id); err != nil {
			return err
		}
		if state := State(row.State); state == StateCanceled || state == StateFailed {
			return ErrClosed
		}
		row, err = s.capture(tx, row, actor, "")
		return err
	})
	if err != nil {
		return Attempt{}, fmt.Errorf("mark order %s as paid: %w", order, err)
	}
	return fromRow(row), nil
}
