package search

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"holdfast/db"
	"holdfast/modules/catalog"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/search/internal/store"
)

// batch is how many products are read and written together.
const batch = 100

// Reindex brings the documents of products up to date before it returns. What
// has not changed is not written.
func (s *Service) Reindex(ctx context.Context, products ...string) error {
	for len(products) > 0 {
		n := min(batch, len(products))
		if err := s.reindex(ctx, products[:n]); err != nil {
			return fmt.Errorf("index %d products: %w", n, err)
		}
		products = products[n:]
	}
	return nil
}

// reindex writes what differs. What is written is read once more behind the
// lock: of two who index a product, the second writes last and has read last,
// so that no older state stays.
func (s *Service) reindex(ctx context.Context, products []string) error {
	changed, err := s.changes(ctx, products)
	if err != nil || changed.none() {
		return err
	}
	s.indexing.Lock() // in one process, before a connection is taken
	defer s.indexing.Unlock()
	return s.db.Write(ctx, func(tx *db.Tx) error {
		w := s.store.InTx(tx)
		if err := w.Lock(); err != nil {
			return err
		}
		changed, err := s.changes(tx.Context(), products)
		if err != nil || changed.none() {
			return err
		}
		if err := w.Put(changed.put); err != nil {
			return err
		}
		removed, err := w.Remove(changed.remove)
		if removed || len(changed.put) > 0 {
			tx.Announce(append(changed.tags(), TagLists)...)
		}
		return err
	})
}

// changes is how the index differs from the catalogue.
type changes struct {
	put    []store.Document
	remove []string // products
}

func (c changes) none() bool { return len(c.put) == 0 && len(c.remove) == 0 }

// changes compares the documents of products with what they should be.
func (s *Service) changes(ctx context.Context, products []string) (changes, error) {
	var c changes
	known, err := s.store.Fingerprints(ctx, products)
	if err != nil {
		return c, err
	}
	documents, err := s.documents(ctx, products)
	if err != nil {
		return c, err
	}
	for id := range known {
		if _, wanted := documents[id]; !wanted {
			c.remove = append(c.remove, id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(documents)) { // by age, and so their numbers
		if d := documents[id]; known[id] != d.Fingerprint {
			c.put = append(c.put, d)
		}
	}
	return c, nil
}

// documents returns the documents that products should have, by product.
func (s *Service) documents(ctx context.Context, products []string) (map[string]store.Document, error) {
	found, err := s.catalog.Products(ctx, products)
	if err != nil {
		return nil, err
	}
	f, err := s.facts(ctx, found)
	if err != nil {
		return nil, err
	}
	documents, now := make(map[string]store.Document, len(found)), s.now()
	for _, p := range found {
		if d, ok := f.document(p, now); ok {
			documents[p.ID] = d
		}
	}
	return documents, nil
}

func (s *Service) facts(ctx context.Context, products []catalog.Product) (f facts, err error) {
	var skus []sku.SKU
	for _, p := range products {
		skus = append(skus, p.SKUs()...)
	}
	if f.menus, err = s.catalog.Menus(ctx); err != nil {
		return f, err
	}
	if f.prices, err = s.prices.Prices(ctx, skus); err != nil {
		return f, err
	}
	f.available, err = s.stock.Available(ctx, skus)
	return f, err
}
