// Package payments knows who has paid for what: attempts to pay an order, what
// came of them, and the ledger of money.
//
//	created → pending → captured → refunded
//	              └───→ failed, canceled → captured, when the money comes late
//
//	balance(order)     = sum of the ledger's entries for it
//	                   = captured - refunded
//	refunded(attempt)  ≤ captured(attempt)
//
// An attempt moves by one conditional statement each, and by what its provider
// says when asked, never by what a message claims: so messages, redirects and
// reconciliation may come in any order, twice, at once or never, and the state
// is the same. Money that comes after an attempt has failed or was canceled is
// still money: it is captured and told, and orders decides what it means.
//
// No transaction is open while a provider is asked.
package payments

import (
	"context"
	"fmt"
	"time"

	"holdfast/db"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/payments/internal/store"
)

// The faults of this module.
var (
	ErrUnknownPayment  = fault.New(fault.NotFound, "There is no such payment.")
	ErrUnknownMethod   = fault.New(fault.Invalid, "Choose one of the payment methods.")
	ErrInvalidAmount   = fault.New(fault.Invalid, "Enter an amount above 0.")
	ErrTooOften        = fault.New(fault.TooMany, "This order has been tried to be paid too often. Write to us, and we find a way.")
	ErrClosed          = fault.New(fault.Conflict, "This payment is over. Start a new one.")
	ErrPaid            = fault.New(fault.Conflict, "This has been paid.")
	ErrNotOffline      = fault.New(fault.Conflict, "This order is paid online, so the payment provider says when it is paid.")
	ErrRefundTooMuch   = fault.New(fault.Conflict, "That is more than was paid and not yet refunded.")
	ErrRefundRefused   = fault.New(fault.Conflict, "The payment provider refused this refund.")
	ErrUnknownProvider = fault.New(fault.NotFound, "There is no such payment provider.")
	ErrBadSignature    = fault.New(fault.Denied, "The signature does not match.")
	ErrBadMessage      = fault.New(fault.Invalid, "The message cannot be read.")
)

// stale is how long a payment is left alone before its provider is asked.
const stale = time.Minute

// Service is the payments module.
type Service struct {
	db     *db.DB
	store  *store.Store
	now    clock.Clock
	online []Online
}

// New returns the module on d. It offers bank transfer, cash on delivery, and
// what online names. It works its own jobs, and reconciles once a minute.
func New(d *db.DB, now clock.Clock, online ...Online) *Service {
	s := &Service{db: d, store: store.New(d), now: now, online: online}
	db.Work(d, s.void)
	d.Every(stale, "payments.reconcile", s.ReconcileStale)
	return s
}

// Attempt returns the attempt called id. Faults: ErrUnknownPayment.
func (s *Service) Attempt(ctx context.Context, id string) (Attempt, error) {
	row, found, err := s.store.Attempt(ctx, id)
	if err != nil {
		return Attempt{}, fmt.Errorf("read payment %s: %w", id, err)
	}
	if !found {
		return Attempt{}, ErrUnknownPayment
	}
	return fromRow(row), nil
}

// Attempts returns the attempts to pay order, the first one first.
func (s *Service) Attempts(ctx context.Context, order string) ([]Attempt, error) {
	rows, err := s.store.Attempts(ctx, order)
	if err != nil {
		return nil, fmt.Errorf("read the payments of order %s: %w", order, err)
	}
	attempts := make([]Attempt, len(rows))
	for i, row := range rows {
		attempts[i] = fromRow(row)
	}
	return attempts, nil
}
