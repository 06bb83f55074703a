// Package tax knows which rate is due where, and whether prices include it.
//
// A place belongs to one zone: one that names its state before one that names
// only its country. A zone has a rate for each category that is taxed there, the
// standard one for those that it does not name; where there is no zone, nothing
// is due. Which place's rates are due is said by [Place.Due].
//
//	tax inside a gross amount     = gross × rate / (1 + rate)
//	tax on top of a net amount    = net × rate
//	net + tax                     = gross, always
//
// each rounded once, half away from zero.
package tax

import (
	"context"
	"fmt"

	"holdfast/db"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/tax/internal/store"
)

// Tag is announced when zones or rates have changed.
const Tag = "tax"

// Service is the tax module.
type Service struct {
	store *store.Store
	zones *db.Snapshot[[]Zone]
	now   clock.Clock
}

// New returns the module on d. Rates are those that are valid when now says.
func New(d *db.DB, now clock.Clock) *Service {
	s := &Service{store: store.New(d), now: now}
	s.zones = db.NewSnapshot(d, s.load, Tag)
	return s
}

// Table returns what is due everywhere at this instant. It reads memory, not
// the database, unless the zones have changed.
func (s *Service) Table(ctx context.Context) (Table, error) {
	zones, err := s.zones.Get(ctx)
	if err != nil {
		return Table{}, fmt.Errorf("read the tax zones: %w", err)
	}
	return NewTable(zones, s.now()), nil
}

// Zones returns all zones in the merchant's order, with every rate they have,
// past and future ones included.
func (s *Service) Zones(ctx context.Context) ([]Zone, error) {
	zones, err := s.load(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the tax zones: %w", err)
	}
	return zones, nil
}

// Replace writes zones in the place of all that were there; whoever calls it
// says in the audit who did. Faults: Invalid, with fields named like
// "zones.0.rates.1.ppm".
func (s *Service) Replace(ctx context.Context, zones []Zone) error {
	if err := check(zones); err != nil {
		return err
	}
	zoneRows, rateRows := toRows(zones)
	if err := s.store.Replace(ctx, zoneRows, rateRows, Tag); err != nil {
		return fmt.Errorf("replace the tax zones: %w", err)
	}
	return nil
}

func (s *Service) load(ctx context.Context) ([]Zone, error) {
	zones, rates, err := s.store.All(ctx)
	if err != nil {
		return nil, err
	}
	return fromRows(zones, rates), nil
}
