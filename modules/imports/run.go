package imports

import (
	"context"
	"errors"
	"fmt"
	"io"

	"holdfast/modules/catalog"
	"holdfast/modules/imports/internal/goods"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/pricing"
)

// run is one import, or a stretch of one.
type run struct {
	*Service
	report   *Report
	options  Options
	reader   *goods.Reader
	columns  goods.Columns
	position int  // products that have been read
	passing  bool // over what an earlier stretch has dealt with: nothing is told again
	journal  journal
	shelves  shelves
	fetched  map[string]bool // pictures counted already
	hidden   bool            // it has been told why products are hidden
}

// open begins to read a file.
func (s *Service) open(file io.ReadSeeker, options Options, report *Report) (*run, error) {
	if options.Who == "" {
		options.Who = "import"
	}
	r := &run{Service: s, report: report, options: options, journal: nowhere{},
		shelves: shelves{needs: s.needs.Shelves, dry: options.DryRun}, fetched: map[string]bool{}}
	// What is wrong from the header on is told again by each stretch, and kept once.
	r.passing = report.Encoding != ""
	var err error
	r.reader, err = goods.NewReader(file, goods.Options{
		Currency: options.Currency, Zone: options.Zone, CheckAddress: s.needs.Pictures.CheckAddress,
		Problem: func(p goods.Problem) {
			if !r.passing {
				report.add(Problem(p))
			}
		},
	})
	if err != nil {
		return nil, err
	}
	r.columns, report.Ignored = r.reader.Columns(), r.reader.Ignored()
	report.Dialect, report.Encoding, report.Separator = r.reader.Dialect(), r.reader.Encoding(), r.reader.Separator()
	return r, nil
}

// pass goes over the first products, which an earlier stretch has dealt with.
func (r *run) pass(products int) error {
	r.passing = products > 0
	for r.position < products {
		if _, err := r.reader.Next(); err != nil {
			return fmt.Errorf("find the place where the import stopped: %w", err)
		}
		r.position++
	}
	r.passing = false
	return nil
}

// all imports batch after batch, as long as more says so.
func (r *run) all(ctx context.Context, more func() (bool, error)) error {
	skipped := r.reader.Skipped
	for ended, goOn := false, true; !ended && goOn; {
		products, last, err := r.next()
		if err != nil {
			return err
		}
		if err := r.batch(ctx, products); err != nil {
			return err
		}
		r.report.Skipped += r.reader.Skipped - skipped
		skipped = r.reader.Skipped
		r.position += len(products)
		ended, r.report.complete = last, last
		if r.options.Progress != nil && len(products) > 0 {
			r.options.Progress(Progress{r.position, r.reader.Done(), r.reader.Size()})
		}
		if goOn, err = more(); err != nil {
			return err
		}
	}
	return nil
}

// next reads as many products as go into one transaction.
func (r *run) next() (products []goods.Product, last bool, err error) {
	for variants := 0; len(products) < batchProducts && variants < batchVariants; {
		p, err := r.reader.Next()
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

// plan is what is to hold of one product afterwards.
type plan struct {
	line    int
	place   int // in the file
	product catalog.Product
	before  catalog.Product   // zero: there was none
	terms   []pricing.Terms   // that differ
	counts  []inventory.Count // that differ
	outcome catalog.Outcome
	told    catalog.Outcome // what came of it, as the journal knows
	refused error
}

// batch imports products. Prices and stock come before the product, so that
// nobody sees one without; each module writes in a transaction of its own.
func (r *run) batch(ctx context.Context, products []goods.Product) error {
	if len(products) == 0 {
		return nil
	}
	known, err := r.known(ctx, products)
	if err != nil {
		return err
	}
	var plans []*plan
	for i, p := range products {
		planned, err := r.plan(ctx, p, known)
		if err != nil {
			return fmt.Errorf("plan %s: %w", p.Handle, err)
		}
		if planned == nil {
			r.report.Skipped++
			continue
		}
		planned.place = r.position + i
		plans = append(plans, planned)
	}
	if err := r.foresee(ctx, plans, known); err != nil {
		return err
	}
	if !r.options.DryRun {
		if err := r.setPricesAndStock(ctx, plans); err != nil {
			return err
		}
		if err := r.put(ctx, plans); err != nil {
			return err
		}
	}
	for _, p := range plans {
		r.tally(p)
	}
	return nil
}

// foresee finds out what the plans will change, and writes that down.
func (r *run) foresee(ctx context.Context, plans []*plan, k known) error {
	if err := r.each(ctx, plans, true); err != nil || r.options.DryRun {
		return err
	}
	return r.journal.note(ctx, plans, k)
}

func (r *run) setPricesAndStock(ctx context.Context, plans []*plan) error {
	var terms []pricing.Terms
	var counts []inventory.Count
	for _, p := range plans {
		if p.refused == nil {
			terms, counts = append(terms, p.terms...), append(counts, p.counts...)
		}
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

// put writes what differs.
func (r *run) put(ctx context.Context, plans []*plan) error {
	var different []*plan
	for _, p := range plans {
		if p.outcome != catalog.Unchanged && p.refused == nil {
			different = append(different, p)
		}
	}
	before := make([]catalog.Outcome, len(different))
	for i, p := range different {
		before[i] = p.outcome
	}
	err := r.each(ctx, different, false)
	for i, p := range different {
		p.outcome = before[i] // as it was foreseen, also when it is done a second time
	}
	return err
}

// each puts the products together or, when one of them is refused, each alone.
func (r *run) each(ctx context.Context, plans []*plan, trial bool) error {
	err := r.putTogether(ctx, plans, trial)
	if err == nil || fault.KindOf(err) == fault.Internal {
		return err
	}
	for _, p := range plans {
		err := r.putTogether(ctx, []*plan{p}, trial)
		if fault.KindOf(err) != fault.Internal {
			p.refused = err
		} else if err != nil {
			return err
		}
	}
	return nil
}

func (r *run) putTogether(ctx context.Context, plans []*plan, trial bool) error {
	if len(plans) == 0 {
		return nil
	}
	products := make([]catalog.Product, len(plans))
	for i, p := range plans {
		products[i] = p.product
	}
	outcomes, err := r.needs.Catalog.PutAll(ctx, products, trial)
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
	case p.outcome == catalog.Created || p.told == catalog.Created:
		r.report.Created++
	case p.outcome == catalog.Updated || p.told == catalog.Updated || len(p.terms)+len(p.counts) > 0:
		r.report.Updated++
	default:
		r.report.Unchanged++
	}
	r.report.Variants += len(p.product.Variants)
}
