package imports

import (
	"context"
	"fmt"

	"holdfast/modules/catalog"
	"holdfast/modules/imports/internal/shopify"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/media"
	"holdfast/modules/pricing"
)

// run is one import.
type run struct {
	*Service
	report  *Report
	options Options
	columns shopify.Columns
	shelves shelves
	fetched map[string]bool // pictures counted already
	hidden  bool            // it has been told why products are hidden
}

func newRun(s *Service, report *Report, options Options, columns shopify.Columns) *run {
	return &run{Service: s, report: report, options: options, columns: columns,
		shelves: shelves{needs: s.needs.Shelves, dry: options.DryRun}, fetched: map[string]bool{}}
}

// known is what holds of a batch's SKUs before it is imported.
type known struct {
	items  map[sku.SKU]catalog.Item
	terms  map[sku.SKU]pricing.Terms
	levels map[sku.SKU]inventory.Level
	assets map[string]media.Asset
}

// plan is what is to hold of one product afterwards.
type plan struct {
	line    int
	product catalog.Product
	terms   []pricing.Terms   // that differ
	counts  []inventory.Count // that differ
	outcome catalog.Outcome
	refused error
}

// batch imports products. Prices and stock come before the product, so that
// nobody sees one without; each module writes in a transaction of its own.
func (r *run) batch(ctx context.Context, products []shopify.Product) error {
	if len(products) == 0 {
		return nil
	}
	known, err := r.known(ctx, products)
	if err != nil {
		return err
	}
	var plans []*plan
	for _, p := range products {
		planned, err := r.plan(ctx, p, known)
		if err != nil {
			return fmt.Errorf("plan %s: %w", p.Handle, err)
		}
		if planned == nil {
			r.report.Skipped++
			continue
		}
		plans = append(plans, planned)
	}
	if !r.options.DryRun {
		if err := r.setPricesAndStock(ctx, plans); err != nil {
			return err
		}
	}
	if err := r.put(ctx, plans); err != nil {
		return err
	}
	for _, p := range plans {
		r.tally(p)
	}
	return nil
}

func (r *run) known(ctx context.Context, products []shopify.Product) (known, error) {
	var skus []sku.SKU
	var addresses []string
	for _, p := range products {
		for _, v := range p.Variants {
			skus = append(skus, v.SKU)
		}
		for _, image := range p.Images {
			addresses = append(addresses, image.Source)
		}
	}
	k := known{terms: map[sku.SKU]pricing.Terms{}}
	var err error
	if k.items, err = r.needs.Catalog.Items(ctx, skus); err != nil {
		return k, err
	}
	terms, err := r.needs.Prices.Terms(ctx, skus)
	if err != nil {
		return k, err
	}
	for _, t := range terms {
		k.terms[t.SKU] = t
	}
	if k.levels, err = r.needs.Stock.Levels(ctx, skus); err != nil {
		return k, err
	}
	expect := r.needs.Pictures.Expect
	if r.options.DryRun {
		expect = r.needs.Pictures.Foresee
	}
	k.assets, err = expect(ctx, addresses...)
	r.countPictures(k.assets)
	return k, err
}

func (r *run) countPictures(assets map[string]media.Asset) {
	for address, a := range assets {
		if a.State == media.Placeholder && !r.fetched[address] {
			r.fetched[address] = true
			r.report.Pictures++
		}
	}
}

func (r *run) setPricesAndStock(ctx context.Context, plans []*plan) error {
	var terms []pricing.Terms
	var counts []inventory.Count
	for _, p := range plans {
		terms, counts = append(terms, p.terms...), append(counts, p.counts...)
	}
	if len(terms) > 0 {
		if _, err := r.needs.Prices.Set(ctx, terms...); err != nil {
			return err
		}
	}
	if len(counts) > 0 {
		if _, err := r.needs.Stock.SetOnHand(ctx, "import", r.options.Who, counts...); err != nil {
			return err
		}
	}
	return nil
}

// put writes the products together or, when one of them is refused, each alone.
func (r *run) put(ctx context.Context, plans []*plan) error {
	err := r.putTogether(ctx, plans)
	if fault.KindOf(err) == fault.Internal {
		return err
	}
	for _, p := range plans {
		err := r.putTogether(ctx, []*plan{p})
		if fault.KindOf(err) != fault.Internal {
			p.refused = err
		} else if err != nil {
			return err
		}
	}
	return nil
}

func (r *run) putTogether(ctx context.Context, plans []*plan) error {
	products := make([]catalog.Product, len(plans))
	for i, p := range plans {
		products[i] = p.product
	}
	outcomes, err := r.needs.Catalog.PutAll(ctx, products, r.options.DryRun)
	for i, p := range plans {
		p.outcome = outcomes[i]
	}
	return err
}

func (r *run) tally(p *plan) {
	switch {
	case p.refused != nil:
		r.report.add(Problem{Line: p.line, Reason: p.refused.Error()})
		r.report.Skipped++
		return
	case p.outcome == catalog.Created:
		r.report.Created++
	case p.outcome == catalog.Updated || len(p.terms)+len(p.counts) > 0:
		r.report.Updated++
	default:
		r.report.Unchanged++
	}
	r.report.Variants += len(p.product.Variants)
}
