package payments

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"holdfast/db"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/money"
	"holdfast/modules/payments/internal/store"
)

// RefundState is how far a refund has come.
type RefundState string

// The states of a refund. Offline, the merchant pays it back: it is done at once.
const (
	RefundPending RefundState = "pending" // set aside, the provider has not confirmed
	RefundDone    RefundState = "done"
	RefundFailed  RefundState = "failed" // the provider refused
)

// NewRefund says what is to be paid back.
type NewRefund struct {
	Order   string
	Attempt string // which it is taken from; empty: the first that has as much
	Amount  money.Money
	Reason  string
	// Key makes asking again for the same order harmless, e.g. the form's
	// submit key. Empty: none.
	Key string
}

// Refund is one amount that is paid back.
type Refund struct {
	ID      string
	Order   string
	Attempt string
	Amount  money.Money
	Reason  string
	State   RefundState
	At      time.Time
}

// Refund pays back part or all of what was captured for an order, never more,
// once for each key. A provider that does not answer leaves it pending, and is
// asked again. No transaction may be open. Faults: ErrInvalidAmount,
// ErrRefundTooMuch, the provider's refusal, and ErrRefundRefused when asked
// again after that.
func (s *Service) Refund(ctx context.Context, n NewRefund) (Refund, error) {
	if n.Amount.Minor <= 0 || n.Amount.Currency == "" {
		return Refund{}, ErrInvalidAmount
	}
	row, err := s.hold(ctx, n)
	if err != nil {
		return Refund{}, fmt.Errorf("refund %s of order %s: %w", n.Amount, n.Order, err)
	}
	refund, err := s.settle(ctx, row)
	if refund.State == RefundPending {
		return refund, nil // ReconcileStale asks again, and says why
	}
	return refund, err
}

// Refunds returns the refunds of order, the first one first.
func (s *Service) Refunds(ctx context.Context, order string) ([]Refund, error) {
	rows, err := s.store.Refunds(ctx, order)
	if err != nil {
		return nil, fmt.Errorf("read the refunds of order %s: %w", order, err)
	}
	refunds := make([]Refund, len(rows))
	for i, row := range rows {
		refunds[i] = refundFromRow(row)
	}
	return refunds, nil
}

// hold sets the amount aside on one of the order's captured attempts.
func (s *Service) hold(ctx context.Context, n NewRefund) (row store.Refund, err error) {
	attempts, err := s.store.Attempts(ctx, n.Order)
	if err != nil {
		return row, err
	}
	now := s.now().UTC()
	id := rand.Text()
	row = store.Refund{
		ID: id, Key: id, OrderID: n.Order, Amount: n.Amount.Minor, Currency: n.Amount.Currency,
		Reason: n.Reason, State: string(RefundPending), CreatedAt: now, UpdatedAt: now,
	}
	if n.Key != "" {
		row.Key = n.Order + "/" + n.Key
	}
	wanted := row
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		row = wanted
		claimed, err := store.ClaimRefund(tx, row)
		if err != nil {
			return err
		}
		if !claimed {
			row, _, err = store.RefundByKey(tx, row.Key)
			return err
		}
		row.AttemptID, err = holdOnOne(tx, attempts, n.Attempt, row, now)
		return err
	})
	return row, err
}

func holdOnOne(tx *db.Tx, attempts []store.Attempt, only string, row store.Refund, now time.Time) (string, error) {
	for _, a := range attempts {
		if a.Currency != row.Currency || (only != "" && a.ID != only) {
			continue
		}
		held, err := store.Hold(tx, a.ID, row.Amount, now)
		if err != nil {
			return "", err
		}
		if held {
			return a.ID, store.Assign(tx, row.ID, a.ID)
		}
	}
	return "", ErrRefundTooMuch
}

// settle has a pending refund paid back. Where the provider gave no answer, it
// returns the refund, still pending, with the error.
func (s *Service) settle(ctx context.Context, row store.Refund) (Refund, error) {
	switch RefundState(row.State) {
	case RefundDone:
		return refundFromRow(row), nil
	case RefundFailed:
		return refundFromRow(row), ErrRefundRefused
	}
	a, err := s.Attempt(ctx, row.AttemptID)
	if err != nil {
		return Refund{}, err
	}
	var answer error
	if !a.Offline() {
		provider, err := s.provider(a.Provider)
		if err != nil {
			return Refund{}, err
		}
		answer = provider.Refund(ctx, Repayment{Ref: a.ProviderRef, Key: row.ID, Amount: money.New(row.Amount, row.Currency)})
	}
	if _, refused := errors.AsType[*fault.Fault](answer); answer != nil && !refused {
		return refundFromRow(row), fmt.Errorf("refund %s with %s: %w", row.ID, a.Provider, answer)
	}
	return s.close(ctx, row, answer)
}

// close writes down what the provider answered: done, or refused.
func (s *Service) close(ctx context.Context, row store.Refund, refusal error) (Refund, error) {
	now := s.now().UTC()
	row.State = string(RefundDone)
	if refusal != nil {
		row.State = string(RefundFailed)
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		settled, err := store.SettleRefund(tx, row.ID, row.State, now)
		if err != nil || !settled {
			return err
		}
		if refusal != nil {
			return store.Unhold(tx, row.AttemptID, row.Amount, now)
		}
		return paidBack(tx, row, now)
	})
	if err != nil {
		return Refund{}, fmt.Errorf("write down refund %s: %w", row.ID, err)
	}
	return refundFromRow(row), refusal
}

func paidBack(tx *db.Tx, row store.Refund, now time.Time) error {
	err := store.Enter(tx, store.Entry{
		ID: row.ID, AttemptID: row.AttemptID, OrderID: row.OrderID,
		Amount: -row.Amount, Currency: row.Currency, Note: row.Reason, At: now,
	})
	if err != nil {
		return err
	}
	if err := store.PaidBack(tx, row.AttemptID, now); err != nil {
		return err
	}
	return tx.Publish(Refunded{row.ID, row.AttemptID, row.OrderID, money.New(row.Amount, row.Currency), now})
}

// retryRefund settles a refund that waits; one that still does goes to the end
// of the queue.
func (s *Service) retryRefund(ctx context.Context, id string) error {
	row, _, err := s.store.Refund(ctx, id)
	if err != nil {
		return fmt.Errorf("read refund %s: %w", id, err)
	}
	if _, err = s.settle(ctx, row); err == nil {
		return nil
	}
	later := s.db.Write(ctx, func(tx *db.Tx) error { return store.Touch(tx, id, s.now().UTC()) })
	return errors.Join(err, later)
}

func refundFromRow(row store.Refund) Refund {
	return Refund{
		ID: row.ID, Order: row.OrderID, Attempt: row.AttemptID, Amount: money.New(row.Amount, row.Currency),
		Reason: row.Reason, State: RefundState(row.State), At: row.CreatedAt.UTC(),
	}
}
