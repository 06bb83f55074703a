package orders_test

import (
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/orders"
	"holdfast/modules/orders/orderstest"
	"holdfast/modules/payments"
)

func TestTheBacklogSaysWhatThereIsToDo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := orderstest.Open(t, d)
		transfer := s.Buy(payments.BankTransfer, orderstest.Mug)
		s.Buy(payments.BankTransfer, orderstest.Mug)
		cash := s.Buy(payments.CashOnDelivery, orderstest.Mug)
		canceled := s.Buy(payments.CashOnDelivery, orderstest.Mug)
		s.Must(s.Orders.Cancel(t.Context(), canceled.ID, "changed their mind", "op@example.com"))
		s.Must(s.Orders.MarkPaid(t.Context(), transfer.ID, "op@example.com"))

		wantBacklog(t, s, orders.Backlog{ToPay: 1, ToSend: 2})

		s.Must(s.Orders.MarkSent(t.Context(), cash.ID, "", "op@example.com"))

		wantBacklog(t, s, orders.Backlog{ToPay: 2, ToSend: 1, Sent: 1})
		list, _, err := s.Orders.List(t.Context(), orders.Filter{State: orders.ToSend}, "", 10)
		if err != nil || len(list) != 1 || list[0].ID != transfer.ID {
			t.Errorf("to send: got %v, %v", list, err)
		}
	})
}

func wantBacklog(t *testing.T, s *orderstest.Shop, want orders.Backlog) {
	t.Helper()
	got, err := s.Orders.Backlog(t.Context(), s.Now().Add(-time.Hour))
	if err != nil || got != want {
		t.Errorf("Backlog: got %+v, %v, want %+v", got, err, want)
	}
}
