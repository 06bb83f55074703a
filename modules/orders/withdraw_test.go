package orders_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/orders"
	"holdfast/modules/orders/orderstest"
)

func TestAWithdrawalIsTakenDownOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := orderstest.Open(t, d)
		order, err := s.Orders.Place(t.Context(), s.Form(s.Fill(orderstest.Mug), "bank-transfer"))
		s.Must(err)
		w := orders.Withdrawal{Name: "A Shopper", Number: " " + order.Number + " ", Email: "SHOPPER@example.com"}
		var all sync.WaitGroup
		for range 5 {
			all.Go(func() {
				if _, at, err := s.Orders.Withdraw(t.Context(), w); err != nil || at.IsZero() {
					t.Errorf("at %v: %v", at, err)
				}
			})
		}
		all.Wait()
		w.What = "the mug"
		if _, _, err := s.Orders.Withdraw(t.Context(), w); err != nil {
			t.Error(err)
		}
		events, err := s.Orders.Timeline(t.Context(), order.ID)
		s.Must(err)
		var details []string
		for _, e := range events {
			if e.Kind == "withdrawn" {
				details = append(details, e.Detail)
			}
		}
		if len(details) != 2 || details[0] != "A Shopper" || details[1] != "A Shopper: the mug" {
			t.Errorf("took down %q", details)
		}
		for _, wrong := range []orders.Withdrawal{{Number: order.Number, Email: "another@example.com"}, {Number: "NO-SUCH", Email: "shopper@example.com"}} {
			if _, _, err := s.Orders.Withdraw(t.Context(), wrong); !errors.Is(err, orders.ErrUnknownContract) {
				t.Errorf("%+v: %v, want ErrUnknownContract", wrong, err)
			}
		}
	})
}

func TestAMailboxIsNotFilledWithWithdrawals(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := orderstest.Open(t, d)
		order := s.Buy("bank-transfer", orderstest.Mug)
		w := orders.Withdrawal{Name: "A Shopper", Number: order.Number, Email: "shopper@example.com"}
		for _, w.What = range []string{"", "1", "2", "3", "4", "1"} {
			if _, _, err := s.Orders.Withdraw(t.Context(), w); err != nil {
				t.Fatalf("%q: %v", w.What, err)
			}
		}
		w.What = "5"
		if _, _, err := s.Orders.Withdraw(t.Context(), w); !errors.Is(err, orders.ErrWithdrawnOften) {
			t.Errorf("a sixth statement: %v, want ErrWithdrawnOften", err)
		}
		s.Pass(25 * time.Hour)
		if _, _, err := s.Orders.Withdraw(t.Context(), w); err != nil {
			t.Errorf("on another day: %v", err)
		}
	})
}
