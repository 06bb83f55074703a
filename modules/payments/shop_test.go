package payments_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/kernel/money"
	"holdfast/modules/payments"
	"holdfast/modules/payments/testpay"
)

var secret = []byte("a secret of the test")

func eur(minor int64) money.Money { return money.New(minor, "EUR") }

// shop is payments with its test card, everything it tells, and a clock that
// the test moves. Webhooks are caught; the test decides when they arrive.
type shop struct {
	t    *testing.T
	db   *db.DB
	pay  *payments.Service
	card *testpay.Provider

	mu       sync.Mutex
	now      time.Time
	caught   map[string]webhook // by the charge's state and ref, as they claim
	captured map[string]int     // events by order
	failed   map[string]int
	refunded map[string]int64 // minor units by order
}

type webhook struct{ body, signature string }

// newShop puts wrap, which may be nil, around the provider.
func newShop(t *testing.T, d *db.DB, wrap func(*testpay.Provider) payments.Provider) *shop {
	t.Helper()
	s := &shop{
		t: t, db: d, now: time.Date(2030, 6, 1, 12, 0, 0, 0, time.UTC),
		caught: map[string]webhook{}, captured: map[string]int{}, failed: map[string]int{}, refunded: map[string]int64{},
	}
	s.card = testpay.New(d, s.clock, secret)
	online := s.card.Online()
	if wrap != nil {
		online.By = wrap(s.card)
	}
	s.pay = payments.New(d, s.clock, online)
	s.card.DeliverTo(func(_ context.Context, body []byte, signature string) error {
		return s.catch(string(body), signature)
	})
	db.Listen(d, "test.captured", func(_ context.Context, e payments.Captured) error {
		return s.note(func() { s.captured[e.Order]++ })
	})
	db.Listen(d, "test.failed", func(_ context.Context, e payments.Failed) error {
		return s.note(func() { s.failed[e.Order]++ })
	})
	db.Listen(d, "test.refunded", func(_ context.Context, e payments.Refunded) error {
		return s.note(func() { s.refunded[e.Order] += e.Amount.Minor })
	})
	dbtest.Start(t, d)
	return s
}

func (s *shop) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *shop) wait(d time.Duration) { _ = s.note(func() { s.now = s.now.Add(d) }) }

func (s *shop) note(change func()) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
	return nil
}

// start writes an attempt for order down.
func (s *shop) start(order, method string, minor int64) payments.Attempt {
	s.t.Helper()
	a, err := s.tryStart(payments.NewAttempt{Order: order, Method: method, Amount: eur(minor)})
	if err != nil {
		s.t.Fatal(err)
	}
	return a
}

func (s *shop) tryStart(n payments.NewAttempt) (a payments.Attempt, err error) {
	err = s.db.Write(s.t.Context(), func(tx *db.Tx) error {
		a, err = s.pay.Start(tx, n)
		return err
	})
	return a, err
}

// begin starts an attempt by test card and opens its charge.
func (s *shop) begin(order string, minor int64) payments.Attempt {
	s.t.Helper()
	a := s.start(order, payments.TestCard, minor)
	if _, err := s.pay.Begin(s.t.Context(), a.ID); err != nil {
		s.t.Fatal(err)
	}
	return s.attempt(a.ID)
}

// paid is an order that was paid by test card.
func (s *shop) paid(order string, minor int64) payments.Attempt {
	s.t.Helper()
	a := s.begin(order, minor)
	s.decide(a, testpay.Approve)
	return s.reconcile(a.ID)
}

func (s *shop) decide(a payments.Attempt, d testpay.Decision) {
	s.t.Helper()
	back, err := s.card.Decide(s.t.Context(), a.ProviderRef, d)
	if err != nil || back != a.Return {
		s.t.Fatalf("Decide leads to %q, %v, want %q", back, err, a.Return)
	}
}

func (s *shop) reconcile(id string) payments.Attempt {
	s.t.Helper()
	a, err := s.pay.Reconcile(s.t.Context(), id)
	if err != nil {
		s.t.Fatal(err)
	}
	return a
}

func (s *shop) attempt(id string) payments.Attempt {
	s.t.Helper()
	a, err := s.pay.Attempt(s.t.Context(), id)
	if err != nil {
		s.t.Fatal(err)
	}
	return a
}

// wantMoney checks what an attempt has come to, how often it was told, and that
// the ledger agrees.
func (s *shop) wantMoney(a payments.Attempt, state payments.State, balance int64) {
	s.t.Helper()
	dbtest.Idle(s.t, s.db)
	if got := s.attempt(a.ID); got.State != state {
		s.t.Errorf("the attempt is %s, want %s", got.State, state)
	}
	got, err := s.pay.Balance(s.t.Context(), a.Order)
	if err != nil || got.Minor != balance {
		s.t.Errorf("the balance is %v, %v, want %d", got, err, balance)
	}
	if err := s.pay.CheckLedger(s.t.Context()); err != nil {
		s.t.Error(err)
	}
}

func (s *shop) wantTold(order string, captured, failed int, refunded int64) {
	s.t.Helper()
	dbtest.Idle(s.t, s.db)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.captured[order] != captured || s.failed[order] != failed || s.refunded[order] != refunded {
		s.t.Errorf("told %d captures, %d failures, %d refunded; want %d, %d, %d",
			s.captured[order], s.failed[order], s.refunded[order], captured, failed, refunded)
	}
}
