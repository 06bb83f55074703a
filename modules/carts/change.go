package carts

import (
	"context"
	"fmt"

	"holdfast/db"
	"holdfast/modules/carts/internal/store"
	"holdfast/modules/catalog"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/promotions"
)

// Change is what became of a wish to have a quantity.
type Change struct {
	Quantity int  // what the cart holds now
	Clamped  bool // it is less than was asked for: no more can be promised
}

// Add puts quantity more units of each into the cart, making the cart when it
// is its first line. It never holds more than can be promised now.
// Faults: ErrNotForSale, ErrSoldOut, ErrTooMany, ErrQuantity, ErrUnknownCart.
func (s *Service) Add(ctx context.Context, id string, each sku.SKU, quantity int) (Change, error) {
	if quantity < 1 {
		return Change{}, ErrQuantity
	}
	return s.set(ctx, id, each, func(had int) int { return had + quantity })
}

// SetQuantity makes the cart hold quantity units; zero takes the line out.
// Faults: ErrNotForSale, ErrTooMany, ErrQuantity, ErrUnknownCart.
func (s *Service) SetQuantity(ctx context.Context, id string, each sku.SKU, quantity int) (Change, error) {
	if quantity < 0 {
		return Change{}, ErrQuantity
	}
	if quantity == 0 {
		err := s.db.Write(ctx, func(tx *db.Tx) error { return s.store.InTx(tx).Remove(id, string(each), s.now()) })
		if err != nil {
			return Change{}, fmt.Errorf("take %s out of cart %s: %w", each, id, err)
		}
		return Change{}, nil
	}
	return s.set(ctx, id, each, func(int) int { return quantity })
}

func (s *Service) set(ctx context.Context, id string, each sku.SKU, want func(had int) int) (Change, error) {
	if id == "" {
		return Change{}, ErrUnknownCart // or all who bring no cookie would share one
	}
	line, limit, err := s.offer(ctx, each)
	if err != nil {
		return Change{}, err
	}
	line.CartID = id
	var change Change
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		w := s.store.InTx(tx)
		had, lines, err := w.Lock(id, string(each), s.now())
		if err != nil {
			return err
		}
		if had == 0 && lines >= MaxLines {
			return ErrTooMany
		}
		wanted := want(had)
		if wanted > MaxQuantity {
			return ErrQuantity
		}
		line.Quantity = min(wanted, limit)
		change = Change{Quantity: line.Quantity, Clamped: line.Quantity < wanted}
		return w.Put(line)
	})
	if err != nil {
		return Change{}, fmt.Errorf("put %s into cart %s: %w", each, id, err)
	}
	return change, nil
}

// offer returns the line that each would be, at today's price, and how many
// units can be promised.
func (s *Service) offer(ctx context.Context, each sku.SKU) (store.Line, int, error) {
	one := []sku.SKU{each}
	items, err := s.needs.Catalog.Items(ctx, one)
	if err != nil {
		return store.Line{}, 0, err
	}
	prices, err := s.needs.Pricing.Prices(ctx, one)
	if err != nil {
		return store.Line{}, 0, err
	}
	price, priced := prices[each]
	if item, ok := items[each]; !ok || !priced || item.Product.Status != catalog.Published {
		return store.Line{}, 0, ErrNotForSale
	}
	available, err := s.needs.Inventory.Available(ctx, one)
	if err != nil {
		return store.Line{}, 0, err
	}
	if available[each] <= 0 {
		return store.Line{}, 0, ErrSoldOut
	}
	return store.Line{SKU: string(each), SeenMinor: price.Amount.Minor, AddedAt: s.now()}, available[each], nil
}

// ApplyCoupon has the cart use code from now on.
// Faults: those of promotions.Promotion, ErrUnknownCart.
func (s *Service) ApplyCoupon(ctx context.Context, id, code string) (promotions.Promotion, error) {
	coupon, err := s.needs.Promotions.Coupon(ctx, code)
	if err != nil {
		return promotions.Promotion{}, err
	}
	return coupon, s.setCoupon(ctx, id, coupon.Code)
}

// RemoveCoupon has the cart use none. Faults: ErrUnknownCart.
func (s *Service) RemoveCoupon(ctx context.Context, id string) error { return s.setCoupon(ctx, id, "") }

func (s *Service) setCoupon(ctx context.Context, id, code string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		ok, err := s.store.InTx(tx).SetCoupon(id, code, s.now())
		if err != nil {
			return fmt.Errorf("set the coupon of cart %s: %w", id, err)
		}
		if !ok {
			return ErrUnknownCart
		}
		return nil
	})
}
