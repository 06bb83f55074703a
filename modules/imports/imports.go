// Package imports brings a merchant's catalogue in and out, and fills a demo shop.
//
//	a file   = products, each of them new, changed or the same
//	import   = what is in the file holds afterwards; what the file has no column
//	           for stays as it is
//	again    = nothing: what holds already is not written
//	export   = a file of which an import changes nothing
//
// A row that cannot be used is named by its line, its column and a reason, and
// the others go in. A trial run reads and compares the same way and writes
// nothing. An import that is kept as a Run goes on where it stopped, whatever
// stopped it, and can be undone: what it changes is written down before.
package imports

import (
	"context"
	"io"
	"time"

	"holdfast/db"
	"holdfast/modules/catalog"
	"holdfast/modules/imports/internal/markup"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/media"
	"holdfast/modules/pricing"
)

// Catalog is what an import does with products.
type Catalog interface {
	Items(ctx context.Context, skus []sku.SKU) (map[sku.SKU]catalog.Item, error)
	Addressed(ctx context.Context, slugs []string) (map[string]catalog.Product, error)
	PutAll(ctx context.Context, products []catalog.Product, trial bool) ([]catalog.Outcome, error)
}

// Products is what an export and undoing do with products.
type Products interface {
	Each(ctx context.Context, do func([]catalog.Product) error) error
	Remove(ctx context.Context, ids ...string) error
	SetStatus(ctx context.Context, id string, status catalog.Status) error
}

// Shelves is what an import does with what products are sorted into.
type Shelves interface {
	Menus(ctx context.Context) (catalog.Menus, error)
	PutCategory(ctx context.Context, category catalog.Category) (catalog.Category, error)
	PutCollection(ctx context.Context, collection catalog.Collection) error
	List(ctx context.Context, query, after string, limit int) ([]catalog.Product, string, error)
}

// Prices is what it does with prices.
type Prices interface {
	Terms(ctx context.Context, skus []sku.SKU) ([]pricing.Terms, error)
	Set(ctx context.Context, terms ...pricing.Terms) (changed int, err error)
}

// Stock is what it does with stock.
type Stock interface {
	Levels(ctx context.Context, skus []sku.SKU) (map[sku.SKU]inventory.Level, error)
	SetOnHand(ctx context.Context, reason, who string, counts ...inventory.Count) (changed int, err error)
	MovedByOthers(ctx context.Context, ref string, skus []sku.SKU) (map[sku.SKU]bool, error)
	Reverse(ctx context.Context, ref, reason string, counted map[sku.SKU]bool) (short []sku.SKU, err error)
}

// Pictures is what it does with pictures.
type Pictures interface {
	CheckAddress(address string) error
	Expect(ctx context.Context, addresses ...string) (map[string]media.Asset, error)
	Foresee(ctx context.Context, addresses ...string) (map[string]media.Asset, error)
}

// Album finds the pictures that an export names.
type Album interface {
	Assets(ctx context.Context, ids ...media.ID) (map[media.ID]media.Asset, error)
}

// Needs are the modules that an import writes to.
type Needs struct {
	Catalog  Catalog
	Products Products
	Shelves  Shelves
	Prices   Prices
	Stock    Stock
	Pictures Pictures
	Album    Album
}

// Service is the imports module.
type Service struct {
	needs   Needs
	cleaner *markup.Cleaner
	db      *db.DB
	dir     string
	now     clock.Clock
}

// New returns the module on d, which works on the imports of the back office
// by jobs and keeps their files in dir meanwhile.
func New(d *db.DB, needs Needs, dir string, now clock.Clock) *Service {
	s := plain(needs)
	s.db, s.dir, s.now = d, dir, now
	db.Work(d, s.work)
	return s
}

// plain imports without keeping runs.
func plain(needs Needs) *Service { return &Service{needs: needs, cleaner: markup.NewCleaner()} }

// Options says how to import.
type Options struct {
	Currency string         // of the file's prices, ISO 4217
	Zone     *time.Location // of the file's dates; nil: UTC
	DryRun   bool           // compare and report, write nothing
	// Who is named in the stock ledger; empty: import.
	Who string
	// Progress hears how far the import has come, after each batch.
	Progress func(Progress)
}

// Progress is how far an import has come.
type Progress struct {
	Products   int   // that have been read
	Done, Size int64 // bytes of the file
}

// The bounds of one transaction: the shop goes on selling in between.
const (
	batchProducts = 200
	batchVariants = 1000
)

// Run imports a file without keeping the import for later. What was done before
// an error stays done, and the report says so. Faults: fault.Invalid for a file
// that is no CSV of products.
func (s *Service) Run(ctx context.Context, file io.ReadSeeker, options Options) (Report, error) {
	report := Report{DryRun: options.DryRun}
	run, err := s.open(file, options, &report)
	if err != nil {
		return report, err
	}
	return report, run.all(ctx, func() (bool, error) { return true, ctx.Err() })
}
