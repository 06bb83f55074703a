package remote

import (
	"context"
	"sync"
)

// hosts lets a few fetches in at a time for each host.
type hosts struct {
	mu   sync.Mutex
	busy map[string]*host
}

type host struct {
	slots chan struct{}
	users int // fetching or waiting; the last one out forgets the host
}

func (h *hosts) enter(ctx context.Context, name string) (leave func(), err error) {
	h.mu.Lock()
	if h.busy == nil {
		h.busy = map[string]*host{}
	}
	it := h.busy[name]
	if it == nil {
		it = &host{slots: make(chan struct{}, perHost)}
		h.busy[name] = it
	}
	it.users++
	h.mu.Unlock()
	select {
	case it.slots <- struct{}{}:
		return func() { <-it.slots; h.forget(name, it) }, nil
	case <-ctx.Done():
		h.forget(name, it)
		return nil, ctx.Err()
	}
}

func (h *hosts) forget(name string, it *host) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if it.users--; it.users == 0 {
		delete(h.busy, name)
	}
}
