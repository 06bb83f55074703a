package payments

import (
	"fmt"

	"holdfast/db"
	"holdfast/modules/payments/internal/store"
)

// apply moves an attempt to where its provider says it is, inside tx. It may be
// called with the same or with an older status again: nothing moves back.
// Faults: ErrUnknownPayment.
func (s *Service) apply(tx *db.Tx, provider string, status Status) (store.Attempt, error) {
	row, found, err := store.ByKey(tx, provider, status.Key)
	if err != nil {
		return row, fmt.Errorf("read the payment behind %s of %s: %w", status.Ref, provider, err)
	}
	if !found {
		return row, ErrUnknownPayment
	}
	if err := store.Checked(tx, row.ID, s.now().UTC()); err != nil {
		return row, fmt.Errorf("note that payment %s was checked: %w", row.ID, err)
	}
	switch status.State {
	case StateCaptured:
		if status.Amount != row.Money(row.Amount) {
			// Never seen as paid: a human has to look.
			return row, fmt.Errorf("%s took %s for payment %s of %s", provider, status.Amount, row.ID, row.Money(row.Amount))
		}
		row.ProviderRef = status.Ref
		return s.capture(tx, row, provider, "")
	case StateFailed, StateCanceled:
		return s.end(tx, row, status)
	}
	return row, nil
}

// capture moves an attempt to captured from wherever it is, enters the ledger
// and tells it, once.
func (s *Service) capture(tx *db.Tx, row store.Attempt, actor, note string) (store.Attempt, error) {
	now := s.now().UTC()
	moved, err := store.Capture(tx, row.ID, row.ProviderRef, now,
		string(StateCreated), string(StatePending), string(StateFailed), string(StateCanceled))
	if err != nil {
		return row, fmt.Errorf("capture payment %s: %w", row.ID, err)
	}
	if moved {
		err := store.Enter(tx, store.Entry{
			ID: row.ID, AttemptID: row.ID, OrderID: row.OrderID,
			Amount: row.Amount, Currency: row.Currency, Note: note, Actor: actor, At: now,
		})
		if err != nil {
			return row, fmt.Errorf("enter payment %s in the ledger: %w", row.ID, err)
		}
		if err := tx.Publish(Captured{row.ID, row.OrderID, row.Money(row.Amount), actor, now}); err != nil {
			return row, err
		}
	}
	return reread(tx, row.ID)
}

// end moves an open attempt to failed or canceled and tells it, once.
func (s *Service) end(tx *db.Tx, row store.Attempt, status Status) (store.Attempt, error) {
	now := s.now().UTC()
	moved, err := store.End(tx, row.ID, string(status.State), status.Reason, now)
	if err != nil {
		return row, fmt.Errorf("end payment %s: %w", row.ID, err)
	}
	if moved {
		if err := tx.Publish(Failed{row.ID, row.OrderID, status.Reason, now}); err != nil {
			return row, err
		}
	}
	return reread(tx, row.ID)
}

func reread(tx *db.Tx, id string) (store.Attempt, error) {
	row, _, err := store.AttemptIn(tx, id)
	if err != nil {
		return row, fmt.Errorf("read payment %s: %w", id, err)
	}
	return row, nil
}
