// Package shipping knows where the shop sends to, how, and for how much.
//
// A destination belongs to the one zone that names it most closely: by
// postcode, else by state, else by country, else the rest of the world. In a
// zone each method has rates for bands of weight and of value:
//
//	price(method) = min over the rates whose bands hold the parcel of
//	                0 where value ≥ free from, else the rate's price
//
// A method without such a rate is not offered; a place without a zone has no
// offers, and whoever asked says so.
package shipping

import (
	"context"
	"fmt"
	"slices"

	"holdfast/db"
	"holdfast/modules/shipping/internal/store"
)

// Tag is announced when methods, zones or rates have changed.
const Tag = "shipping"

// Service is the shipping module.
type Service struct {
	store  *store.Store
	tables *db.Snapshot[Tables]
}

// New returns the module on d.
func New(d *db.DB) *Service {
	s := &Service{store: store.New(d)}
	s.tables = db.NewSnapshot(d, s.load, Tag)
	return s
}

// Offers returns the ways to send parcel to a place, in the merchant's order;
// none where the shop does not send to. It reads memory, not the database,
// unless the tables have changed.
func (s *Service) Offers(ctx context.Context, to Destination, parcel Parcel) ([]Offer, error) {
	tables, err := s.tables.Get(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the shipping rates: %w", err)
	}
	return tables.Offers(to, parcel), nil
}

// Countries returns where the shop sends to at all, as sorted ISO 3166 alpha-2
// codes. [RestOfWorld] comes last when every other country is served, too.
func (s *Service) Countries(ctx context.Context) ([]string, error) {
	tables, err := s.tables.Get(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the shipping rates: %w", err)
	}
	return tables.Countries(), nil
}

// Tables returns all methods, zones and rates as the merchant entered them.
func (s *Service) Tables(ctx context.Context) (Tables, error) {
	tables, err := s.load(ctx)
	if err != nil {
		return Tables{}, fmt.Errorf("read the shipping rates: %w", err)
	}
	return tables, nil
}

// Replace writes tables in the place of all that was there; whoever calls it
// says in the audit who did. Faults: Invalid, with fields named like
// "rates.3.method".
func (s *Service) Replace(ctx context.Context, tables Tables) error {
	if err := tables.check(); err != nil {
		return err
	}
	tables.Methods = slices.Clone(tables.Methods)
	slices.SortStableFunc(tables.Methods, func(a, b Method) int { return a.Position - b.Position })
	if err := s.store.Replace(ctx, toRows(tables), Tag); err != nil {
		return fmt.Errorf("replace the shipping rates: %w", err)
	}
	return nil
}

func (s *Service) load(ctx context.Context) (Tables, error) {
	rows, err := s.store.All(ctx)
	if err != nil {
		return Tables{}, err
	}
	return fromRows(rows), nil
}
