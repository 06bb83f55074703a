// Package promotions knows coupons: what they take off, when, and how often.
//
//	redeemed(coupon)  = number of orders that hold a use of it
//	redeemed          ≤ limit, where there is one
//	discount          = min(subtotal, subtotal × rate or a fixed amount)
//
// A use is taken in the transaction that writes the order and given back when
// the order is canceled.
package promotions

import (
	"context"
	"fmt"

	"holdfast/db"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/promotions/internal/store"
)

// Why a coupon cannot be used.
var (
	ErrUnknownCoupon = fault.New(fault.NotFound, "There is no such coupon code. Check the spelling.")
	ErrCouponNotYet  = fault.New(fault.Conflict, "This coupon code is not valid yet.")
	ErrCouponExpired = fault.New(fault.Conflict, "This coupon code has expired.")
	ErrCouponUsedUp  = fault.New(fault.Conflict, "This coupon code has been used as often as it can be.")
)

// Service is the promotions module.
type Service struct {
	db    *db.DB
	store *store.Store
	now   clock.Clock
}

// New returns the module on d.
func New(d *db.DB, now clock.Clock) *Service {
	return &Service{db: d, store: store.New(d), now: now}
}

// Coupon returns the coupon that can be used now under code, in any case and
// with any space around it. That a use is left is a promise only once it is
// redeemed. Faults: ErrUnknownCoupon, ErrCouponNotYet, ErrCouponExpired,
// ErrCouponUsedUp.
func (s *Service) Coupon(ctx context.Context, code string) (Coupon, error) {
	row, found, err := s.store.Coupon(ctx, Normalise(code))
	if err != nil {
		return Coupon{}, fmt.Errorf("read coupon %q: %w", code, err)
	}
	if !found {
		return Coupon{}, ErrUnknownCoupon
	}
	c := fromRow(row)
	return c, c.usable(s.now())
}

// Redeem takes a use of code for order, once however often it is called. After
// a fault the transaction has to be undone. Faults: ErrUnknownCoupon,
// ErrCouponNotYet, ErrCouponExpired, ErrCouponUsedUp.
func (s *Service) Redeem(tx *db.Tx, code, order string) error {
	code, now := Normalise(code), s.now()
	claimed, err := store.Claim(tx, store.Redemption{OrderID: order, Code: code, RedeemedAt: now.UTC()})
	if err != nil {
		return fmt.Errorf("redeem coupon %q for order %s: %w", code, order, err)
	}
	if !claimed {
		return nil
	}
	used, err := store.Use(tx, code, now.UTC())
	if err != nil {
		return fmt.Errorf("redeem coupon %q for order %s: %w", code, order, err)
	}
	if !used {
		return s.refusal(tx, code)
	}
	return nil
}

// refusal says why a coupon could not be used.
func (s *Service) refusal(tx *db.Tx, code string) error {
	row, found, err := store.CouponIn(tx, code)
	if err != nil {
		return fmt.Errorf("read coupon %q: %w", code, err)
	}
	if !found {
		return ErrUnknownCoupon
	}
	if err := fromRow(row).usable(s.now()); err != nil {
		return err
	}
	return ErrCouponUsedUp // a use was given back in between: the next try may have it
}

// Release gives back what order has redeemed, once however often it is called.
func (s *Service) Release(ctx context.Context, order string) error {
	err := s.db.Write(ctx, func(tx *db.Tx) error { return store.Release(tx, order) })
	if err != nil {
		return fmt.Errorf("release the coupons of order %s: %w", order, err)
	}
	return nil
}

// Save writes c under its code; what has been redeemed of it stays counted.
// Faults: Invalid, with fields code, kind, percent, amount, minimum, until, limit.
func (s *Service) Save(ctx context.Context, c Coupon) error {
	c.Code = Normalise(c.Code)
	if err := c.check(); err != nil {
		return err
	}
	if err := s.store.Save(ctx, toRow(c)); err != nil {
		return fmt.Errorf("save coupon %q: %w", c.Code, err)
	}
	return nil
}

// List returns all coupons, by code.
func (s *Service) List(ctx context.Context) ([]Coupon, error) {
	rows, err := s.store.List(ctx)
	if err != nil {
		return nil, fmt.Errorf("list coupons: %w", err)
	}
	coupons := make([]Coupon, len(rows))
	for i, row := range rows {
		coupons[i] = fromRow(row)
	}
	return coupons, nil
}
