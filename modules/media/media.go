// Package media keeps the shop's pictures.
//
// A picture is an Asset: its original, and the same in a few widths that pages
// show. An asset's address never changes, nor do its bytes once it is ready;
// until then a drawn placeholder is shown in its place:
//
//	Add       → placeholder → (variants are made)            → ready
//	Expect    → placeholder → (fetched, variants are made)   → ready
//	AddReady  → ready
//
// So a page may name an asset from the first moment on, and a cache may keep
// what Open says is Final for ever, anything else not at all.
package media

import (
	"context"
	"fmt"
	"net/netip"
	"path/filepath"
	"strconv"
	"sync"

	"holdfast/db"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/media/internal/pixels"
	"holdfast/modules/media/internal/remote"
	"holdfast/modules/media/internal/store"
)

// ID identifies an asset: 32 hexadecimal figures, derived from its content, or
// from its address when it is expected from elsewhere.
type ID string

// State says what is shown for an asset.
type State string

// The states of an asset.
const (
	Placeholder State = "placeholder"
	Ready       State = "ready"
)

// Asset is a picture.
type Asset struct {
	ID            ID
	State         State
	ContentType   string // of what Open returns when ready, e.g. image/jpeg
	Width, Height int    // of the widest variant, in pixels; what to keep free while it is a placeholder
	Widths        []int  // the variants there are; Open answers any width
	Source        string // the address it is or was expected from, if any
	Fault         string // why it could not be fetched, if it was given up
}

// Path is the asset's address without width and ending: /media/4f2a….
func (a Asset) Path() string { return "/media/" + string(a.ID) }

// Ext is the ending of its addresses: jpg, png, webp.
func (a Asset) Ext() string { return pixels.Ext(a.ContentType) }

// Src is the address of the variant of that width.
func (a Asset) Src(width int) string {
	return a.Path() + "/" + strconv.Itoa(width) + "." + a.Ext()
}

// ErrUnknown says that there is no such asset.
var ErrUnknown = fault.New(fault.NotFound, "There is no such picture.")

// Widths returns the widths in pixels that pages show pictures in.
func Widths() []int { return []int{320, 640, 1280} }

// Options says where pictures are kept and where they may be fetched from.
type Options struct {
	Dir   string      // the data directory; pictures go to its folder media
	Blobs Blobs       // nil: files in Dir
	Clock clock.Clock // nil: the machine's
	// Allow refuses an address that pictures must not be fetched from. Nil:
	// everything outside the public internet is refused.
	Allow func(netip.AddrPort) error
}

// Service is the media module.
type Service struct {
	db          *db.DB
	store       *store.Store
	blobs       Blobs
	now         clock.Clock
	remote      *remote.Fetcher
	cache       cache
	placeholder func(width int) []byte
	decoding    chan struct{} // one at a time: a decoded photograph takes 100 MB
	fetching    sync.Mutex    // one job at a time goes through what is due
}

// New returns the module on d and lets it do the jobs that it asks for.
func New(d *db.DB, options Options) *Service {
	s := &Service{
		db: d, store: store.New(d), blobs: options.Blobs, now: options.Clock,
		placeholder: drawnPlaceholders(),
		decoding:    make(chan struct{}, 1),
	}
	if s.blobs == nil {
		s.blobs = Files{Dir: filepath.Join(options.Dir, "media")}
	}
	if s.now == nil {
		s.now = clock.System
	}
	s.remote = remote.New(options.Allow, maxBytes, s.now)
	d.OnAnnounce(s.cache.forget)
	db.Work(d, s.makeVariants)
	db.Work(d, s.fetch)
	d.Every(looking, "media.look", s.look)
	return s
}

// Asset returns one asset. Faults: ErrUnknown.
func (s *Service) Asset(ctx context.Context, id ID) (Asset, error) {
	found, err := s.Assets(ctx, id)
	if err != nil {
		return Asset{}, err
	}
	a, ok := found[id]
	if !ok {
		return Asset{}, ErrUnknown
	}
	return a, nil
}

// Assets returns those of ids that there are. What was asked for before comes
// from memory.
func (s *Service) Assets(ctx context.Context, ids ...ID) (map[ID]Asset, error) {
	found, missing, generation := s.cache.get(ids)
	if len(missing) == 0 {
		return found, nil
	}
	rows, err := s.store.ByID(ctx, missing)
	if err != nil {
		return nil, fmt.Errorf("read %d assets: %w", len(missing), err)
	}
	for _, row := range rows {
		found[ID(row.ID)] = assetOf(row)
	}
	s.cache.put(rows, generation)
	return found, nil
}

func assetOf(row store.Asset) Asset {
	return Asset{
		ID: ID(row.ID), State: State(row.State), ContentType: row.ContentType,
		Width: row.Width, Height: row.Height, Widths: row.WidthList(),
		Source: row.Source, Fault: row.Fault,
	}
}
