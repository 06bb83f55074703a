package remote

import (
	"context"
	"sync"
	"time"

	"holdfast/modules/kernel/clock"
)

// pace is the least time between the beginnings of two fetches from a host.
const pace = 200 * time.Millisecond

// remembered bounds the hosts that are kept in mind.
const remembered = 1000

// hosts lets a few fetches in at a time for each host, one after the other, and
// none while the host has asked for a pause.
type hosts struct {
	now  clock.Clock
	mu   sync.Mutex
	busy map[string]*host
}

type host struct {
	slots  chan struct{}
	users  int       // fetching or waiting
	next   time.Time // when another fetch may begin
	paused time.Time // until when none may
}

func (h *hosts) enter(ctx context.Context, name string) (leave func(), err error) {
	it, err := h.join(name)
	if err != nil {
		return nil, err
	}
	select {
	case it.slots <- struct{}{}:
	case <-ctx.Done():
		h.leave(it)
		return nil, ctx.Err()
	}
	leave = func() { <-it.slots; h.leave(it) }
	if err := h.wait(ctx, it); err != nil {
		leave()
		return nil, err
	}
	return leave, nil
}

func (h *hosts) join(name string) (*host, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	it := h.busy[name]
	if it == nil {
		if len(h.busy) >= remembered {
			h.forget()
		}
		it = &host{slots: make(chan struct{}, perHost)}
		h.busy[name] = it
	}
	if left := it.paused.Sub(h.now()); left > 0 {
		return nil, Later{left}
	}
	it.users++
	return it, nil
}

// wait waits for the fetch's turn.
func (h *hosts) wait(ctx context.Context, it *host) error {
	h.mu.Lock()
	now := h.now()
	left := it.next.Sub(now)
	it.next = now.Add(max(left, 0) + pace)
	h.mu.Unlock()
	if left <= 0 {
		return nil
	}
	timer := time.NewTimer(left)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// pause keeps everybody from asking a host for a while.
func (h *hosts) pause(name string, d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if it := h.busy[name]; it != nil {
		it.paused = h.now().Add(d)
	}
}

func (h *hosts) leave(it *host) {
	h.mu.Lock()
	defer h.mu.Unlock()
	it.users--
}

// forget drops the hosts that nobody asks and that are in no pause.
func (h *hosts) forget() {
	for name, it := range h.busy {
		if it.users == 0 && !it.paused.After(h.now()) {
			delete(h.busy, name)
		}
	}
}
