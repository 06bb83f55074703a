// Package pagecache keeps the pages that everybody sees alike, rendered and
// compressed.
//
//	page = f(path, known parameters, languages of page and shop, features)
//
// and of nothing else: before such a page is made, everything that its first
// reader sent beside those is taken out of the request (cookies, headers, host,
// address, body, unknown parameters), so that no byte of one visitor can reach
// another, whatever a handler does. Whoever has a session or a cart gets pages
// of their own and never one from here.
//
// A page is made once for all who wait for it. It is tagged with what it
// shows, and dropped when that changes; one that began to be made before the
// change is not kept after it. Its age is bounded besides: but while the shop's
// records cannot be reached, a page that was right when they last could is
// better than none, for everybody, and is shown for an hour at most.
package pagecache

import (
	"hash/maphash"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/clock"
	"holdfast/web/request"
)

// Options sets a cache up; what is zero is filled in.
type Options struct {
	Bytes    int           // that all pages take together: 64 MB
	Personal []string      // cookies whose bearer gets pages of their own
	BaseURL  string        // the shop's own address, which is all that handlers see of it
	Patience time.Duration // how long to wait for a page that another is being made: 2 s
	Clock    clock.Clock
	// Away reports whether the shop's records cannot be reached; nil: they can.
	Away func() bool
	// Variant says which variant of a page a request gets. It sees the whole
	// request: what it returns is in the page's key.
	Variant func(*fiber.Ctx) request.Variant
}

// Rule says what is kept of a route's pages, and how long.
type Rule struct {
	params []string
	maxAge time.Duration
}

// Live is the rule for pages that show stock or prices: at most 2 s old. The
// page depends on params, and on no other parameter.
func Live(params ...string) Rule { return rule(2*time.Second, params) }

// Still is the rule for pages that show neither.
func Still(params ...string) Rule { return rule(time.Minute, params) }

func rule(maxAge time.Duration, params []string) Rule {
	params = slices.Sorted(slices.Values(params))
	return Rule{params: params, maxAge: maxAge}
}

// Cache keeps pages. It is safe for concurrent use.
type Cache struct {
	o      Options
	host   string
	scheme string
	seed   maphash.Seed
	shards [16]shard

	hits, misses, shared, bypassed, dropped, stored atomic.Uint64
}

// New returns an empty cache.
func New(o Options) *Cache {
	if o.Bytes <= 0 {
		o.Bytes = 64 << 20
	}
	if o.Patience <= 0 {
		o.Patience = 2 * time.Second
	}
	if o.Clock == nil {
		o.Clock = clock.System
	}
	if o.Away == nil {
		o.Away = func() bool { return false }
	}
	if o.Variant == nil {
		o.Variant = func(*fiber.Ctx) request.Variant { return request.Variant{} }
	}
	p := &Cache{o: o, seed: maphash.MakeSeed()}
	p.scheme, p.host, _ = strings.Cut(o.BaseURL, "://")
	if p.host == "" {
		p.scheme, p.host = "http", "localhost"
	}
	for i := range p.shards {
		p.shards[i].limit = o.Bytes / len(p.shards)
	}
	return p
}

// tries bounds how often a reader waits for a page that changes while it is
// made, before it is made for that reader alone.
const tries = 3

// Handler answers with a kept page, or lets one be made by what follows.
func (p *Cache) Handler(r Rule) fiber.Handler {
	return func(c *fiber.Ctx) error {
		var room [maxKey]byte
		var key []byte
		a := p.asked(c)
		away := p.o.Away()
		ok := !a.personal || away
		if ok {
			key, ok = p.key(room[:0], c, r)
		}
		if !ok {
			return p.personal(c, r, a)
		}
		s := &p.shards[maphash.Bytes(p.seed, key)%uint64(len(p.shards))]
		if away {
			return p.withoutRecords(c, s, key, a)
		}
		for range tries {
			page := s.fresh(key, p.o.Clock().UnixNano())
			if page != nil {
				p.hits.Add(1)
				return p.write(c, s, page, a)
			}
			if a.head {
				break
			}
			f, first := s.board(key)
			if first {
				p.misses.Add(1)
				return p.fill(c, s, f, r, a)
			}
			page, again := f.wait(p.o.Patience)
			if page != nil {
				p.shared.Add(1)
				return p.write(c, s, page, a)
			}
			if !again {
				break
			}
		}
		p.bypassed.Add(1)
		return c.Next()
	}
}

// Drop forgets every page that shows one of tags, also those being made.
func (p *Cache) Drop(tags ...string) {
	for i := range p.shards {
		p.dropped.Add(p.shards[i].drop(tags))
	}
}

// DropAll forgets every page: the shop looks different now.
func (p *Cache) DropAll() {
	for i := range p.shards {
		p.dropped.Add(p.shards[i].dropAll())
	}
}

// Stats is what the cache has done and holds.
type Stats struct {
	Hits, Misses, Shared, Bypassed, Dropped, Stored uint64 // since the start
	Pages, Bytes                                    int    // now
}

// Stats returns the present figures.
func (p *Cache) Stats() Stats {
	s := Stats{
		Hits: p.hits.Load(), Misses: p.misses.Load(), Shared: p.shared.Load(),
		Bypassed: p.bypassed.Load(), Dropped: p.dropped.Load(), Stored: p.stored.Load(),
	}
	for i := range p.shards {
		pages, bytes := p.shards[i].held()
		s.Pages, s.Bytes = s.Pages+pages, s.Bytes+bytes
	}
	return s
}
