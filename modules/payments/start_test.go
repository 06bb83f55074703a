package payments_test

import (
	"errors"
	"slices"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/payments"
)

func TestTheTestCardIsOfferedOnlyWhereItIsAskedFor(t *testing.T) {
	ids := func(s *payments.Service) (ids []string) {
		for _, m := range s.Methods(t.Context()) {
			ids = append(ids, m.ID)
		}
		return ids
	}
	offline := []string{payments.BankTransfer, payments.CashOnDelivery}
	if got := ids(payments.New(dbtest.SQLite(t), clock.System)); !slices.Equal(got, offline) {
		t.Errorf("a shop without a provider offers %v", got)
	}
	s := newShop(t, dbtest.SQLite(t), nil)
	if got := ids(s.pay); !slices.Equal(got, append(offline, payments.TestCard)) {
		t.Errorf("a shop with the test card offers %v", got)
	}
}

func TestAnAttemptStartsAsItsMethodAsks(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShop(t, d, nil)
		for method, want := range map[string]payments.State{
			payments.BankTransfer:   payments.StatePending,
			payments.CashOnDelivery: payments.StatePending,
			payments.TestCard:       payments.StateCreated,
		} {
			a := s.start(method, method, 4200)
			if got := s.attempt(a.ID); got != a || got.State != want || got.Amount != eur(4200) || got.Return != payments.ReturnPath(a.ID) {
				t.Errorf("%s starts as %+v, written as %+v", method, a, got)
			}
			s.wantMoney(a, want, 0)
		}
		bank, err := s.pay.Attempts(t.Context(), payments.BankTransfer)
		if err != nil || len(bank) != 1 {
			t.Fatalf("Attempts = %+v, %v", bank, err)
		}
		if page, err := s.pay.Begin(t.Context(), bank[0].ID); page != "" || err != nil {
			t.Errorf("Begin of a bank transfer = %q, %v, want no page", page, err)
		}
	})
}

func TestWhatCannotBePaidIsRefused(t *testing.T) {
	s := newShop(t, dbtest.SQLite(t), nil)
	for name, c := range map[string]struct {
		attempt payments.NewAttempt
		want    error
	}{
		"by a method that is not offered": {payments.NewAttempt{Order: "o", Method: "shells", Amount: eur(1)}, payments.ErrUnknownMethod},
		"less than nothing":               {payments.NewAttempt{Order: "o", Method: payments.TestCard, Amount: eur(-1)}, payments.ErrInvalidAmount},
		"in no currency":                  {payments.NewAttempt{Order: "o", Method: payments.TestCard}, payments.ErrInvalidAmount},
	} {
		if _, err := s.tryStart(c.attempt); !errors.Is(err, c.want) {
			t.Errorf("to pay %s: %v, want %v", name, err, c.want)
		}
	}
}

func TestWhereNothingIsToBePaidItIsPaid(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShop(t, d, nil)
		for _, method := range []string{payments.BankTransfer, payments.TestCard} {
			a := s.start(method, method, 0)
			if !a.Paid() {
				t.Errorf("an attempt over nothing by %s is %s", method, a.State)
			}
			s.wantMoney(a, payments.StateCaptured, 0)
			s.wantTold(method, 1, 0, 0)
		}
	})
}

func TestAnAttemptVanishesWithItsTransaction(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShop(t, d, nil)
		undone := errors.New("no stock")
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			if _, err := s.pay.Start(tx, payments.NewAttempt{Order: "order", Method: payments.TestCard, Amount: eur(1)}); err != nil {
				return err
			}
			return undone
		})
		if all, readErr := s.pay.Attempts(t.Context(), "order"); !errors.Is(err, undone) || readErr != nil || len(all) != 0 {
			t.Errorf("after %v there is %+v, %v", err, all, readErr)
		}
	})
}

func TestAPaymentThatNobodyStartedIsUnknown(t *testing.T) {
	s := newShop(t, dbtest.SQLite(t), nil)
	_, byID := s.pay.Attempt(t.Context(), "none")
	_, begun := s.pay.Begin(t.Context(), "none")
	_, reconciled := s.pay.Reconcile(t.Context(), "none")
	_, marked := s.pay.MarkPaid(t.Context(), "none", "keeper")
	for name, err := range map[string]error{"Attempt": byID, "Begin": begun, "Reconcile": reconciled, "MarkPaid": marked} {
		if !errors.Is(err, payments.ErrUnknownPayment) {
			t.Errorf("%s: %v, want ErrUnknownPayment", name, err)
		}
	}
}
