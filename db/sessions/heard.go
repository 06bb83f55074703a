package sessions

import (
	"strings"
	"sync"
	"time"

	"holdfast/db"
	"holdfast/modules/kernel/clock"
)

// Remembered is for how long a session needs not be looked up again: each end
// since then was heard.
const Remembered = 15 * time.Minute

// slack is how much longer ends are kept in memory, for clocks that differ.
const slack = 5 * time.Minute

// announced begins the tags by which processes tell each other of ends.
const announced = "session:"

// heard are the sessions that have ended lately, in any process.
type heard struct {
	now clock.Clock

	mu     sync.RWMutex
	ends   map[string]time.Time // when it was heard
	since  time.Time            // what was before was not heard
	pruned time.Time
}

func newHeard(now clock.Clock) *heard {
	return &heard{now: now, ends: map[string]time.Time{}, since: now(), pruned: now()}
}

// of reports what is known of id, which went on at checked.
func (h *heard) of(id string, checked time.Time) (over, certain bool) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	_, over = h.ends[id]
	return over, !checked.Before(h.since) && h.now().Sub(checked) < Remembered
}

func (h *heard) hear(tags []string) {
	for _, tag := range tags {
		if tag == db.Everything {
			h.missed()
		} else if id, ok := strings.CutPrefix(tag, announced); ok {
			h.add(id)
		}
	}
}

// missed says that ends may not have been heard.
func (h *heard) missed() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.since = h.now()
}

func (h *heard) add(id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.now()
	h.ends[id] = now
	if now.Sub(h.pruned) < time.Minute {
		return
	}
	h.pruned = now
	for id, at := range h.ends {
		if now.Sub(at) > Remembered+slack {
			delete(h.ends, id)
		}
	}
}
