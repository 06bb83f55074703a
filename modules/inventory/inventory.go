// Package inventory knows how many units of each SKU the shop can promise.
//
//	available = on hand - reserved - allocated
//
// A hold promises units to one order: reserved until it expires, allocated once
// the order is certain, gone from the shelf when it is sent. Every change of a
// count is a movement in the stock ledger, in the same transaction, so that for
// each SKU the ledger's sums are the level.
package inventory

import (
	"context"
	"fmt"
	"time"

	"holdfast/db"
	"holdfast/modules/inventory/internal/store"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/sku"
)

// Faults of this module.
var (
	ErrInsufficientStock = fault.New(fault.Conflict, "There are not enough left in stock.")
	ErrUnknownHold       = fault.New(fault.NotFound, "No stock is held for this order.")
	ErrHoldEnded         = fault.New(fault.Conflict, "The stock that was held for this order has been released.")
	ErrNegative          = fault.New(fault.Invalid, "There cannot be less than nothing on hand.")
)

// Untracked is what Available returns for a SKU whose stock nobody counts.
const Untracked = 1_000_000

// TagStock is the tag under which a change of s's stock is announced.
func TagStock(s sku.SKU) string { return "stock:" + string(s) }

// Line asks for a quantity of one SKU.
type Line struct {
	SKU      sku.SKU
	Quantity int
}

// Level is one SKU's counts, in units.
type Level struct {
	SKU                         sku.SKU
	Tracked                     bool
	OnHand, Reserved, Allocated int
}

// Available returns how many units can be promised.
func (l Level) Available() int {
	if !l.Tracked {
		return Untracked
	}
	return max(0, l.OnHand-l.Reserved-l.Allocated)
}

// AvailabilityChanged says that a SKU can be bought again, or no longer: one,
// with how many there are, or many at once.
type AvailabilityChanged struct {
	SKU       sku.SKU `json:",omitempty"`
	Available int
	SKUs      []sku.SKU `json:",omitempty"`
}

// All returns the SKUs.
func (e AvailabilityChanged) All() []sku.SKU {
	if e.SKU == "" {
		return e.SKUs
	}
	return append([]sku.SKU{e.SKU}, e.SKUs...)
}

// EventName names the event.
func (AvailabilityChanged) EventName() string { return "inventory.availability_changed" }

// HoldExpired says that a reservation's time has passed and its units can be
// promised to others.
type HoldExpired struct{ Order string }

// EventName names the event.
func (HoldExpired) EventName() string { return "inventory.hold_expired" }

// Service is the inventory module.
type Service struct {
	db    *db.DB
	store *store.Store
	now   clock.Clock
}

// sweeping is how often reservations are looked through for those that expired.
const sweeping = 10 * time.Second

// New returns the module on database, which gives back by itself what was
// reserved and not confirmed in time.
func New(database *db.DB, now clock.Clock) *Service {
	s := &Service{db: database, store: store.New(database), now: now}
	database.Every(sweeping, "inventory.expire", s.sweep)
	return s
}

// Levels returns the levels of those of skus that have one.
func (s *Service) Levels(ctx context.Context, skus []sku.SKU) (map[sku.SKU]Level, error) {
	rows, err := s.store.Levels(ctx, skus)
	if err != nil {
		return nil, fmt.Errorf("read %d stock levels: %w", len(skus), err)
	}
	levels := make(map[sku.SKU]Level, len(rows))
	for _, row := range rows {
		levels[sku.SKU(row.SKU)] = fromRow(row)
	}
	return levels, nil
}

// Available returns how many units of each of skus can be promised; a SKU that
// was never received has none.
func (s *Service) Available(ctx context.Context, skus []sku.SKU) (map[sku.SKU]int, error) {
	levels, err := s.Levels(ctx, skus)
	if err != nil {
		return nil, err
	}
	available := make(map[sku.SKU]int, len(skus))
	for _, each := range skus {
		available[each] = 0
		if l, ok := levels[each]; ok {
			available[each] = l.Available()
		}
	}
	return available, nil
}

func fromRow(row store.Level) Level {
	return Level{SKU: sku.SKU(row.SKU), Tracked: row.Tracked, OnHand: row.OnHand, Reserved: row.Reserved, Allocated: row.Allocated}
}
