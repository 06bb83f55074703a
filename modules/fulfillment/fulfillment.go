// Package fulfillment sends what was ordered: one parcel an order.
//
//	parcel written → order marked as sent → stock off the shelf
//	              ↘ order canceled meanwhile: the parcel is taken back
//
// The parcel comes first and is told of in its own transaction; what follows is
// done at once, and done again by whoever hears of the parcel, so that stopping
// half-way leaves nothing half-sent. Only the order's own step decides whether
// it was sent: shoppers are told of that, not of the parcel.
package fulfillment

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"holdfast/db"
	"holdfast/modules/fulfillment/internal/store"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/orders"
)

// ErrTrackingURL says that a tracking address cannot be followed.
var ErrTrackingURL = fault.InvalidFields(fault.Field{Name: "tracking", Message: "Enter a web address that begins with https://, or leave it empty."})

// Parcel is one order on its way.
type Parcel struct {
	Order       string // its id
	Carrier     string
	TrackingURL string // empty: none
	SentBy      string // an operator's e-mail
	SentAt      time.Time
}

// ParcelPacked says that an order has a parcel, and is on its way unless it is
// canceled at this very moment.
type ParcelPacked struct{ Order string }

// EventName names the event.
func (ParcelPacked) EventName() string { return "fulfillment.packed" }

type (
	orderBook interface {
		ByID(ctx context.Context, id string) (orders.Order, error)
		MarkSent(ctx context.Context, id, detail, actor string) error
	}
	shelf interface {
		Send(ctx context.Context, order string) error
	}
)

// Service is the fulfillment module.
type Service struct {
	db     *db.DB
	store  *store.Store
	orders orderBook
	stock  shelf
	now    clock.Clock
}

// New returns the module on database.
func New(database *db.DB, book orderBook, stock shelf, now clock.Clock) *Service {
	s := &Service{db: database, store: store.New(database), orders: book, stock: stock, now: now}
	db.Listen(database, "fulfillment.finish", func(ctx context.Context, e ParcelPacked) error {
		err := s.finish(ctx, e.Order)
		if errors.Is(err, orders.ErrCanceled) {
			return nil
		}
		return err
	})
	return s
}

// Send writes the parcel of an order down and marks the order as sent. Sending
// twice is sending once. Faults: ErrTrackingURL, orders.ErrUnknownOrder,
// orders.ErrCanceled, orders.ErrUnpaid.
func (s *Service) Send(ctx context.Context, parcel Parcel) error {
	if !followable(parcel.TrackingURL) || len(parcel.Carrier) > 100 {
		return ErrTrackingURL
	}
	order, err := s.orders.ByID(ctx, parcel.Order)
	if err != nil {
		return err
	}
	switch {
	case order.State() == orders.Canceled:
		return orders.ErrCanceled
	case order.State() != orders.Sent && !order.MaySend():
		return orders.ErrUnpaid
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		first, err := s.store.InTx(tx).Create(store.Parcel{OrderID: parcel.Order, Carrier: parcel.Carrier,
			TrackingURL: parcel.TrackingURL, SentBy: parcel.SentBy, SentAt: s.now()})
		if err != nil || !first {
			return err
		}
		return tx.Publish(ParcelPacked{Order: parcel.Order})
	})
	if err != nil {
		return fmt.Errorf("send order %s: %w", order.Number, err)
	}
	return s.finish(ctx, parcel.Order)
}

// Parcel returns the parcel of an order, and whether there is one.
func (s *Service) Parcel(ctx context.Context, order string) (Parcel, bool, error) {
	row, err := s.store.Parcel(ctx, order)
	if db.IsMissing(err) {
		return Parcel{}, false, nil
	}
	if err != nil {
		return Parcel{}, false, fmt.Errorf("read the parcel of order %s: %w", order, err)
	}
	return Parcel{Order: row.OrderID, Carrier: row.Carrier, TrackingURL: row.TrackingURL, SentBy: row.SentBy, SentAt: row.SentAt}, true, nil
}

func (s *Service) finish(ctx context.Context, order string) error {
	parcel, ok, err := s.Parcel(ctx, order)
	if err != nil || !ok {
		return err
	}
	err = s.orders.MarkSent(ctx, order, parcel.TrackingURL, parcel.SentBy)
	if errors.Is(err, orders.ErrCanceled) {
		return errors.Join(err, s.takeBack(ctx, order))
	}
	if err != nil {
		return err
	}
	if err := s.stock.Send(ctx, order); err != nil && !errors.Is(err, inventory.ErrUnknownHold) {
		return fmt.Errorf("take order %s off the shelf: %w", order, err)
	}
	return nil
}

// takeBack forgets the parcel of an order that was canceled before it left.
func (s *Service) takeBack(ctx context.Context, order string) error {
	err := s.db.Write(ctx, func(tx *db.Tx) error { return s.store.InTx(tx).Remove(order) })
	if err != nil {
		return fmt.Errorf("take the parcel of order %s back: %w", order, err)
	}
	return nil
}

func followable(address string) bool {
	if address == "" {
		return true
	}
	parsed, err := url.Parse(address)
	return err == nil && parsed.Scheme == "https" && parsed.Host != "" && len(address) <= 500
}
