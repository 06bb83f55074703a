package imports

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"time"

	"holdfast/db"
	"holdfast/modules/content"
	"holdfast/modules/imports/demo"
	"holdfast/modules/imports/internal/store"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/promotions"
	"holdfast/modules/shipping"
	"holdfast/modules/shop"
	"holdfast/modules/tax"
)

// Settings is what filling does with the shop's settings.
type Settings interface {
	Settings(ctx context.Context) (shop.Settings, error)
	Save(ctx context.Context, settings shop.Settings, actor string) error
}

// Taxes is what it does with rates of tax.
type Taxes interface {
	Replace(ctx context.Context, zones []tax.Zone) error
}

// Delivery is what it does with methods of shipping.
type Delivery interface {
	Replace(ctx context.Context, tables shipping.Tables) error
}

// Coupons is what it does with coupons.
type Coupons interface {
	Save(ctx context.Context, c promotions.Promotion) error
}

// Pages is what it does with the shop's own pages.
type Pages interface {
	All(ctx context.Context) ([]content.Page, error)
	Save(ctx context.Context, p content.Page, actor string) (content.Page, error)
}

// Index is what makes everything be found.
type Index interface {
	Rebuild(ctx context.Context) error
}

// Demo fills an empty shop with the demo shop.
type Demo struct {
	DB       *db.DB
	Clock    clock.Clock
	Needs    Needs // Pictures is not used: the demo brings its own
	Pictures ReadyPictures
	Settings Settings
	Taxes    Taxes
	Delivery Delivery
	Coupons  Coupons
	Pages    Pages
	Index    Index // nil: nothing is searched
}

// filling names what is kept of the demo shop's filling.
const filling = "demo"

// actor is who fills, in the audit and the stock ledger.
const actor = "demo"

// claimed is how long a filling is left to whoever last said to be at it; a
// process that died in the middle has it taken over after that.
const claimed = 10 * time.Second

// Fill fills the shop and reports whether it did: only one without products,
// and only once. A filling that was interrupted is ended by the next call;
// while another process fills, it waits.
func (f Demo) Fill(ctx context.Context) (filled bool, err error) {
	for {
		mine, settled, err := f.claim(ctx)
		if err != nil || settled {
			return false, err
		}
		if mine {
			break
		}
		if err := wait(ctx, 50*time.Millisecond); err != nil {
			return false, err
		}
	}
	defer f.keepClaim(ctx)()
	for _, step := range []struct {
		what string
		do   func(context.Context) error
	}{
		{"settings", f.settings}, {"taxes", f.taxes}, {"delivery", f.delivery}, {"coupons", f.coupons},
		{"pages", f.pages}, {"shelves", f.shelves}, {"catalogue", f.catalogue}, {"window", f.window}, {"index", f.index},
	} {
		if err := step.do(ctx); err != nil {
			return false, fmt.Errorf("fill the demo shop's %s: %w", step.what, err)
		}
	}
	err = f.DB.Write(ctx, func(tx *db.Tx) error { return store.End(tx, filling, f.Clock()) })
	return err == nil, err
}

// keepClaim says, until the function that it returns is called, that the
// filling goes on.
func (f Demo) keepClaim(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var kept sync.WaitGroup
	kept.Go(func() {
		for wait(ctx, claimed/5) == nil {
			// A claim that cannot be renewed is at worst taken over.
			_ = f.DB.Write(ctx, func(tx *db.Tx) error { return store.Renew(tx, filling, f.Clock()) })
		}
	})
	return func() { cancel(); kept.Wait() }
}

// claim asks for the filling. It is settled when there is nothing to fill.
func (f Demo) claim(ctx context.Context) (mine, settled bool, err error) {
	begun, err := store.Find(ctx, f.DB, filling)
	if err != nil {
		return false, false, fmt.Errorf("read the filling: %w", err)
	}
	if begun != nil && begun.EndedAt != nil {
		return false, true, nil
	}
	if begun == nil {
		products, _, err := f.Needs.Shelves.List(ctx, "", "", 1)
		if err != nil || len(products) > 0 {
			return false, true, err
		}
	}
	err = f.DB.Write(ctx, func(tx *db.Tx) error {
		mine, err = store.Claim(tx, filling, f.Clock(), f.Clock().Add(-claimed))
		return err
	})
	return mine, false, err
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (f Demo) catalogue(ctx context.Context) error {
	needs := f.Needs
	needs.Pictures = drawn{f.Pictures}
	report, err := plain(needs).Run(ctx, bytes.NewReader(demo.Catalogue()),
		Options{Currency: demo.Settings().Currency, Who: actor})
	if err == nil && len(report.Problems) > 0 {
		err = fmt.Errorf("%d problems, the first one: %s", len(report.Problems), report.Problems[0])
	}
	return err
}

// index is part of the filling, so that whoever waits for it opens a shop where
// everything is found.
func (f Demo) index(ctx context.Context) error {
	if f.Index == nil {
		return nil
	}
	return f.Index.Rebuild(ctx)
}
