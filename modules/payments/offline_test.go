package payments_test

import (
	"errors"
	"sync"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/payments"
)

func TestAnOfflinePaymentIsMarkedOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShop(t, d, nil)
		a := s.start("order", payments.BankTransfer, 4200)
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() {
				got, err := s.pay.MarkPaid(t.Context(), "order", "keeper")
				if err != nil || got.ID != a.ID || got.Captured != eur(4200) {
					t.Errorf("MarkPaid = %+v, %v", got, err)
				}
			})
		}
		all.Wait()
		s.wantMoney(a, payments.StateCaptured, 4200)
		s.wantTold("order", 1, 0, 0)
	})
}

func TestOnlyAnOpenOfflinePaymentIsMarked(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShop(t, d, nil)
		online := s.begin("by card", 4200)
		if _, err := s.pay.MarkPaid(t.Context(), "by card", "keeper"); !errors.Is(err, payments.ErrNotOffline) {
			t.Errorf("MarkPaid of a card: %v, want ErrNotOffline", err)
		}
		s.wantMoney(online, payments.StatePending, 0)

		canceled := s.start("canceled", payments.CashOnDelivery, 4200)
		s.cancel("canceled")
		if _, err := s.pay.MarkPaid(t.Context(), "canceled", "keeper"); !errors.Is(err, payments.ErrClosed) {
			t.Errorf("MarkPaid of a canceled payment: %v, want ErrClosed", err)
		}
		s.wantMoney(canceled, payments.StateCanceled, 0)
	})
}

func TestCancelingLeavesWhatIsPaidAlone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShop(t, d, nil)
		paid := s.paid("order", 4200)
		again := s.begin("order", 4200)
		s.cancel("order")
		s.wantMoney(paid, payments.StateCaptured, 4200)
		s.wantMoney(again, payments.StateCanceled, 4200)
	})
}
