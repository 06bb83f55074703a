// Package search keeps the index that category, collection and search pages
// are made from, so that a page of a list costs a query or two.
//
//	document = what a card shows, where it is listed, the words it is found by
//	order    = what the merchant pinned, then an exact code or name, then the
//	           score of package index, in which the very thing (a mug, not the
//	           rack for it) counts more than a mention, and what is in stock more
//	           than what is not
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
	memory   memory
	locale   func(context.Context) (string, error)
}

// Option changes how the module works.
type Option func(*Service)

// Speaking tells in which language the shop's texts are (a BCP 47 tag), asked
// for at each search; without it, English.
func Speaking(locale func(context.Context) (string, error)) Option {
	return func(s *Service) { s.locale = locale }
}

// New returns the module on database.
func New(database *db.DB, products Catalog, prices Prices, stock Stock, now clock.Clock, options ...Option) *Service {
	s := &Service{db: database, store: store.New(database), catalog: products, prices: prices, stock: stock, now: now}
	s.rules = db.NewSnapshot(database, s.loadRules, TagRules)
	s.locale = func(context.Context) (string, error) { return "en", nil }
	for _, option := range options {
		option(s)
	}
	database.OnAnnounce(s.shelf.news.hear)
	database.OnAnnounce(s.memory.news.hear)
	s.listen()
	return s
}
