package catalog

import (
	"context"
	"fmt"
	"reflect"

	"holdfast/db"
	"holdfast/modules/catalog/internal/store"
	"holdfast/modules/kernel/fault"
)

// Outcome says what Put did with a product.
type Outcome int

// What Put can do.
const (
	Unchanged Outcome = iota
	Created
	Updated
)

// Put makes the catalogue hold product, known by its slug, and returns it with
// its identity. Putting the same again changes nothing.
// Faults: ErrSKUTaken, fault.Invalid for a product without name or variants.
func (s *Service) Put(ctx context.Context, product Product) (Product, Outcome, error) {
	var outcome Outcome
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		product, outcome, err = s.put(tx, product)
		return err
	})
	return product, outcome, err
}

func (s *Service) put(tx *db.Tx, product Product) (Product, Outcome, error) {
	if err := product.check(); err != nil {
		return product, Unchanged, err
	}
	old, err := s.store.InTx(tx).BySlug(product.Slug)
	if err != nil {
		return product, Unchanged, fmt.Errorf("read product %s: %w", product.Slug, err)
	}
	if old == nil {
		product.ID = db.NewID()
		return product, Created, s.save(tx, product, nil)
	}
	known := fromRow(old.Product, old.Variants)
	product.ID = known.ID
	if reflect.DeepEqual(normal(product), normal(known)) {
		return product, Unchanged, nil
	}
	return product, Updated, s.save(tx, product, old)
}

// Move gives the product with id a new slug and keeps the old address working.
// Faults: ErrUnknownProduct, ErrSlugTaken.
func (s *Service) Move(ctx context.Context, id, slug string) error {
	return s.change(ctx, id, func(tx *db.Tx) error {
		err := s.store.InTx(tx).Move(id, slug)
		if db.IsDuplicate(err) {
			return ErrSlugTaken
		}
		return err
	})
}

// SetStatus shows or hides the product with id. Faults: ErrUnknownProduct.
func (s *Service) SetStatus(ctx context.Context, id string, status Status) error {
	return s.change(ctx, id, func(tx *db.Tx) error {
		return s.store.InTx(tx).SetStatus(id, string(status), s.now())
	})
}

func (s *Service) change(ctx context.Context, id string, write func(*db.Tx) error) error {
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		if err := write(tx); err != nil {
			return err
		}
		return tell(tx, id)
	})
	if db.IsMissing(err) {
		return ErrUnknownProduct
	}
	return err
}

func (s *Service) save(tx *db.Tx, product Product, old *store.Kept) error {
	row, variants := toRow(product)
	row.UpdatedAt, row.CreatedAt = s.now(), s.now()
	if old != nil {
		row.CreatedAt = old.CreatedAt
	}
	err := s.store.InTx(tx).Save(row, variants, old != nil)
	if db.IsDuplicate(err) {
		return ErrSKUTaken
	}
	if err != nil {
		return fmt.Errorf("save product %s: %w", product.Slug, err)
	}
	return tell(tx, product.ID)
}

func tell(tx *db.Tx, id string) error {
	tx.Announce(TagProduct(id), TagLists)
	return tx.Publish(ProductChanged{Product: id})
}

// check refuses what the catalogue cannot hold.
func (p Product) check() error {
	switch {
	case p.Slug == "" || p.Name == "":
		return fault.New(fault.Invalid, "A product has an address and a name.")
	case len(p.Variants) == 0:
		return fault.New(fault.Invalid, "A product has at least one variant.")
	case len(p.Options) > 3:
		return fault.New(fault.Invalid, "A product has at most three options.")
	}
	for _, v := range p.Variants {
		if len(v.Choices) != len(p.Options) {
			return fault.New(fault.Invalid, fmt.Sprintf("Variant %s needs a value for each option.", v.SKU))
		}
	}
	return nil
}

// normal makes empty and missing lists alike, for comparing.
func normal(p Product) Product {
	row, variants := toRow(p)
	row.Normalise()
	for i := range variants {
		variants[i].Normalise()
	}
	return fromRow(row, variants)
}
