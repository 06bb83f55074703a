package search

import (
	"context"
	"fmt"

	"holdfast/db"
)

// Rebuild brings every document up to date and drops those of products that are
// gone. Lists are served all the while: documents change where they are.
func (s *Service) Rebuild(ctx context.Context) error {
	menus, err := s.catalog.Menus(ctx)
	if err != nil {
		return err
	}
	if err := s.reindexCatalog(ctx); err != nil {
		return err
	}
	if err := s.reindexIndex(ctx); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		return s.store.InTx(tx).SetBuilt(fingerprint(menus.Categories), s.now())
	})
}

// reindexCatalog goes through the products that there are.
func (s *Service) reindexCatalog(ctx context.Context) error {
	for after := ""; ; {
		products, next, err := s.catalog.List(ctx, "", after, batch)
		if err != nil {
			return err
		}
		ids := make([]string, len(products))
		for i, p := range products {
			ids[i] = p.ID
		}
		if err := s.Reindex(ctx, ids...); err != nil || next == "" {
			return err
		}
		after = next
	}
}

// reindexIndex goes through the documents that there are, for products that are
// gone.
func (s *Service) reindexIndex(ctx context.Context) error {
	for after := ""; ; {
		ids, err := s.store.Products(ctx, after, batch)
		if err != nil {
			return fmt.Errorf("read the index after %q: %w", after, err)
		}
		if len(ids) == 0 {
			return nil
		}
		if err := s.Reindex(ctx, ids...); err != nil {
			return err
		}
		after = ids[len(ids)-1]
	}
}

// Refile rebuilds the index when categories have changed since it was built, or
// the way documents are made. A category has no event of its own: moving one
// refiles all that is below it.
func (s *Service) Refile(ctx context.Context) error {
	menus, err := s.catalog.Menus(ctx)
	if err != nil {
		return err
	}
	built, err := s.store.Built(ctx)
	if err != nil {
		return fmt.Errorf("read what the index was built from: %w", err)
	}
	if built == fingerprint(menus.Categories) {
		return nil
	}
	return s.Rebuild(ctx)
}
