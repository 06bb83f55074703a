package imports

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"holdfast/db"
	"holdfast/modules/catalog"
	"holdfast/modules/imports/internal/store"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing"
)

// UndoReport is what undoing an import did.
type UndoReport struct {
	Removed  int      // products that the import made and nobody touched
	Hidden   int      // products that it made, and that were sold, reserved or counted since
	Restored int      // products that are again what they were
	Left     []string // in words: what has been changed since, and stays
	MoreLeft int      // beyond those listed
}

func (u *UndoReport) leave(format string, args ...any) {
	if len(u.Left) == maxProblems {
		u.MoreLeft++
		return
	}
	u.Left = append(u.Left, fmt.Sprintf(format, args...))
}

// undoBatch is how many products are undone together.
const undoBatch = 50

// undoStretch goes on with undoing a run, as long as more says so.
func (s *Service) undoStretch(ctx context.Context, row *store.Run, more func() (bool, error)) error {
	var report UndoReport
	if err := json.Unmarshal([]byte(row.Undone), &report); err != nil {
		return fmt.Errorf("read what was undone: %w", err)
	}
	for goOn := true; goOn; {
		changes, err := store.Changes(ctx, s.db, row.ID, int(row.Done), undoBatch)
		if err != nil {
			return fmt.Errorf("read what import %s changed: %w", row.ID, err)
		}
		for _, c := range changes {
			if err := s.undoOne(ctx, row.ID, c, &report); err != nil {
				return fmt.Errorf("undo what import %s did to %s: %w", row.ID, c.Slug, err)
			}
			row.Done = int64(c.Place) // what was read of the file is of no more use
		}
		if err := s.saveUndone(ctx, row, report, len(changes) == 0); err != nil {
			return err
		}
		if len(changes) == 0 {
			return nil
		}
		if goOn, err = more(); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) saveUndone(ctx context.Context, row *store.Run, report UndoReport, complete bool) error {
	text, err := json.Marshal(report)
	if err != nil {
		return fmt.Errorf("keep what was undone: %w", err)
	}
	next := *row
	next.Undone, next.UpdatedAt = string(text), s.now()
	row.Undone = next.Undone
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if !complete {
			return store.SaveRun(tx, next)
		}
		next.State = string(Undone)
		_, err := store.Turn(tx, next, string(Undoing))
		return err
	})
}

// undoOne takes back what an import did to one product. Doing it again does
// nothing more.
func (s *Service) undoOne(ctx context.Context, id string, row store.Change, report *UndoReport) error {
	var c change
	if err := json.Unmarshal([]byte(row.Content), &c); err != nil {
		return err
	}
	found, err := s.needs.Catalog.Addressed(ctx, []string{row.Slug})
	if err != nil {
		return err
	}
	now, exists := found[row.Slug]
	if exists && c.Before == nil {
		return s.undoCreated(ctx, id, now, c, report)
	}
	if !exists && c.Before == nil {
		return nil // it was removed already
	}
	if err := s.undoPrices(ctx, c, report); err != nil {
		return err
	}
	if err := s.undoStock(ctx, id, c, report); err != nil {
		return err
	}
	return s.restore(ctx, now, c, report)
}

// undoCreated removes a product that the import made, or hides it when it has
// been sold or counted since.
func (s *Service) undoCreated(ctx context.Context, id string, now catalog.Product, c change, report *UndoReport) error {
	touched, err := s.needs.Stock.MovedByOthers(ctx, ref(id), now.SKUs())
	if err != nil {
		return err
	}
	if err := s.undoStock(ctx, id, c, report); err != nil {
		return err
	}
	if len(touched) == 0 && fingerprint(now) == c.After {
		report.Removed++
		return s.needs.Products.Remove(ctx, now.ID)
	}
	report.Hidden++
	if now.Status == catalog.Hidden {
		return nil
	}
	return s.needs.Products.SetStatus(ctx, now.ID, catalog.Hidden)
}

// undoPrices sets what prices were, but where they have been changed since.
func (s *Service) undoPrices(ctx context.Context, c change, report *UndoReport) error {
	var skus []sku.SKU
	for _, p := range c.Prices {
		skus = append(skus, p.After.SKU)
	}
	terms, err := s.needs.Prices.Terms(ctx, skus)
	if err != nil {
		return err
	}
	now := map[sku.SKU]pricing.Terms{}
	for _, t := range terms {
		now[t.SKU] = t
	}
	var back []pricing.Terms
	for _, p := range c.Prices {
		switch t := now[p.After.SKU]; {
		case p.Before == nil: // a new variant's, which goes with it
		case alike(t, *p.Before):
		case alike(t, p.After):
			back = append(back, *p.Before)
		default:
			report.leave("%s: its price has been changed since, and stays", p.After.SKU)
		}
	}
	if len(back) == 0 {
		return nil
	}
	_, err = s.needs.Prices.Set(ctx, back...)
	return err
}

func alike(a, b pricing.Terms) bool {
	return a.Regular == b.Regular && same(a.Was, b.Was) && sameSale(a.Sale, b.Sale)
}

// undoStock takes off what the import added, so that what was sold or counted
// since still counts.
func (s *Service) undoStock(ctx context.Context, id string, c change, report *UndoReport) error {
	if len(c.Stock) == 0 {
		return nil
	}
	counted := map[sku.SKU]bool{}
	var skus []sku.SKU
	for _, st := range c.Stock {
		counted[st.SKU], skus = st.Before, append(skus, st.SKU)
	}
	levels, err := s.needs.Stock.Levels(ctx, skus)
	if err != nil {
		return err
	}
	for _, st := range c.Stock {
		if now, ok := levels[st.SKU]; ok && now.Tracked != st.After {
			counted[st.SKU] = now.Tracked // somebody has said so since
		}
	}
	short, err := s.needs.Stock.Reverse(ctx, ref(id), "import undone", counted)
	for _, each := range short {
		report.leave("%s: fewer are left than the import added, so its stock is what orders need", each)
	}
	return err
}

// restore makes a product what it was, unless it has been changed since.
func (s *Service) restore(ctx context.Context, now catalog.Product, c change, report *UndoReport) error {
	switch print := fingerprint(now); {
	case print == fingerprint(*c.Before):
		report.Restored++
		return nil
	case now.ID != c.Before.ID:
		report.leave("%s: it is not there any more", c.Before.Slug)
		return nil
	case print != c.After:
		report.leave("%s: it has been changed since, and stays as it is", now.Slug)
		return nil
	}
	before := *c.Before
	before.Slug = now.Slug
	for i, image := range before.Images { // sizes that have been learnt since
		if at := slices.IndexFunc(now.Images, func(each catalog.Image) bool { return each.Asset == image.Asset }); at >= 0 {
			before.Images[i].Width, before.Images[i].Height = now.Images[at].Width, now.Images[at].Height
		}
	}
	_, err := s.needs.Catalog.PutAll(ctx, []catalog.Product{before}, false)
	if fault.KindOf(err) == fault.Conflict || fault.KindOf(err) == fault.Invalid {
		report.leave("%s: %s", now.Slug, err)
		return nil
	}
	if err == nil {
		report.Restored++
	}
	return err
}
