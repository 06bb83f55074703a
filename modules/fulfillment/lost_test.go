package fulfillment_test

import (
	"context"
	"errors"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/fulfillment"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/orders"
	"holdfast/modules/orders/orderstest"
	"holdfast/modules/payments"
)

// hasty is an order book in which somebody cancels every order that is about to
// be marked as sent.
type hasty struct{ *orderstest.Shop }

func (h *hasty) ByID(ctx context.Context, id string) (orders.Order, error) {
	return h.Orders.ByID(ctx, id)
}

func (h *hasty) MarkSent(ctx context.Context, id, detail, actor string) error {
	if err := h.Orders.Cancel(ctx, id, "changed their mind", "x"); err != nil && !errors.Is(err, orders.ErrAlreadySent) {
		return err
	}
	return h.Orders.MarkSent(ctx, id, detail, actor)
}

func TestAParcelOfAnOrderThatIsCanceledMeanwhileIsNone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		book := &hasty{}
		var f *fulfillment.Service
		s := orderstest.Open(t, d, func(s *orderstest.Shop) {
			book.Shop = s
			f = fulfillment.New(d, book, s.Inventory, s.Now)
		})
		order := s.Buy(payments.CashOnDelivery, orderstest.Mug)

		err := f.Send(t.Context(), fulfillment.Parcel{Order: order.ID, Carrier: "An Post", SentBy: "clerk@example.com"})
		s.Idle()

		if !errors.Is(err, orders.ErrCanceled) {
			t.Errorf("Send: got %v, want ErrCanceled", err)
		}
		if parcel, ok, err := f.Parcel(t.Context(), order.ID); ok || err != nil {
			t.Errorf("there is a parcel: %+v, %v", parcel, err)
		}
		levels, err := s.Inventory.Levels(t.Context(), []sku.SKU{orderstest.Mug})
		s.Must(err)
		if level := levels[orderstest.Mug]; level.OnHand != 10 || level.Allocated != 0 || s.Order(order.ID).State() != orders.Canceled {
			t.Errorf("level %+v, order %s", level, s.Order(order.ID).State())
		}
	})
}

// A shelf that was counted too low has nothing left on it, and yet the last
// parcel was packed from it.
func TestWhatWasCountedTooLowIsSentAllTheSame(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, f := open(t, d)
		order := s.Buy(payments.CashOnDelivery, orderstest.Mug)
		_, err := s.Inventory.SetOnHand(t.Context(), "counted", "clerk@example.com", inventory.Count{SKU: orderstest.Mug, Tracked: true})
		s.Must(err)

		if err := f.Send(t.Context(), fulfillment.Parcel{Order: order.ID}); err != nil {
			t.Fatalf("Send: %v", err)
		}
		s.Idle()

		levels, err := s.Inventory.Levels(t.Context(), []sku.SKU{orderstest.Mug})
		s.Must(err)
		if level := levels[orderstest.Mug]; level.OnHand != 0 || level.Allocated != 0 {
			t.Errorf("level %+v", level)
		}
		moves, err := s.Inventory.Movements(t.Context(), orderstest.Mug, 2)
		s.Must(err)
		if moves[0].OnHand != -1 || moves[1].OnHand != 1 || moves[1].Reason != "sent though not counted" || moves[1].Ref != order.ID {
			t.Errorf("the ledger does not say that the count was wrong: %+v", moves)
		}
		if wrong, err := s.Inventory.Audit(t.Context()); err != nil || len(wrong) > 0 {
			t.Errorf("the ledger disagrees on %v, %v", wrong, err)
		}
	})
}
