package payments_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/money"
	"holdfast/modules/payments"
	"holdfast/modules/payments/testpay"
)

var errAway = errors.New("no answer")

// fickle is the test provider on a bad day.
type fickle struct {
	*testpay.Provider
	fetch, refund error
	amount        money.Money  // what it says it took, when set
	begun         func(string) // called with the charge before Begin answers
}

func (f *fickle) around(p *testpay.Provider) payments.Provider {
	f.Provider = p
	return f
}

func (f *fickle) Begin(ctx context.Context, c payments.Charge) (payments.Session, error) {
	session, err := f.Provider.Begin(ctx, c)
	if f.begun != nil {
		f.begun(session.Ref)
	}
	return session, err
}

func (f *fickle) Fetch(ctx context.Context, ref string) (payments.Status, error) {
	if f.fetch != nil {
		return payments.Status{}, f.fetch
	}
	status, err := f.Provider.Fetch(ctx, ref)
	if !f.amount.IsZero() {
		status.Amount = f.amount
	}
	return status, err
}

func (f *fickle) Refund(ctx context.Context, r payments.Repayment) error {
	if f.refund != nil {
		return f.refund
	}
	return f.Provider.Refund(ctx, r)
}

func TestBeginningTwiceLeadsToTheSamePage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShop(t, d, nil)
		a := s.start("order", payments.TestCard, 4200)
		pages := make([]string, 10)
		var all sync.WaitGroup
		for i := range pages {
			all.Go(func() {
				var err error
				if pages[i], err = s.pay.Begin(t.Context(), a.ID); err != nil {
					t.Errorf("Begin: %v", err)
				}
			})
		}
		all.Wait()
		for _, page := range pages {
			if page != pages[0] || !strings.HasPrefix(page, "/testpay/") {
				t.Fatalf("Begin leads to %q, want one page of the provider", pages)
			}
		}
		s.wantMoney(a, payments.StatePending, 0)
	})
}

func TestAWebhookMayComeBeforeTheRedirect(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var fast fickle
		s := newShop(t, d, fast.around)
		fast.begun = func(ref string) {
			if _, err := s.card.Decide(t.Context(), ref, testpay.Approve); err != nil {
				t.Error(err)
			}
			w := s.signed(`{"id":"evt_1","ref":"` + ref + `"}`)
			if _, err := s.pay.Receive(t.Context(), testpay.Name, []byte(w.body), w.signature); err != nil {
				t.Errorf("Receive: %v", err)
			}
		}
		a := s.begin("order", 4200)
		if a.ProviderRef == "" || a.Redirect == "" {
			t.Errorf("the provider's page was not written down: %+v", a)
		}
		s.wantMoney(a, payments.StateCaptured, 4200)
		s.wantTold("order", 1, 0, 0)
		if _, err := s.pay.Begin(t.Context(), a.ID); !errors.Is(err, payments.ErrClosed) {
			t.Errorf("Begin of a paid attempt: %v, want ErrClosed", err)
		}
	})
}

func TestAnotherAmountIsNeverSeenAsPaid(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var wrong fickle
		s := newShop(t, d, wrong.around)
		a := s.begin("order", 4200)
		s.decide(a, testpay.Approve)
		for _, amount := range []money.Money{eur(4199), money.New(4200, "USD")} {
			wrong.amount = amount
			if _, err := s.pay.Reconcile(t.Context(), a.ID); err == nil || fault.KindOf(err) != fault.Internal {
				t.Errorf("Reconcile of %v: %v, want an error that somebody has to look at", amount, err)
			}
		}
		s.wantMoney(a, payments.StatePending, 0)
	})
}

func TestASweepIsNotHeldUpByWhatCannotBeAsked(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var away fickle
		s := newShop(t, d, away.around)
		first, second := s.begin("first", 100), s.begin("second", 200)
		s.decide(first, testpay.Approve)
		s.decide(second, testpay.Approve)

		if err := s.pay.ReconcileStale(t.Context()); err != nil {
			t.Fatal(err)
		}
		s.wantMoney(first, payments.StatePending, 0) // not stale yet

		s.wait(61 * time.Second)
		away.fetch = errAway
		if err := s.pay.ReconcileStale(t.Context()); !errors.Is(err, errAway) || !strings.Contains(err.Error(), second.ID) {
			t.Errorf("ReconcileStale: %v, want both named", err)
		}
		away.fetch = nil
		s.wait(61 * time.Second)
		if err := s.pay.ReconcileStale(t.Context()); err != nil {
			t.Fatal(err)
		}
		s.wantMoney(first, payments.StateCaptured, 100)
		s.wantMoney(second, payments.StateCaptured, 200)
	})
}

func TestACanceledOrderClosesItsCharge(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShop(t, d, nil)
		a := s.begin("order", 4200)
		s.cancel("order")
		s.cancel("order")
		dbtest.Idle(t, d)
		s.decide(a, testpay.Approve) // too late: the provider has closed it
		s.reconcile(a.ID)
		s.wantMoney(a, payments.StateCanceled, 0)
		s.wantTold("order", 0, 0, 0)
		if _, err := s.pay.Begin(t.Context(), a.ID); !errors.Is(err, payments.ErrClosed) {
			t.Errorf("Begin of a canceled attempt: %v, want ErrClosed", err)
		}
	})
}

func TestMoneyThatComesAfterAnOrderWasCanceledIsTold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShop(t, d, nil)
		a := s.begin("order", 4200)
		s.decide(a, testpay.Approve) // its webhook never comes
		s.cancel("order")
		s.wantMoney(a, payments.StateCaptured, 4200)
		s.wantTold("order", 1, 0, 0)
	})
}

func TestAnOrderCanceledWhileItsPageOpensIsClosed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var slow fickle
		s := newShop(t, d, slow.around)
		ref := ""
		slow.begun = func(r string) { ref = r; s.cancel("order") }
		a := s.start("order", payments.TestCard, 4200)
		if _, err := s.pay.Begin(t.Context(), a.ID); !errors.Is(err, payments.ErrClosed) {
			t.Errorf("Begin: %v, want ErrClosed", err)
		}
		dbtest.Idle(t, d)
		if charge, err := s.card.Charge(t.Context(), ref); err != nil || charge.State != payments.StateCanceled {
			t.Errorf("the provider's charge is %s, %v, want canceled", charge.State, err)
		}
		s.wantMoney(a, payments.StateCanceled, 0)
	})
}

func (s *shop) cancel(order string) {
	s.t.Helper()
	if err := s.pay.Cancel(s.t.Context(), order); err != nil {
		s.t.Error(err)
	}
}
