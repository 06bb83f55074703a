package db

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
)

// Snapshot is a value kept in memory because it is read on every page and
// changes seldom: settings, menus, zones, rates. It is read again after a
// transaction announced one of its tags.
type Snapshot[T any] struct {
	load    func(context.Context) (T, error)
	current atomic.Pointer[loaded[T]]
	changes atomic.Int64
	loading sync.Mutex
	failing atomic.Bool // the last load did
}

type loaded[T any] struct {
	value T
	at    int64 // how many changes it has seen
}

// NewSnapshot returns a snapshot of what load returns, read again after a
// change to any of tags.
func NewSnapshot[T any](d *DB, load func(context.Context) (T, error), tags ...string) *Snapshot[T] {
	s := &Snapshot[T]{load: load}
	d.OnAnnounce(func(changed []string) {
		if slices.ContainsFunc(changed, func(tag string) bool { return tag == Everything || slices.Contains(tags, tag) }) {
			s.changes.Add(1)
		}
	})
	return s
}

// Get returns the value, reading it first when it has changed. While the
// database fails, a value that was read before is better than none, and one
// caller at a time finds out whether it still does: the others do not wait.
func (s *Snapshot[T]) Get(ctx context.Context) (T, error) {
	if l := s.current.Load(); l != nil && l.at == s.changes.Load() {
		return l.value, nil
	}
	if old := s.current.Load(); old == nil || !s.failing.Load() {
		s.loading.Lock()
	} else if !s.loading.TryLock() {
		return old.value, nil
	}
	defer s.loading.Unlock()
	changes := s.changes.Load()
	old := s.current.Load()
	if old != nil && old.at == changes {
		return old.value, nil
	}
	value, err := s.load(ctx)
	s.failing.Store(err != nil)
	if err != nil && old != nil {
		return old.value, nil
	}
	if err != nil {
		return value, err
	}
	s.current.Store(&loaded[T]{value, changes})
	return value, nil
}
