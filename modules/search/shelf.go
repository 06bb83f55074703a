package search

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"holdfast/modules/search/internal/facets"
	"holdfast/modules/search/internal/store"
)

// tagDocument begins the tags under which changed documents are announced, each
// by its product.
const tagDocument = "search.document:"

// tags names the documents that have changed.
func (c changes) tags() []string {
	tags := make([]string, 0, len(c.put)+len(c.remove))
	for _, d := range c.put {
		tags = append(tags, tagDocument+d.ProductID)
	}
	for _, product := range c.remove {
		tags = append(tags, tagDocument+product)
	}
	return tags
}

// wholly is how many changed documents are so many that all are read again.
const wholly = 5_000

// shelf keeps what lists are counted by in memory. It reads again what other
// transactions, here or in other processes, announced to have changed, when it
// is next asked for.
type shelf struct {
	current atomic.Pointer[facets.Shelf] // nil: to be read
	news    news
	failing atomic.Bool // the last reading did
	loading sync.Mutex
}

// get returns the shelf as it is now. While the database fails, what was read
// before is better than nothing, and one caller at a time finds out whether it
// still does.
func (s *shelf) get(ctx context.Context, from *store.Store) (*facets.Shelf, error) {
	now := s.current.Load()
	if now != nil && !s.news.some.Load() {
		return now, nil
	}
	if now == nil || !s.failing.Load() {
		s.loading.Lock()
	} else if !s.loading.TryLock() {
		return now, nil
	}
	defer s.loading.Unlock()
	if now = s.current.Load(); now != nil && !s.news.some.Load() {
		return now, nil
	}
	err := s.read(ctx, from, now)
	s.failing.Store(err != nil)
	if err != nil && now != nil {
		return now, nil
	}
	return s.current.Load(), err
}

// read brings the shelf up to date.
func (s *shelf) read(ctx context.Context, from *store.Store, now *facets.Shelf) error {
	changed, all := s.news.take()
	if all || now == nil || now.Crowded() {
		documents, err := from.Counted(ctx, nil)
		if err != nil {
			s.news.putBack(nil, true)
			return err
		}
		s.current.Store(facets.NewShelf(documents))
		return nil
	}
	for part := range slices.Chunk(changed, 500) {
		documents, err := from.Counted(ctx, part)
		if err != nil {
			s.news.putBack(changed, false)
			return err
		}
		gone := slices.DeleteFunc(slices.Clone(part), func(product string) bool {
			return slices.ContainsFunc(documents, func(d facets.Document) bool { return d.Product == product })
		})
		now.Change(documents, gone)
	}
	return nil
}
