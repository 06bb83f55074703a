// Package search keeps the index that category, collection and search pages
// are made from, so that a page of a list costs a query or two.
//
//	document = what a card shows, where it is listed, the words it is found by
//	order    = exact code or name, then words in the name, then in brand, kind,
//	           tags and categories too, then in the text; among equals the very
//	           thing (a mug, not the rack for it), then in stock, then the
//	           shorter name
//
// There is a document for each published product, and for no other. It follows
// the catalogue, prices and stock by their events.
package search

import (
	"context"
	"sync"

	"holdfast/db"
	"holdfast/modules/catalog"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing"
	"holdfast/modules/search/internal/store"
)

// TagLists is the tag under which a change of what lists show is announced.
const TagLists = "search.lists"

// Catalog is what the index needs to know of the catalogue.
type Catalog interface {
	Products(ctx context.Context, ids []string) ([]catalog.Product, error)
	Items(ctx context.Context, skus []sku.SKU) (map[sku.SKU]catalog.Item, error)
	List(ctx context.Context, query, after string, limit int) ([]catalog.Product, string, error)
	Menus(ctx context.Context) (catalog.Menus, error)
}

// Prices is what it needs to know of prices.
type Prices interface {
	Prices(ctx context.Context, skus []sku.SKU) (map[sku.SKU]pricing.Price, error)
}

// Stock is what it needs to know of stock.
type Stock interface {
	Available(ctx context.Context, skus []sku.SKU) (map[sku.SKU]int, error)
}

// Service is the search module.
type Service struct {
	db       *db.DB
	store    *store.Store
	catalog  Catalog
	prices   Prices
	stock    Stock
	now      clock.Clock
	indexing sync.Mutex // one batch at a time in a process: see index.go
	rules    *db.Snapshot[Rules]
	shelf    shelf
}

// New returns the module on database.
func New(database *db.DB, products Catalog, prices Prices, stock Stock, now clock.Clock) *Service {
	s := &Service{db: database, store: store.New(database), catalog: products, prices: prices, stock: stock, now: now}
	s.rules = db.NewSnapshot(database, s.loadRules, TagRules)
	database.OnAnnounce(s.shelf.hear)
	s.listen()
	return s
}
