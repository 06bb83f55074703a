package search

import (
	"context"
	"slices"
	"time"

	"holdfast/db"
	"holdfast/modules/catalog"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing"
)

// refiling is how often it is looked whether categories have changed.
const refiling = time.Minute

func (s *Service) listen() {
	db.Listen(s.db, "search.product", func(ctx context.Context, e catalog.ProductChanged) error {
		return s.Reindex(ctx, e.All()...)
	})
	db.Listen(s.db, "search.price", func(ctx context.Context, e pricing.PriceChanged) error {
		return s.reindexSKUs(ctx, e.SKUs)
	})
	db.Listen(s.db, "search.stock", func(ctx context.Context, e inventory.AvailabilityChanged) error {
		return s.reindexSKUs(ctx, e.All())
	})
	db.Work(s.db, func(ctx context.Context, _ rebuild) error { return s.Rebuild(ctx) })
	s.db.Every(refiling, "search.refile", s.Refile)
}

// reindexSKUs indexes the products that skus are variants of.
func (s *Service) reindexSKUs(ctx context.Context, skus []sku.SKU) error {
	for part := range slices.Chunk(skus, batch) {
		items, err := s.catalog.Items(ctx, part)
		if err != nil {
			return err
		}
		var products []string
		for _, item := range items {
			products = append(products, item.Product.ID)
		}
		slices.Sort(products)
		if err := s.Reindex(ctx, slices.Compact(products)...); err != nil {
			return err
		}
	}
	return nil
}
