package orders_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/customers"
	"holdfast/modules/orders"
	"holdfast/modules/orders/orderstest"
	"holdfast/modules/payments"
)

func wantOrders(t *testing.T, s *orderstest.Shop, customer string, want ...orders.Order) {
	t.Helper()
	var got []orders.Order
	for after := ""; ; {
		page, next, err := s.Orders.OfCustomer(t.Context(), customer, after, 1)
		s.Must(err)
		got = append(got, page...)
		if after = next; after == "" {
			break
		}
	}
	if len(got) != len(want) {
		t.Fatalf("%s has %d orders, want %d", customer, len(got), len(want))
	}
	for i, o := range want {
		if got[i].ID != o.ID || got[i].Customer != customer {
			t.Errorf("order %d of %s is %s's %s, want %s", i, customer, got[i].Customer, got[i].Number, o.Number)
		}
	}
}

func TestAnOrderIsInTheAccountOfWhoIsSignedIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := orderstest.Open(t, d)
		form := s.Form(s.Fill(orderstest.Mug), payments.CashOnDelivery)
		form.Customer = "mary"
		order, err := s.Orders.Place(t.Context(), form)
		s.Must(err)
		s.Buy(payments.CashOnDelivery, orderstest.Mug) // a guest's
		wantOrders(t, s, "mary", order)
		wantOrders(t, s, "")
		wantOrders(t, s, "rival")
	})
}

func TestGuestsOrdersAreClaimedOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := orderstest.Open(t, d)
		first := s.Buy(payments.CashOnDelivery, orderstest.Mug)
		form := s.Form(s.Fill(orderstest.Mug), payments.CashOnDelivery)
		form.Recipient.Email = "SHOPPER@Example.com"
		second, err := s.Orders.Place(t.Context(), form)
		s.Must(err)
		form = s.Form(s.Fill(orderstest.Mug), payments.CashOnDelivery)
		form.Recipient.Email = "somebody@example.com"
		_, err = s.Orders.Place(t.Context(), form)
		s.Must(err)

		var claimed atomic.Int64
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				n, err := s.Orders.Claim(t.Context(), "mary", "Shopper@example.com")
				if err != nil {
					t.Error(err)
				}
				claimed.Add(int64(n))
			})
		}
		group.Wait()

		if claimed.Load() != 2 {
			t.Errorf("%d orders were claimed", claimed.Load())
		}
		wantOrders(t, s, "mary", second, first)
		if n, err := s.Orders.Claim(t.Context(), "rival", "shopper@example.com"); n != 0 || err != nil {
			t.Errorf("a rival claims %d, %v", n, err)
		}
	})
}

func TestWhatAnErasedCustomerOrderedIsKeptAndNobodys(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := orderstest.Open(t, d)
		order := s.Buy(payments.CashOnDelivery, orderstest.Mug)
		_, err := s.Orders.Claim(t.Context(), "mary", order.Recipient.Email)
		s.Must(err)
		cart, err := s.Carts.Adopt(t.Context(), "mary", s.Fill(orderstest.Mug))
		s.Must(err)
		s.Must(d.Write(t.Context(), func(tx *db.Tx) error { return tx.Publish(customers.Erased{Customer: "mary"}) }))
		s.Idle()

		wantOrders(t, s, "mary")
		wantOrders(t, s, orders.Erased)
		if n, _ := s.Orders.Claim(t.Context(), "mary again", order.Recipient.Email); n != 0 {
			t.Error("who comes back claims what was erased")
		}
		if s.Order(order.ID).Customer != orders.Erased {
			t.Error("the order is gone, or somebody's")
		}
		if n, _ := s.Carts.Count(t.Context(), cart.Cart); n != 0 {
			t.Error("the cart is left")
		}
	})
}
