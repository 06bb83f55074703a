package pagecache

import (
	"slices"
	"sync"
	"time"
)

// shard is a part of the cache with a lock of its own. When it is full it
// forgets by SIEVE: a hand goes from the oldest page to the newest, spares once
// what was read since it last passed, and takes the first that was not. Pages
// that a crawler reads once never push out those that shoppers read.
type shard struct {
	mu      sync.RWMutex
	pages   map[string]*page
	tagged  map[string]map[*page]struct{}
	flights map[string]*flight
	newest  *page
	oldest  *page
	hand    *page
	bytes   int
	limit   int
}

// fresh returns the page for key if it may still be shown at now.
func (s *shard) fresh(key []byte, now int64) *page {
	s.mu.RLock()
	m := s.pages[string(key)]
	s.mu.RUnlock()
	if m == nil || m.until <= now {
		return nil
	}
	if !m.seen.Load() {
		m.seen.Store(true)
	}
	return m
}

// outdatedFor is how long a page may be shown after its time, where there is
// nothing better.
const outdatedFor = time.Hour

// outdated returns the page for key, however old within reason.
func (s *shard) outdated(key []byte, now int64) *page {
	return s.fresh(key, now-int64(outdatedFor))
}

// board returns the flight for key; first says that the caller makes the page.
func (s *shard) board(key []byte) (f *flight, first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.flights[string(key)]; f != nil {
		return f, false
	}
	f = &flight{key: string(key), done: make(chan struct{})}
	if s.flights == nil {
		s.flights = map[string]*flight{}
	}
	s.flights[f.key] = f
	return f, true
}

// land ends f with m, or with nothing to share, and reports whether m is kept:
// it is not when something that it shows was dropped since f began.
func (s *shard) land(f *flight, m *page) (kept bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.flights[f.key] != f {
		return false
	}
	delete(s.flights, f.key)
	f.again = f.everything || slices.ContainsFunc(f.dropped, func(tag string) bool { return slices.Contains(f.tags, tag) })
	if m != nil && !f.again {
		f.page = m
		kept = s.keep(m)
	}
	close(f.done)
	return kept
}

func (s *shard) keep(m *page) bool {
	if m.size > s.limit/4 {
		return false
	}
	if s.pages == nil {
		s.pages, s.tagged = map[string]*page{}, map[string]map[*page]struct{}{}
	}
	if old := s.pages[m.key]; old != nil {
		if string(old.etag) == string(m.etag) {
			m.body, m.size = old.body, old.size
		}
		m.seen.Store(old.seen.Load())
		s.remove(old)
	}
	s.pages[m.key] = m
	for _, tag := range m.tags {
		if s.tagged[tag] == nil {
			s.tagged[tag] = map[*page]struct{}{}
		}
		s.tagged[tag][m] = struct{}{}
	}
	s.bytes += m.size
	m.older = s.newest
	if s.newest != nil {
		s.newest.newer = m
	} else {
		s.oldest = m
	}
	s.newest = m
	s.shrink()
	return true
}

// shrink forgets pages until the rest fits.
func (s *shard) shrink() {
	for s.bytes > s.limit && s.oldest != nil {
		m := s.hand
		if m == nil {
			m = s.oldest
		}
		if s.hand = m.newer; m.seen.Swap(false) {
			continue
		}
		s.remove(m)
	}
}

func (s *shard) remove(m *page) {
	delete(s.pages, m.key)
	for _, tag := range m.tags {
		if delete(s.tagged[tag], m); len(s.tagged[tag]) == 0 {
			delete(s.tagged, tag)
		}
	}
	s.bytes -= m.size
	if s.hand == m {
		s.hand = m.newer
	}
	if m.newer != nil {
		m.newer.older = m.older
	} else {
		s.newest = m.older
	}
	if m.older != nil {
		m.older.newer = m.newer
	} else {
		s.oldest = m.newer
	}
	m.newer, m.older = nil, nil
}

// maxDropped bounds what a flight remembers; beyond it, it is simply not kept.
const maxDropped = 256

func (s *shard) drop(tags []string) (n uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, tag := range tags {
		for m := range s.tagged[tag] {
			s.remove(m)
			n++
		}
	}
	for _, f := range s.flights {
		if len(f.dropped)+len(tags) > maxDropped {
			f.everything = true
			continue
		}
		f.dropped = append(f.dropped, tags...)
	}
	return n
}

func (s *shard) dropAll() (n uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n = uint64(len(s.pages))
	s.pages, s.tagged = nil, nil
	s.newest, s.oldest, s.hand, s.bytes = nil, nil, nil, 0
	for _, f := range s.flights {
		f.everything = true
	}
	return n
}

// encode returns m's bytes in one encoding, made by how on first use.
func (s *shard) encode(m *page, e *encoded, how func([]byte) []byte) []byte {
	e.once.Do(func() {
		e.bytes = how(m.body.plain)
		s.mu.Lock()
		defer s.mu.Unlock()
		if now := s.pages[m.key]; now != nil && now.body == m.body {
			now.size += len(e.bytes)
			s.bytes += len(e.bytes)
			s.shrink()
		}
	})
	return e.bytes
}

func (s *shard) held() (pages, bytes int) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.pages), s.bytes
}
