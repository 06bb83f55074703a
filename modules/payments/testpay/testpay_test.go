package testpay_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/money"
	"holdfast/modules/payments"
	"holdfast/modules/payments/testpay"
)

var (
	noon   = clock.Fixed(time.Date(2030, 6, 1, 12, 0, 0, 0, time.UTC))
	secret = []byte("a secret of the test")
	price  = money.New(4200, "EUR")
)

func open(t *testing.T, p *testpay.Provider) string {
	t.Helper()
	session, err := p.Begin(t.Context(), payments.Charge{Key: "key", Order: "order", Amount: price, Return: "/back"})
	if err != nil {
		t.Fatal(err)
	}
	return session.Ref
}

func TestAChargeIsKnownToWhoeverSharesTheDatabase(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ref := open(t, testpay.New(d, noon, secret))
		got, err := testpay.New(d, noon, secret).Charge(t.Context(), ref)
		if err != nil || got.Amount != price || got.State != payments.StatePending || got.Return != "/back" {
			t.Errorf("Charge = %+v, %v", got, err)
		}
	})
}

func TestTheFirstDecisionStands(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := testpay.New(d, noon, secret)
		ref := open(t, p)
		for _, decision := range []testpay.Decision{testpay.Approve, testpay.Approve, testpay.Decline, testpay.Abandon} {
			if back, err := p.Decide(t.Context(), ref, decision); err != nil || back != "/back" {
				t.Errorf("%s leads to %q, %v", decision, back, err)
			}
		}
		if err := p.Void(t.Context(), ref); err != nil {
			t.Fatal(err)
		}
		if status, err := p.Fetch(t.Context(), ref); err != nil || status.State != payments.StateCaptured {
			t.Errorf("the charge is %s, %v, want captured", status.State, err)
		}
	})
}

func TestWhatThePageCannotDoIsRefused(t *testing.T) {
	p := testpay.New(dbtest.SQLite(t), noon, secret)
	ref := open(t, p)
	if _, err := p.Decide(t.Context(), ref, "ponder"); !errors.Is(err, testpay.ErrUnknownDecision) {
		t.Errorf("an unknown decision: %v", err)
	}
	if _, err := p.Decide(t.Context(), "none", testpay.Approve); !errors.Is(err, testpay.ErrUnknownCharge) {
		t.Errorf("an unknown charge: %v", err)
	}
	err := p.Refund(t.Context(), payments.Repayment{Ref: ref, Key: "early", Amount: price})
	if !errors.Is(err, testpay.ErrRefused) {
		t.Errorf("a refund of what was not paid: %v", err)
	}
}

func TestADecisionReachesTheShopByItself(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		card := testpay.New(d, noon, secret)
		pay := payments.New(d, noon, card.Online())
		failures := 1 // the first delivery is lost, and tried again
		card.DeliverTo(func(ctx context.Context, body []byte, signature string) error {
			if failures--; failures == 0 {
				return errors.New("the shop is restarting")
			}
			_, err := pay.Receive(ctx, testpay.Name, body, signature)
			return err
		})
		dbtest.Start(t, d)
		var a payments.Attempt
		err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
			a, err = pay.Start(tx, payments.NewAttempt{Order: "order", Method: payments.TestCard, Amount: price, Return: "/back"})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		page, err := pay.Begin(t.Context(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := card.Decide(t.Context(), page[len(testpay.Path("")):], testpay.Approve); err != nil {
			t.Fatal(err)
		}
		wantCaptured(t, pay, a.ID)
	})
}

// wantCaptured waits for River's second try, a second later.
func wantCaptured(t *testing.T, pay *payments.Service, id string) {
	t.Helper()
	deadline := time.After(20 * time.Second)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		a, err := pay.Attempt(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if a.State == payments.StateCaptured {
			return
		}
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("the attempt is still %s", a.State)
		}
	}
}
