// Package imports brings a merchant's catalogue in, and fills a demo shop.
//
//	a file   = products, each of them new, changed or the same
//	import   = what is in the file holds afterwards; what the file has no column
//	           for stays as it is
//	again    = nothing: what holds already is not written
//
// A row that cannot be used is named by its line, its column and a reason, and
// the others go in. A trial run reads and compares the same way and writes
// nothing.
package imports

import (
	"context"
	"errors"
	"io"

	"holdfast/modules/catalog"
	"holdfast/modules/imports/internal/markup"
	"holdfast/modules/imports/internal/shopify"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/media"
	"holdfast/modules/pricing"
)

// Catalog is what an import does with products.
type Catalog interface {
	Items(ctx context.Context, skus []sku.SKU) (map[sku.SKU]catalog.Item, error)
	Product(ctx context.Context, slug string) (catalog.Product, error)
	Redirected(ctx context.Context, kind catalog.Kind, slug string) (string, bool, error)
	PutAll(ctx context.Context, products []catalog.Product, trial bool) ([]catalog.Outcome, error)
}

// Shelves is what it does with what products are sorted into.
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
}

// Pictures is what it does with pictures.
type Pictures interface {
	CheckAddress(address string) error
	Expect(ctx context.Context, addresses ...string) (map[string]media.Asset, error)
	Foresee(ctx context.Context, addresses ...string) (map[string]media.Asset, error)
}

// Needs are the modules that an import writes to.
type Needs struct {
	Catalog  Catalog
	Shelves  Shelves
	Prices   Prices
	Stock    Stock
	Pictures Pictures
}

// Service is the imports module.
type Service struct {
	needs   Needs
	cleaner *markup.Cleaner
}

// New returns the module.
func New(needs Needs) *Service {
	return &Service{needs: needs, cleaner: markup.NewCleaner()}
}

// Options says how to import.
type Options struct {
	Currency string // of the file's prices, ISO 4217
	DryRun   bool   // compare and report, write nothing
	// Who is named in the stock ledger; empty: import.
	Who string
	// Progress hears how many products have been read so far.
	Progress func(products int)
}

// The bounds of one transaction: the shop goes on selling in between.
const (
	batchProducts = 50
	batchVariants = 1000
)

// Run imports Shopify's product CSV. What was done before an error stays done,
// and the report says so. Faults: fault.Invalid for a file that is no such CSV.
func (s *Service) Run(ctx context.Context, r io.Reader, options Options) (Report, error) {
	report := Report{DryRun: options.DryRun}
	if options.Who == "" {
		options.Who = "import"
	}
	reader, err := shopify.NewReader(r, shopify.Options{
		Currency: options.Currency, CheckAddress: s.needs.Pictures.CheckAddress,
		Problem: func(p shopify.Problem) { report.add(Problem(p)) },
	})
	if err != nil {
		return report, err
	}
	report.Ignored = reader.Ignored()
	run := newRun(s, &report, options, reader.Columns())
	for done := false; !done; {
		var products []shopify.Product
		if products, done, err = next(reader); err != nil {
			return report, err
		}
		if err := run.batch(ctx, products); err != nil {
			return report, err
		}
		if options.Progress != nil && len(products) > 0 {
			options.Progress(report.Products())
		}
		if err := ctx.Err(); err != nil {
			return report, err
		}
	}
	report.Skipped += reader.Skipped
	return report, nil
}

// next reads as many products as go into one transaction.
func next(reader *shopify.Reader) (products []shopify.Product, done bool, err error) {
	for variants := 0; len(products) < batchProducts && variants < batchVariants; {
		p, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return products, true, nil
		}
		if err != nil {
			return products, true, err
		}
		products = append(products, p)
		variants += len(p.Variants)
	}
	return products, false, nil
}
