package payments

import (
	"context"
	"crypto/rand"
	"fmt"

	"holdfast/db"
	"holdfast/modules/payments/internal/store"
)

// Start writes an attempt down, in the transaction that places the order. An
// offline one is pending at once. Where nothing is to be paid, it is captured
// at once. Faults: ErrUnknownMethod, ErrInvalidAmount.
func (s *Service) Start(tx *db.Tx, n NewAttempt) (Attempt, error) {
	if n.Amount.Minor < 0 || n.Amount.Currency == "" {
		return Attempt{}, ErrInvalidAmount
	}
	method, provider, err := s.method(tx.Context(), n.Method)
	if err != nil {
		return Attempt{}, err
	}
	now := s.now().UTC()
	row := store.Attempt{
		ID: rand.Text(), OrderID: n.Order, Method: method.ID, Provider: provider,
		Amount: n.Amount.Minor, Currency: n.Amount.Currency, State: string(StateCreated),
		IdempotencyKey: rand.Text(), ReturnTo: n.Return,
		CreatedAt: now, UpdatedAt: now, CheckedAt: now,
	}
	if method.Offline {
		row.State = string(StatePending)
	}
	if row.ReturnTo == "" {
		row.ReturnTo = ReturnPath(row.ID)
	}
	if err := store.Create(tx, row); err != nil {
		return Attempt{}, fmt.Errorf("start a payment of order %s: %w", n.Order, err)
	}
	if n.Amount.IsZero() {
		if row, err = s.capture(tx, row, "", "nothing to pay"); err != nil {
			return Attempt{}, err
		}
	}
	return fromRow(row), nil
}

// maxAttempts is how often an order may be tried to be paid.
const maxAttempts = 6

// Retry writes another attempt down, for an order whose last one has failed.
// While one is open, that is the attempt: two pages would be paid twice.
// Who tries stolen cards does so by the hundred: an order has few attempts.
// Faults: ErrPaid, ErrTooOften, those of Start.
func (s *Service) Retry(ctx context.Context, n NewAttempt) (attempt Attempt, err error) {
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		rows, err := store.LockAttempts(tx, n.Order)
		if err != nil {
			return fmt.Errorf("read the payments of order %s: %w", n.Order, err)
		}
		for _, row := range rows {
			switch State(row.State) {
			case StateCaptured:
				return ErrPaid
			case StateCreated, StatePending:
				attempt = fromRow(row)
				return nil
			}
		}
		if len(rows) >= maxAttempts {
			return ErrTooOften
		}
		attempt, err = s.Start(tx, n)
		return err
	})
	return attempt, err
}

// Begin opens the attempt with its provider and returns the address of the page
// where the shopper pays: the same one, however often it is called. It is
// empty when the method is offline. No transaction may be open.
// Faults: ErrUnknownPayment, ErrClosed.
func (s *Service) Begin(ctx context.Context, attemptID string) (redirect string, err error) {
	a, err := s.Attempt(ctx, attemptID)
	switch {
	case err != nil:
		return "", err
	case a.Offline():
		return "", nil
	case a.State == StatePending && a.Redirect != "":
		return a.Redirect, nil
	case a.State != StateCreated:
		return "", ErrClosed
	}
	provider, err := s.provider(a.Provider)
	if err != nil {
		return "", err
	}
	session, err := provider.Begin(ctx, Charge{Key: a.IdempotencyKey, Order: a.Order, Amount: a.Amount, Return: a.Return})
	if err != nil {
		return "", fmt.Errorf("begin payment %s with %s: %w", a.ID, a.Provider, err)
	}
	return session.Redirect, s.began(ctx, a.ID, session)
}

// began writes down what the provider opened. An attempt that was canceled in
// the meantime is closed with the provider, too.
func (s *Service) began(ctx context.Context, id string, session Session) error {
	var state State
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		if err := store.Began(tx, id, session.Ref, session.Redirect, s.now().UTC()); err != nil {
			return err
		}
		row, _, err := store.AttemptIn(tx, id)
		if state = State(row.State); err != nil || state != StateCanceled {
			return err
		}
		return tx.Enqueue(voidJob{id}, db.Slowly)
	})
	if err != nil {
		return fmt.Errorf("write down that payment %s has begun: %w", id, err)
	}
	if state == StateCanceled {
		return ErrClosed
	}
	return nil
}
