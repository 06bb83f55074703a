// Package pricing knows what each SKU costs now.
//
//	price = sale price    while from <= now < until
//	      = regular price otherwise
//
// A was-price is shown beside it: the regular price during a sale, or the one
// that the merchant gave. Beside that stands the lowest price of the 30 days
// before the reduction, which a history that is only added to knows:
//
//	lowest = min over [begin − 30 days, begin) of what held,
//	begin  = when the reduced price began to hold
package pricing

import (
	"context"
	"fmt"
	"time"

	"holdfast/db"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/money"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing/internal/store"
)

// ErrInvalid says that a price cannot be kept.
var ErrInvalid = fault.New(fault.Invalid, "A price is not negative, and a sale ends after it begins.")

// TagPrice is the tag under which a change of s's price is announced.
func TagPrice(s sku.SKU) string { return "price:" + string(s) }

// Price is what a SKU costs.
type Price struct {
	Amount money.Money
	Was    money.Money // zero when there is nothing to compare with
	// Lowest is the lowest price of the 30 days before the reduction; zero when
	// there is no reduction, or nothing is known of the time before it.
	Lowest money.Money
}

// Reduced reports whether the price is below all that it was in the 30 days
// before: only then may it be called a reduction in the European Union (Court
// of Justice, C-330/23). Of a price without history, the was-price decides.
func (p Price) Reduced() bool {
	return !p.Was.IsZero() && (p.Lowest.IsZero() || p.Amount.Less(p.Lowest))
}

// Terms is what the merchant has set for a SKU.
type Terms struct {
	SKU     sku.SKU
	Regular money.Money
	Was     money.Money // zero: none
	Sale    *Sale       // nil: none
	// Prior is the module's own: Set works it out, whatever is given.
	Prior Prior
}

// Sale is a lower price for a time.
type Sale struct {
	Price       money.Money
	From, Until time.Time // instants; From counts, Until does not
}

// PriceChanged says that SKUs cost something else from now on.
type PriceChanged struct{ SKUs []sku.SKU }

// EventName names the event.
func (PriceChanged) EventName() string { return "pricing.price_changed" }

// saleTurns wakes the module when a sale begins or ends.
type saleTurns struct{ SKU sku.SKU }

// JobName names the job.
func (saleTurns) JobName() string { return "pricing.sale_turns" }

// knownTerms bounds those that are kept in memory, some 200 bytes each.
const knownTerms = 100_000

// Service is the pricing module.
type Service struct {
	db    *db.DB
	store *store.Store
	now   clock.Clock
	known *db.Cache[Terms] // by SKU
}

// New returns the module on database.
func New(database *db.DB, now clock.Clock) *Service {
	s := &Service{db: database, store: store.New(database), now: now, known: db.NewCache[Terms](database, knownTerms, TagPrice(""))}
	db.Work(database, func(ctx context.Context, turn saleTurns) error {
		return s.db.Write(ctx, func(tx *db.Tx) error { return tell(tx, []sku.SKU{turn.SKU}) })
	})
	return s
}

// Prices returns the present price of each of skus that has one.
func (s *Service) Prices(ctx context.Context, skus []sku.SKU) (map[sku.SKU]Price, error) {
	terms, err := s.Terms(ctx, skus)
	if err != nil {
		return nil, err
	}
	prices, now := make(map[sku.SKU]Price, len(terms)), s.now()
	for _, t := range terms {
		prices[t.SKU] = t.At(now)
	}
	return prices, nil
}

// Terms returns what is set for those of skus that have a price.
func (s *Service) Terms(ctx context.Context, skus []sku.SKU) ([]Terms, error) {
	rows, err := s.store.Prices(ctx, skus)
	if err != nil {
		return nil, fmt.Errorf("read %d prices: %w", len(skus), err)
	}
	return fromRows(rows), nil
}

// Any reports whether the shop has any price, which keeps its currency.
func (s *Service) Any(ctx context.Context) (bool, error) {
	any, err := s.store.Any(ctx)
	if err != nil {
		return false, fmt.Errorf("look for a price: %w", err)
	}
	return any, nil
}

// Displayed is Prices for pages: from memory when they were asked for before,
// which another process' change reaches a moment later. What is charged is read
// with Prices.
func (s *Service) Displayed(ctx context.Context, skus []sku.SKU) (map[sku.SKU]Price, error) {
	prices, now := make(map[sku.SKU]Price, len(skus)), s.now()
	var missing []sku.SKU
	for _, each := range skus {
		if t, ok := s.known.Get(string(each)); ok {
			prices[each] = t.At(now)
		} else {
			missing = append(missing, each)
		}
	}
	if len(missing) == 0 {
		return prices, nil
	}
	generation := s.known.Generation()
	terms, err := s.Terms(ctx, missing)
	if err != nil {
		return nil, err
	}
	for _, t := range terms {
		s.known.Put(generation, TagPrice(t.SKU), t, string(t.SKU))
		prices[t.SKU] = t.At(now)
	}
	return prices, nil
}

// Set makes terms hold and returns how many SKUs they changed.
// Faults: ErrInvalid.
func (s *Service) Set(ctx context.Context, terms ...Terms) (changed int, err error) {
	err = s.db.Write(ctx, func(tx *db.Tx) error { changed, err = s.set(tx, terms...); return err })
	return changed, err
}

func (s *Service) set(tx *db.Tx, terms ...Terms) (changed int, err error) {
	skus := make([]sku.SKU, len(terms))
	for i, t := range terms {
		if !t.valid() {
			return 0, ErrInvalid
		}
		skus[i] = t.SKU
	}
	rows, err := s.store.InTx(tx).Prices(skus)
	if err != nil {
		return 0, fmt.Errorf("read %d prices: %w", len(skus), err)
	}
	different := differing(terms, fromRows(rows))
	if len(different) == 0 {
		return 0, nil
	}
	if err := s.remember(tx, different, fromRows(rows)); err != nil {
		return 0, fmt.Errorf("remember %d prices: %w", len(different), err)
	}
	if err := s.store.InTx(tx).Put(toRows(different)); err != nil {
		return 0, fmt.Errorf("write %d prices: %w", len(different), err)
	}
	return len(different), s.tellNowAndLater(tx, different)
}

func (s *Service) tellNowAndLater(tx *db.Tx, terms []Terms) error {
	skus := make([]sku.SKU, len(terms))
	for i, t := range terms {
		skus[i] = t.SKU
		if t.Sale == nil {
			continue
		}
		for _, turn := range []time.Time{t.Sale.From, t.Sale.Until} {
			if turn.After(s.now()) {
				if err := tx.Enqueue(saleTurns{t.SKU}, db.At(turn)); err != nil {
					return err
				}
			}
		}
	}
	return tell(tx, skus)
}

func tell(tx *db.Tx, skus []sku.SKU) error {
	for _, s := range skus {
		tx.Announce(TagPrice(s))
	}
	return tx.Publish(PriceChanged{skus})
}
