// Package carts keeps what a shopper means to buy, and calculates what it
// costs. A cart holds no stock: what it wants is compared with what can be
// promised each time it is looked at, and only placing the order decides.
//
// The calculation is the only one there is, see [Totals].
package carts

import (
	"context"
	"fmt"
	"time"

	"holdfast/db"
	"holdfast/modules/carts/internal/store"
	"holdfast/modules/catalog"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing"
	"holdfast/modules/promotions"
	"holdfast/modules/shipping"
	"holdfast/modules/shop"
	"holdfast/modules/tax"
)

// Bounds of one cart.
const (
	MaxLines    = 100
	MaxQuantity = 999
	keptFor     = 90 * 24 * time.Hour // since its last change
)

// Faults of this module.
var (
	ErrNotForSale  = fault.New(fault.Conflict, "This is not for sale at the moment.")
	ErrSoldOut     = fault.New(fault.Conflict, "This has just sold out.")
	ErrTooMany     = fault.New(fault.Conflict, "A cart holds at most 100 different things.")
	ErrQuantity    = fault.New(fault.Invalid, "Quantity must be a whole number from 0 to 999.")
	ErrUnknownCart = fault.New(fault.NotFound, "There is no such cart.")
)

// What the module needs of others, in its own words.
type (
	goods interface {
		Items(context.Context, []sku.SKU) (map[sku.SKU]catalog.Item, error)
		Menus(context.Context) (catalog.Menus, error)
	}
	prices interface {
		Prices(context.Context, []sku.SKU) (map[sku.SKU]pricing.Price, error)
	}
	stock interface {
		Available(context.Context, []sku.SKU) (map[sku.SKU]int, error)
	}
	coupons interface {
		Coupon(ctx context.Context, code string) (promotions.Promotion, error)
		Automatic(context.Context) ([]promotions.Promotion, error)
		Spent(ctx context.Context, email string, all []promotions.Promotion) (map[string]bool, error)
	}
	rates interface {
		Table(context.Context) (tax.Table, error)
	}
	carriers interface {
		Offers(context.Context, shipping.Destination, shipping.Parcel) ([]shipping.Offer, error)
	}
	settings interface {
		Settings(context.Context) (shop.Settings, error)
	}
)

// Needs is what a cart is made of.
type Needs struct {
	Catalog    goods
	Pricing    prices
	Inventory  stock
	Promotions coupons
	Tax        rates
	Shipping   carriers
	Shop       settings
}

var (
	_ goods   = (*catalog.Service)(nil)
	_ prices  = (*pricing.Service)(nil)
	_ stock   = (*inventory.Service)(nil)
	_ coupons = (*promotions.Service)(nil)
)

// Service is the carts module.
type Service struct {
	db    *db.DB
	store *store.Store
	needs Needs
	now   clock.Clock
}

// New returns the module on database. Carts that nobody has touched for 90 days
// are forgotten.
func New(database *db.DB, needs Needs, now clock.Clock) *Service {
	s := &Service{db: database, store: store.New(database), needs: needs, now: now}
	database.Every(6*time.Hour, "carts.forget", s.forget)
	s.listen()
	return s
}

// NewID returns the name of a cart that does not exist yet; the first line makes it.
func NewID() string { return db.NewID() }

// Count returns how many units the cart holds; a cart that does not exist holds none.
func (s *Service) Count(ctx context.Context, id string) (int, error) {
	n, err := s.store.Count(ctx, id)
	if err != nil {
		return 0, fmt.Errorf("count cart %s: %w", id, err)
	}
	return n, nil
}

// Draft returns what has been typed at the checkout so far, as SaveDraft kept it.
func (s *Service) Draft(ctx context.Context, id string) (map[string]string, error) {
	row, err := s.store.Cart(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("read cart %s: %w", id, err)
	}
	return row.Draft, nil
}

// SaveDraft keeps what was typed at the checkout, so that Back loses nothing.
// A cart that does not exist keeps nothing.
func (s *Service) SaveDraft(ctx context.Context, id string, typed map[string]string) error {
	err := s.db.Write(ctx, func(tx *db.Tx) error { return s.store.InTx(tx).SaveDraft(id, typed, s.now()) })
	if err != nil {
		return fmt.Errorf("keep what was typed in cart %s: %w", id, err)
	}
	return nil
}

// Empty takes everything out of the cart, as part of the order's transaction,
// and returns what it was: of two who order one cart, the second gets nothing.
func (s *Service) Empty(tx *db.Tx, id string) (map[sku.SKU]int, error) {
	lines, err := s.store.InTx(tx).Empty(id)
	if err != nil {
		return nil, fmt.Errorf("empty cart %s: %w", id, err)
	}
	quantities := make(map[sku.SKU]int, len(lines))
	for _, line := range lines {
		quantities[sku.SKU(line.SKU)] = line.Quantity
	}
	return quantities, nil
}

func (s *Service) forget(ctx context.Context) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		return s.store.InTx(tx).Forget(s.now().Add(-keptFor))
	})
}
