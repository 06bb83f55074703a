package fulfillment_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/fulfillment"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/orders"
	"holdfast/modules/orders/orderstest"
	"holdfast/modules/payments"
)

func TestAParcelTakesItsOrderOffTheShelfOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, f := open(t, d)
		order := s.Buy(payments.CashOnDelivery, orderstest.Mug)
		var clerks sync.WaitGroup
		for range 5 {
			clerks.Go(func() {
				err := f.Send(context.Background(), fulfillment.Parcel{Order: order.ID, TrackingURL: "https://post.example/1", SentBy: "clerk@example.com"})
				if err != nil {
					t.Error(err)
				}
			})
		}
		clerks.Wait()
		s.Idle()
		levels, err := s.Inventory.Levels(t.Context(), []sku.SKU{orderstest.Mug})
		s.Must(err)
		if level := levels[orderstest.Mug]; level.OnHand != 9 || level.Allocated != 0 || s.Order(order.ID).State() != orders.Sent {
			t.Errorf("level %+v, order %s", level, s.Order(order.ID).State())
		}
	})
}

func TestWhatIsNotPaidOrCanceledIsNotSent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, f := open(t, d)
		order := s.Buy(payments.BankTransfer, orderstest.Mug)
		if err := f.Send(t.Context(), fulfillment.Parcel{Order: order.ID}); !errors.Is(err, orders.ErrUnpaid) {
			t.Errorf("unpaid: got %v", err)
		}
		s.Must(s.Orders.Cancel(t.Context(), order.ID, "", "x"))
		if err := f.Send(t.Context(), fulfillment.Parcel{Order: order.ID}); !errors.Is(err, orders.ErrCanceled) {
			t.Errorf("canceled: got %v", err)
		}
		if _, ok, err := f.Parcel(t.Context(), order.ID); ok || err != nil {
			t.Errorf("a parcel was written: %v, %v", ok, err)
		}
	})
}

func TestATrackingAddressIsOneThatCanBeFollowed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, f := open(t, d)
		order := s.Buy(payments.CashOnDelivery, orderstest.Mug)
		for _, address := range []string{"javascript:alert(1)", "http://post.example/1", "post.example", "https://"} {
			err := f.Send(t.Context(), fulfillment.Parcel{Order: order.ID, TrackingURL: address})
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("%q: got %v, want Invalid", address, err)
			}
		}
	})
}

func open(t *testing.T, d *db.DB) (s *orderstest.Shop, f *fulfillment.Service) {
	t.Helper()
	s = orderstest.Open(t, d, func(s *orderstest.Shop) { f = fulfillment.New(d, s.Orders, s.Inventory, s.Now) })
	return s, f
}
