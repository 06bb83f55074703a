package imports

import (
	"context"
	"encoding/json"
	"fmt"

	"holdfast/db"
	"holdfast/modules/catalog"
	"holdfast/modules/imports/internal/store"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing"
)

// journal hears what a batch is about to change, before it does.
type journal interface {
	note(ctx context.Context, plans []*plan, k known) error
}

// nowhere keeps nothing.
type nowhere struct{}

func (nowhere) note(context.Context, []*plan, known) error { return nil }

// change is what an import did to one product.
type change struct {
	Before  *catalog.Product // nil: the import made it
	Removed []sku.SKU        `json:",omitempty"` // variants that it had before
	After   string           // the product's fingerprint
	Prices  []priceChange    `json:",omitempty"`
	Stock   []stockChange    `json:",omitempty"`
}

type priceChange struct {
	Before *pricing.Terms `json:",omitempty"` // nil: there was no price
	After  pricing.Terms
}

type stockChange struct {
	SKU    sku.SKU
	Before bool // whether it was counted
	After  bool
	New    bool `json:",omitempty"` // it had no count at all
}

// kept writes changes to the database. A batch that is done a second time finds
// what it was to change the first time.
type kept struct {
	db  *db.DB
	run string
}

func (j kept) note(ctx context.Context, plans []*plan, k known) error {
	var rows []store.Change
	for _, p := range plans {
		if p.refused != nil || (p.outcome == catalog.Unchanged && len(p.terms)+len(p.counts) == 0) {
			continue
		}
		row := store.Change{RunID: j.run, Place: p.place, Slug: p.product.Slug, Outcome: "updated"}
		if p.outcome == catalog.Created {
			row.Outcome = "created"
		}
		content, err := json.Marshal(p.change(k))
		if err != nil {
			return fmt.Errorf("write down what is to change of %s: %w", row.Slug, err)
		}
		row.Content = string(content)
		rows = append(rows, row)
	}
	if len(plans) == 0 {
		return nil
	}
	if len(rows) > 0 {
		if err := j.db.Write(ctx, func(tx *db.Tx) error { return store.AddChanges(tx, rows) }); err != nil {
			return fmt.Errorf("write down what is to change: %w", err)
		}
	}
	return j.recall(ctx, plans)
}

// recall tells the plans what was to come of them when this batch was begun,
// if it had been begun before.
func (j kept) recall(ctx context.Context, plans []*plan) error {
	outcomes, err := store.Outcomes(ctx, j.db, j.run, plans[0].place, plans[len(plans)-1].place)
	if err != nil {
		return fmt.Errorf("read what was to change: %w", err)
	}
	for _, p := range plans {
		switch outcome, ok := outcomes[p.place]; {
		case ok && outcome == "created":
			p.told = catalog.Created
		case ok:
			p.told = catalog.Updated
		}
	}
	return nil
}

func (p *plan) change(k known) change {
	c := change{After: fingerprint(p.product)}
	if p.before.ID != "" {
		before := p.before
		c.Before = &before
	}
	for _, t := range p.terms {
		pc := priceChange{After: t}
		if before, ok := k.terms[t.SKU]; ok {
			pc.Before = &before
		}
		c.Prices = append(c.Prices, pc)
	}
	for _, count := range p.counts {
		level, known := k.levels[count.SKU]
		c.Stock = append(c.Stock, stockChange{SKU: count.SKU, Before: level.Tracked || !known, After: count.Tracked, New: !known})
	}
	return c
}
