// Package catalog knows what the shop sells.
//
// A Product is what a page describes; a Variant is what is sold, one for each
// combination of the product's options. Categories are a tree to browse; a
// Collection is every product that carries its tag.
package catalog

import (
	"context"
	"fmt"

	"holdfast/db"
	"holdfast/modules/catalog/internal/store"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/sku"
)

// Faults of this module.
var (
	ErrUnknownProduct    = fault.New(fault.NotFound, "We have no such product.")
	ErrUnknownCategory   = fault.New(fault.NotFound, "We have no such category.")
	ErrUnknownCollection = fault.New(fault.NotFound, "We have no such collection.")
	ErrSKUTaken          = fault.New(fault.Conflict, "This SKU belongs to another product.")
	ErrSlugTaken         = fault.New(fault.Conflict, "This address belongs to another product.")
)

// Tags under which changes are announced.
const (
	TagMenus = "catalog.menus" // categories and collections
	TagLists = "catalog.lists" // which products there are
)

// TagProduct is the tag of one product.
func TagProduct(id string) string { return "product:" + id }

// Service is the catalog module.
type Service struct {
	db    *db.DB
	store *store.Store
	now   clock.Clock
	menus *db.Snapshot[Menus]
	known *db.Cache[Product] // by slug
}

// knownProducts bounds those that are kept in memory, some kilobytes each.
const knownProducts = 5_000

// New returns the module on database.
func New(database *db.DB, now clock.Clock) *Service {
	s := &Service{db: database, store: store.New(database), now: now, known: db.NewCache[Product](database, knownProducts, TagProduct(""))}
	s.menus = db.NewSnapshot(database, s.loadMenus, TagMenus)
	return s
}

// Product returns the product with slug, whatever its status, from memory when
// it was asked for before. It is nobody's to change.
// Faults: ErrUnknownProduct.
func (s *Service) Product(ctx context.Context, slug string) (Product, error) {
	if p, ok := s.known.Get(slug); ok {
		return p, nil
	}
	generation := s.known.Generation()
	p, err := one(s.products(ctx, "slug", []string{slug}))
	if err == nil {
		s.known.Put(generation, TagProduct(p.ID), p, slug)
	}
	return p, err
}

// ProductByID returns the product with id. Faults: ErrUnknownProduct.
func (s *Service) ProductByID(ctx context.Context, id string) (Product, error) {
	return one(s.products(ctx, "id", []string{id}))
}

// Products returns those of ids that exist, in no order.
func (s *Service) Products(ctx context.Context, ids []string) ([]Product, error) {
	return s.products(ctx, "id", ids)
}

// Items returns, for each of skus that is sold, its variant and its product.
func (s *Service) Items(ctx context.Context, skus []sku.SKU) (map[sku.SKU]Item, error) {
	rows, variants, err := s.store.ProductsWith(ctx, texts(skus))
	if err != nil {
		return nil, fmt.Errorf("find the products of %d SKUs: %w", len(skus), err)
	}
	products := fromRows(rows, variants)
	items := make(map[sku.SKU]Item, len(skus))
	for _, wanted := range skus {
		for _, p := range products {
			if v, ok := p.Variant(wanted); ok {
				items[wanted] = Item{Product: p, Variant: v}
			}
		}
	}
	return items, nil
}

// List returns a page of products for the back office, newest first, those
// whose name or SKU has query in it. after is the last page's Next, or empty.
func (s *Service) List(ctx context.Context, query, after string, limit int) (products []Product, next string, err error) {
	ids, next, err := s.store.List(ctx, query, after, limit)
	if err != nil {
		return nil, "", fmt.Errorf("list products: %w", err)
	}
	found, err := s.products(ctx, "id", ids)
	if err != nil {
		return nil, "", err
	}
	return inOrder(found, ids), next, nil
}

// Redirected returns the present slug of what once had the address slug. kind
// is KindProduct, KindCategory or KindCollection.
func (s *Service) Redirected(ctx context.Context, kind Kind, slug string) (string, bool, error) {
	now, err := s.store.Redirect(ctx, string(kind), slug)
	if err != nil {
		return "", false, fmt.Errorf("follow %s %q: %w", kind, slug, err)
	}
	return now, now != "", nil
}

func (s *Service) products(ctx context.Context, column string, values []string) ([]Product, error) {
	if len(values) == 0 {
		return nil, nil
	}
	rows, variants, err := s.store.Products(ctx, column, values)
	if err != nil {
		return nil, fmt.Errorf("read %d products by %s: %w", len(values), column, err)
	}
	return fromRows(rows, variants), nil
}

func fromRows(rows []store.Product, variants map[string][]store.Variant) []Product {
	products := make([]Product, len(rows))
	for i, row := range rows {
		products[i] = fromRow(row, variants[row.ID])
	}
	return products
}

func one(products []Product, err error) (Product, error) {
	if err == nil && len(products) == 0 {
		err = ErrUnknownProduct
	}
	if err != nil {
		return Product{}, err
	}
	return products[0], nil
}

func inOrder(products []Product, ids []string) []Product {
	byID := make(map[string]Product, len(products))
	for _, p := range products {
		byID[p.ID] = p
	}
	ordered := make([]Product, 0, len(products))
	for _, id := range ids {
		if p, ok := byID[id]; ok {
			ordered = append(ordered, p)
		}
	}
	return ordered
}

func texts(skus []sku.SKU) []string {
	out := make([]string, len(skus))
	for i, s := range skus {
		out[i] = string(s)
	}
	return out
}
