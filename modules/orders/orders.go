// Package orders keeps what was bought. An order is a frozen snapshot of a
// cart: nothing that happens to products, prices or taxes later changes it.
//
//	placed ─→ paid ─→ sent
//	   └────────┴──→ canceled          (never once sent)
//
// Cash on delivery is sent before it is paid. Each step is one conditional
// statement, so that of two who take it at once one does, and the other learns
// that it is done.
//
// Placing an order is the one transaction of the shop that spans modules: the
// order is written under its form's submit key, stock is held, a coupon is
// redeemed, a payment is begun and the cart is emptied, all of it or nothing.
// Whatever follows (confirming stock when the money comes, giving it back when
// it does not) is a step of its own that can be taken again.
package orders

import (
	"context"
	"fmt"

	"holdfast/db"
	"holdfast/modules/carts"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/orders/internal/store"
	"holdfast/modules/payments"
	"holdfast/modules/shop"
)

// Faults of this module.
var (
	ErrUnknownOrder   = fault.New(fault.NotFound, "We have no such order.")
	ErrEmptyCart      = fault.New(fault.Conflict, "Your cart is empty.")
	ErrCartChanged    = fault.New(fault.Conflict, "Something in your cart has changed. Please look at it again before you order.")
	ErrTotalChanged   = fault.New(fault.Conflict, "The total has changed. Please look at it again before you order.")
	ErrNotDelivered   = fault.New(fault.Conflict, "We do not deliver there. Choose another country.")
	ErrAlreadySent    = fault.New(fault.Conflict, "The order has been sent.")
	ErrCanceled       = fault.New(fault.Conflict, "The order has been canceled.")
	ErrUnpaid         = fault.New(fault.Conflict, "The order has not been paid.")
	ErrNothingToPay   = fault.New(fault.Conflict, "There is nothing to pay for this order.")
	ErrPaymentMissing = fault.New(fault.Invalid, "Choose how you want to pay.")
)

// What the module needs of others, in its own words.
type (
	basket interface {
		View(ctx context.Context, id string, choice carts.Choice) (carts.View, error)
		Empty(tx *db.Tx, id string) (map[sku.SKU]int, error)
	}
	coupons interface {
		Redeem(tx *db.Tx, order, email string, codes ...string) error
		RedeemAgain(ctx context.Context, order, email string, codes ...string) (passed []string, err error)
		Release(ctx context.Context, order string) error
	}
	settings interface {
		Settings(context.Context) (shop.Settings, error)
	}
)

// Needs is what an order is placed with.
type Needs struct {
	Carts      basket
	Inventory  *inventory.Service
	Promotions coupons
	Payments   *payments.Service
	Shop       settings
}

// Service is the orders module.
type Service struct {
	db    *db.DB
	store *store.Store
	needs Needs
	now   clock.Clock
}

// New returns the module on database.
func New(database *db.DB, needs Needs, now clock.Clock) *Service {
	s := &Service{db: database, store: store.New(database), needs: needs, now: now}
	s.listen()
	return s
}

// Order returns the order with that number. Faults: ErrUnknownOrder.
func (s *Service) Order(ctx context.Context, number string) (Order, error) {
	return s.find(ctx, "number", number)
}

// ByID returns the order with id. Faults: ErrUnknownOrder.
func (s *Service) ByID(ctx context.Context, id string) (Order, error) { return s.find(ctx, "id", id) }

func (s *Service) find(ctx context.Context, column, value string) (Order, error) {
	row, err := s.store.Order(ctx, column, value)
	if db.IsMissing(err) {
		return Order{}, ErrUnknownOrder
	}
	if err != nil {
		return Order{}, fmt.Errorf("read the order with %s %s: %w", column, value, err)
	}
	return fromRow(row), nil
}

// Filter narrows a list of orders; the zero Filter lists all.
type Filter struct {
	State State  // empty: any
	Query string // a part of number, e-mail or name
}

// List returns a page of orders, newest first. after is the last page's next.
func (s *Service) List(ctx context.Context, filter Filter, after string, limit int) (list []Order, next string, err error) {
	rows, next, err := s.store.List(ctx, string(filter.State), filter.Query, after, limit)
	if err != nil {
		return nil, "", fmt.Errorf("list orders: %w", err)
	}
	list = make([]Order, len(rows))
	for i, row := range rows {
		list[i] = fromRow(row)
	}
	return list, next, nil
}

// Timeline returns what has happened to the order with id, the first thing first.
func (s *Service) Timeline(ctx context.Context, id string) ([]Event, error) {
	rows, err := s.store.Events(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("read what happened to order %s: %w", id, err)
	}
	events := make([]Event, len(rows))
	for i, r := range rows {
		events[i] = Event{Kind: r.Kind, Detail: r.Detail, Actor: r.Actor, At: r.At}
	}
	return events, nil
}
