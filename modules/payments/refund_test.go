package payments_test

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/payments"
	"holdfast/modules/payments/testpay"
)

func (s *shop) refund(order string, minor int64, key string) (payments.Refund, error) {
	return s.pay.Refund(s.t.Context(), payments.NewRefund{Order: order, Amount: eur(minor), Reason: "came back", Key: key})
}

func (s *shop) wantRefund(order string, minor int64, key string, state payments.RefundState, want error) {
	s.t.Helper()
	got, err := s.refund(order, minor, key)
	if !errors.Is(err, want) || got.State != state {
		s.t.Errorf("a refund of %d is %q, %v, want %q, %v", minor, got.State, err, state, want)
	}
}

func TestARefundIsNeverMoreThanWasPaid(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShop(t, d, nil)
		offline := s.start("bank", payments.BankTransfer, 4200)
		s.wantRefund("bank", 1, "", "", payments.ErrRefundTooMuch) // not paid yet
		if _, err := s.pay.MarkPaid(t.Context(), "bank", "keeper"); err != nil {
			t.Fatal(err)
		}
		for order, a := range map[string]payments.Attempt{"bank": offline, "card": s.paid("card", 4200)} {
			s.wantRefund(order, 4201, "", "", payments.ErrRefundTooMuch)
			s.wantRefund(order, 0, "", "", payments.ErrInvalidAmount)
			s.wantRefund(order, -1, "", "", payments.ErrInvalidAmount)
			s.wantRefund(order, 4000, "", payments.RefundDone, nil)
			s.wantMoney(a, payments.StateCaptured, 200)
			s.wantRefund(order, 201, "", "", payments.ErrRefundTooMuch)
			s.wait(time.Second)
			s.wantRefund(order, 200, "", payments.RefundDone, nil)
			s.wantMoney(a, payments.StateRefunded, 0)
			s.wantRefund(order, 1, "", "", payments.ErrRefundTooMuch)
			s.wantTold(order, 1, 0, 4200)
			if all, err := s.pay.Refunds(t.Context(), order); err != nil || len(all) != 2 || all[0].Amount != eur(4000) {
				t.Errorf("Refunds = %+v, %v", all, err)
			}
		}
	})
}

func TestARefundIsMadeOnceForItsKey(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShop(t, d, nil)
		a := s.paid("order", 4200)
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() {
				if got, err := s.refund("order", 1000, "the form"); err != nil || got.Amount != eur(1000) {
					t.Errorf("Refund = %+v, %v", got, err)
				}
			})
		}
		all.Wait()
		s.wantMoney(a, payments.StateCaptured, 3200)
		s.wantTold("order", 1, 0, 1000)
	})
}

func TestAKeyIsTheOrdersOwn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShop(t, d, nil)
		for _, order := range []string{"first", "second"} {
			a := s.paid(order, 4200)
			s.wantRefund(order, 4200, "all of it", payments.RefundDone, nil)
			s.wantMoney(a, payments.StateRefunded, 0)
		}
	})
}

func TestRefundsAtOnceStayWithinWhatWasPaid(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShop(t, d, nil)
		a := s.paid("order", 1000)
		var done atomic.Int64
		var all sync.WaitGroup
		for i := range 30 {
			all.Go(func() {
				switch _, err := s.refund("order", 100, fmt.Sprint(i)); {
				case err == nil:
					done.Add(1)
				case !errors.Is(err, payments.ErrRefundTooMuch):
					t.Errorf("Refund: %v", err)
				}
			})
		}
		all.Wait()
		if done.Load() != 10 {
			t.Errorf("%d refunds of a tenth were made", done.Load())
		}
		s.wantMoney(a, payments.StateRefunded, 0)
		s.wantTold("order", 1, 0, 1000)
	})
}

func TestARefundThatTheProviderRefusesCanBeAskedForAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		strict := fickle{refund: testpay.ErrRefused}
		s := newShop(t, d, strict.around)
		a := s.paid("order", 4200)
		s.wantRefund("order", 4200, "first", payments.RefundFailed, testpay.ErrRefused)
		s.wantMoney(a, payments.StateCaptured, 4200)
		s.wantTold("order", 1, 0, 0)

		strict.refund = nil
		s.wantRefund("order", 4200, "first", payments.RefundFailed, payments.ErrRefundRefused)
		s.wantRefund("order", 4200, "second", payments.RefundDone, nil)
		s.wantMoney(a, payments.StateRefunded, 0)
	})
}

func TestARefundWithoutAnAnswerIsAskedForAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		away := fickle{refund: errAway}
		s := newShop(t, d, away.around)
		a := s.paid("order", 4200)
		s.wantRefund("order", 4000, "form", payments.RefundPending, nil)
		s.wantMoney(a, payments.StateCaptured, 4200)
		s.wantRefund("order", 201, "more", "", payments.ErrRefundTooMuch) // the rest is set aside

		s.wait(61 * time.Second)
		if err := s.pay.ReconcileStale(t.Context()); !errors.Is(err, errAway) {
			t.Errorf("ReconcileStale: %v, want what the provider did", err)
		}
		away.refund = nil
		s.wait(61 * time.Second)
		for range 2 {
			if err := s.pay.ReconcileStale(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		s.wantMoney(a, payments.StateCaptured, 200)
		s.wantTold("order", 1, 0, 4000)
	})
}

func TestTheLedgerIsOnlyAppendedTo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShop(t, d, nil)
		a := s.paid("order", 4200)
		for _, statement := range []string{
			"UPDATE payments_ledger SET amount = 1",
			"DELETE FROM payments_ledger",
		} {
			err := d.Write(t.Context(), func(tx *db.Tx) error { return tx.Gorm().Exec(statement).Error })
			if err == nil {
				t.Errorf("%s: the database let it happen", statement)
			}
		}
		s.wantMoney(a, payments.StateCaptured, 4200)
	})
}

func TestALedgerThatDoesNotAddUpIsNamed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShop(t, d, nil)
		a := s.paid("order", 4200)
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			return tx.Gorm().Exec("UPDATE payments_attempts SET captured = captured + 1 WHERE id = ?", a.ID).Error
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.pay.CheckLedger(t.Context()); err == nil {
			t.Error("a cent too much went unseen")
		}
	})
}
