// Package promotions knows what the shop takes off: for a coupon code or by
// itself, on what, when, how often, and together with what else.
//
//	redeemed(promotion)            = number of orders that hold a use of it
//	redeemed                       ≤ limit, where there is one
//	redeemed(promotion, customer)  ≤ limit for each, where there is one
//	takes off                      = min(left, left × rate or a fixed amount)
//
// Left is what earlier promotions have left of the goods that it covers: they
// apply in the merchant's order, see [Apply]. A use is taken in the transaction
// that writes the order and given back when the order is canceled.
package promotions

import (
	"context"
	"fmt"
	"time"

	"holdfast/db"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/promotions/internal/store"
)

// Tag is announced when promotions have changed, or one is used up.
const Tag = "promotions"

// Why a coupon cannot be used.
var (
	ErrUnknownCoupon = fault.New(fault.NotFound, "There is no such coupon code. Check the spelling.")
	ErrCouponNotYet  = fault.New(fault.Conflict, "This coupon code is not valid yet.")
	ErrCouponExpired = fault.New(fault.Conflict, "This coupon code has expired.")
	ErrCouponUsedUp  = fault.New(fault.Conflict, "This coupon code has been used as often as it can be.")
	ErrUsedByYou     = fault.New(fault.Conflict, "You have used this offer as often as one customer can.")
)

// ErrUnknown says that there is no such promotion.
var ErrUnknown = fault.New(fault.NotFound, "There is no such promotion.")

// Service is the promotions module.
type Service struct {
	db        *db.DB
	store     *store.Store
	now       clock.Clock
	automatic *db.Snapshot[[]Promotion]
}

// New returns the module on d.
func New(d *db.DB, now clock.Clock) *Service {
	s := &Service{db: d, store: store.New(d), now: now}
	s.automatic = db.NewSnapshot(d, s.loadAutomatic, Tag)
	return s
}

// Coupon returns the coupon that can be used now under code, in any case and
// with any space around it. That a use is left is a promise only once it is
// redeemed. Faults: ErrUnknownCoupon, ErrCouponNotYet, ErrCouponExpired,
// ErrCouponUsedUp.
func (s *Service) Coupon(ctx context.Context, code string) (Promotion, error) {
	row, found, err := s.store.Coupon(ctx, Normalise(code))
	if err != nil {
		return Promotion{}, fmt.Errorf("read coupon %q: %w", code, err)
	}
	if !found || row.Automatic {
		return Promotion{}, ErrUnknownCoupon
	}
	c := fromRow(row)
	return c, c.usable(s.now())
}

// Automatic returns the promotions that need no code and can be used now, from
// memory.
func (s *Service) Automatic(ctx context.Context) ([]Promotion, error) {
	all, err := s.automatic.Get(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the automatic promotions: %w", err)
	}
	var usable []Promotion
	for _, p := range all {
		if p.usable(s.now()) == nil {
			usable = append(usable, p)
		}
	}
	return usable, nil
}

func (s *Service) loadAutomatic(ctx context.Context) ([]Promotion, error) {
	rows, err := s.store.Automatic(ctx)
	return fromRows(rows), err
}

// Save writes p under its code; what has been redeemed of it stays counted.
// Faults: Invalid, with fields code, name, kind, percent, amount, minimum,
// until, limit, limit_each, scope, targets.
func (s *Service) Save(ctx context.Context, p Promotion) error {
	p = p.prepared()
	if err := p.check(); err != nil {
		return err
	}
	if err := s.store.Save(ctx, toRow(p), Tag); err != nil {
		return fmt.Errorf("save promotion %q: %w", p.Code, err)
	}
	return nil
}

// Remove forgets the promotion with a code. Orders that have used it keep what
// it took off.
func (s *Service) Remove(ctx context.Context, code string) error {
	if err := s.store.Remove(ctx, Normalise(code), Tag); err != nil {
		return fmt.Errorf("remove promotion %q: %w", code, err)
	}
	return nil
}

// Find returns the promotion with a code, whether or not it can be used now.
// Faults: ErrUnknown.
func (s *Service) Find(ctx context.Context, code string) (Promotion, error) {
	row, found, err := s.store.Coupon(ctx, Normalise(code))
	if err != nil {
		return Promotion{}, fmt.Errorf("read promotion %q: %w", code, err)
	}
	if !found {
		return Promotion{}, ErrUnknown
	}
	return fromRow(row), nil
}

// List returns all promotions in the order in which they apply.
func (s *Service) List(ctx context.Context) ([]Promotion, error) {
	rows, err := s.store.List(ctx)
	if err != nil {
		return nil, fmt.Errorf("list promotions: %w", err)
	}
	return fromRows(rows), nil
}

// State says whether p can be used at an instant, and if not, why: nil,
// ErrCouponNotYet, ErrCouponExpired or ErrCouponUsedUp.
func (p Promotion) State(at time.Time) error { return p.usable(at) }
