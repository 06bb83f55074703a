package catalog

import (
	"context"
	"fmt"
	"reflect"

	"holdfast/db"
	"holdfast/modules/catalog/internal/store"
)

// PutAll is Put for many, all or none, in one transaction and with one event. A
// trial compares the same way and writes nothing. Faults: those of Put.
func (s *Service) PutAll(ctx context.Context, products []Product, trial bool) ([]Outcome, error) {
	outcomes := make([]Outcome, len(products))
	for _, p := range products {
		if err := p.check(); err != nil {
			return outcomes, err
		}
	}
	if trial {
		b, err := s.compare(s.store.Reading(ctx), products, outcomes)
		if err == nil && len(b.strangers) > 0 {
			err = ErrSKUTaken
		}
		return outcomes, err
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		w := s.store.InTx(tx)
		b, err := s.compare(w, products, outcomes)
		if err != nil || len(b.products) == 0 {
			return err
		}
		err = w.SaveAll(b.products, b.variants, b.known)
		if db.IsDuplicate(err) {
			return ErrSKUTaken
		}
		if err != nil {
			return fmt.Errorf("save %d products: %w", len(b.products), err)
		}
		return tellAll(tx, b.ids())
	})
	return outcomes, err
}

// batch is what differs, as rows.
type batch struct {
	products  []store.Product
	variants  []store.Variant
	known     []string // ids of those that there were
	strangers []string // SKUs that belong to other products
}

func (b batch) ids() []string {
	ids := make([]string, len(b.products))
	for i, p := range b.products {
		ids[i] = p.ID
	}
	return ids
}

// compare finds out what is to be written.
func (s *Service) compare(w store.Writer, products []Product, outcomes []Outcome) (b batch, err error) {
	slugs := make([]string, len(products))
	for i, p := range products {
		slugs[i] = p.Slug
	}
	kept, err := w.BySlugs(slugs)
	if err != nil {
		return b, fmt.Errorf("read %d products: %w", len(slugs), err)
	}
	owned := map[string]string{} // the product of each SKU
	for i, p := range products {
		old, exists := kept[p.Slug]
		outcomes[i] = Created
		p.ID = db.NewID()
		if exists {
			known := fromRow(old.Product, old.Variants)
			outcomes[i], p.ID = Updated, known.ID
			if reflect.DeepEqual(normal(p), normal(known)) {
				outcomes[i] = Unchanged
				continue
			}
			b.known = append(b.known, p.ID)
		}
		row, variants := toRow(p)
		row.UpdatedAt, row.CreatedAt = s.now(), s.now()
		if exists {
			row.CreatedAt = old.CreatedAt
		}
		b.products, b.variants = append(b.products, row), append(b.variants, variants...)
		for _, v := range variants {
			owned[v.SKU] = p.ID
		}
	}
	b.strangers, err = w.Strangers(owned)
	return b, err
}

func tellAll(tx *db.Tx, ids []string) error {
	tx.Announce(TagLists)
	for _, id := range ids {
		tx.Announce(TagProduct(id))
	}
	return tx.Publish(ProductChanged{Products: ids})
}

// Each calls do with every product, oldest first, some at a time, so that a
// catalogue of any size can be gone through.
func (s *Service) Each(ctx context.Context, do func([]Product) error) error {
	for after := ""; ; {
		ids, err := s.store.IDs(ctx, after, eachBatch)
		if err != nil {
			return fmt.Errorf("go through the catalogue after %q: %w", after, err)
		}
		if len(ids) == 0 {
			return nil
		}
		products, err := s.products(ctx, "id", ids)
		if err != nil {
			return err
		}
		if err := do(inOrder(products, ids)); err != nil {
			return err
		}
		after = ids[len(ids)-1]
	}
}

// eachBatch is how many products Each reads at once.
const eachBatch = 200

// Remove takes products out of the catalogue, with their variants and their old
// addresses. What was sold of them stands in the orders.
func (s *Service) Remove(ctx context.Context, ids ...string) error {
	if len(ids) == 0 {
		return nil
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := s.store.InTx(tx).Remove(ids); err != nil {
			return fmt.Errorf("remove %d products: %w", len(ids), err)
		}
		return tellAll(tx, ids)
	})
}

// Addressed returns the products that have one of slugs, or had it once, by
// that slug.
func (s *Service) Addressed(ctx context.Context, slugs []string) (map[string]Product, error) {
	kept, err := s.store.Addressed(ctx, slugs)
	if err != nil {
		return nil, fmt.Errorf("read %d products: %w", len(slugs), err)
	}
	found := make(map[string]Product, len(kept))
	for slug, k := range kept {
		found[slug] = fromRow(k.Product, k.Variants)
	}
	return found, nil
}
