// Package content knows the shop's own pages: delivery, returns, about, terms.
//
//	body  = what the merchant wrote, sanitised when it is saved
//	menu  = the published pages that have a position, in its order
//	known = the present slug of each published page, and every one it had before
//
// Pages and menu are a snapshot in memory: there are few, and each page's
// footer shows them.
package content

import (
	"context"
	"crypto/rand"
	"fmt"

	"holdfast/db"
	"holdfast/modules/audit"
	"holdfast/modules/content/internal/clean"
	"holdfast/modules/content/internal/store"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
)

// Tag is announced when a page changes: cached pages that show the menu go.
const Tag = "content"

// The faults of the module.
var (
	ErrUnknown = fault.New(fault.NotFound, "There is no such page.")
	ErrTaken   = fault.InvalidFields(fault.Field{Name: "slug", Message: "Another page has this address. Choose another one."})
)

// Service is the content module.
type Service struct {
	db    *db.DB
	store store.Store
	audit *audit.Service
	now   clock.Clock
	site  *db.Snapshot[site]
}

// New returns the module on database d.
func New(d *db.DB, log *audit.Service, now clock.Clock) *Service {
	s := &Service{db: d, store: store.New(d), audit: log, now: now}
	s.site = db.NewSnapshot(d, s.load, Tag)
	return s
}

// Page returns the published page that slug leads to. One that had slug before
// is found too: its Slug is another then, and is where to send the reader for
// good. Faults: ErrUnknown.
func (s *Service) Page(ctx context.Context, slug string) (Page, error) {
	site, err := s.site.Get(ctx)
	if err != nil {
		return Page{}, err
	}
	page, known := site.bySlug[slug]
	if !known {
		return Page{}, ErrUnknown
	}
	return page, nil
}

// Menu returns the links of the footer, in order.
func (s *Service) Menu(ctx context.Context) ([]Link, error) {
	site, err := s.site.Get(ctx)
	return site.menu, err
}

// Published returns the published pages by title, for the sitemap.
func (s *Service) Published(ctx context.Context) ([]Page, error) {
	site, err := s.site.Get(ctx)
	return site.published, err
}

// All returns every page by title, drafts included, as it is stored.
func (s *Service) All(ctx context.Context) ([]Page, error) {
	rows, err := s.store.Pages(ctx)
	if err != nil {
		return nil, fmt.Errorf("list pages: %w", err)
	}
	return pages(rows), nil
}

// ByID returns one page, a draft too. Faults: ErrUnknown.
func (s *Service) ByID(ctx context.Context, id string) (Page, error) {
	row, err := s.store.Page(ctx, id)
	if db.IsMissing(err) {
		return Page{}, ErrUnknown
	}
	if err != nil {
		return Page{}, fmt.Errorf("read page %s: %w", id, err)
	}
	return page(row), nil
}

// Save adds page when it has no ID, or else replaces it, in actor's name, and
// returns what was kept of it. A slug it had before leads to it from then on.
// Faults: Invalid with the wrong fields, ErrTaken, ErrUnknown.
func (s *Service) Save(ctx context.Context, p Page, actor string) (Page, error) {
	p = p.trimmed()
	if err := p.Check(); err != nil {
		return Page{}, err
	}
	p.Body, p.UpdatedAt = clean.HTML(p.Body), s.now()
	isNew := p.ID == ""
	if isNew {
		p.ID = rand.Text()
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		found, err := s.store.Save(tx, store.Page(p), isNew)
		if db.IsDuplicate(err) {
			return ErrTaken
		}
		if err != nil {
			return fmt.Errorf("save page %s: %w", p.Slug, err)
		}
		if !found {
			return ErrUnknown
		}
		return s.tell(tx, actor, "content.page_saved", p.ID, p.Slug)
	})
	return p, err
}

// Delete removes a page and the slugs that lead to it. Faults: ErrUnknown.
func (s *Service) Delete(ctx context.Context, id, actor string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		found, err := s.store.Delete(tx, id)
		if err != nil {
			return fmt.Errorf("delete page %s: %w", id, err)
		}
		if !found {
			return ErrUnknown
		}
		return s.tell(tx, actor, "content.page_deleted", id, "")
	})
}

func (s *Service) tell(tx *db.Tx, actor, what, id, detail string) error {
	tx.Announce(Tag)
	return s.audit.Record(tx, audit.Entry{Who: actor, What: what, Subject: "page:" + id, Detail: detail})
}
