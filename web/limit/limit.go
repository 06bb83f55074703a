// Package limit says how often somebody may do something.
//
//	allowed = now ≥ due − (burst − 1) × every
//	due     = max(now, due) + every      after each that was allowed
//
// That is the generic cell rate algorithm (ITU-T I.371, annex A) with one instant
// to remember for each key. What is remembered is bounded and a process's own:
// it is to stop a machine that tries a thousand times, not to count to the last.
package limit

import (
	"net/netip"
	"sync"
	"time"
)

// Limiter limits how often each key may do something: burst times at once, and
// once more in each interval.
type Limiter struct {
	every time.Duration
	burst int
	size  int
	now   func() time.Time

	mu  sync.Mutex
	due map[string]time.Time
}

// New returns a limiter that remembers at most size keys.
func New(burst int, every time.Duration, size int, now func() time.Time) *Limiter {
	return &Limiter{every: every, burst: burst, size: size, now: now, due: map[string]time.Time{}}
}

// Take counts one for key, if it may; else it returns how long to wait. The
// empty key is nobody's and always may.
func (l *Limiter) Take(key string) (wait time.Duration, ok bool) {
	if key == "" {
		return 0, true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	due := l.due[key]
	if due.Before(now) {
		due = now
	}
	if wait := due.Add(-time.Duration(l.burst-1) * l.every).Sub(now); wait > 0 {
		return wait, false
	}
	if _, known := l.due[key]; !known && len(l.due) >= l.size {
		l.makeRoom(now)
	}
	l.due[key] = due.Add(l.every)
	return 0, true
}

// GiveBack takes back what Take counted for something that did not happen.
func (l *Limiter) GiveBack(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if due, known := l.due[key]; known {
		l.due[key] = due.Add(-l.every)
	}
}

// makeRoom forgets whoever has all of a burst again, and if that is nobody, a
// tenth of them, whoever they are: memory is bounded before anything else.
func (l *Limiter) makeRoom(now time.Time) {
	for key, due := range l.due {
		if !due.After(now) {
			delete(l.due, key)
		}
	}
	for key := range l.due {
		if len(l.due) < l.size-l.size/10 {
			return
		}
		delete(l.due, key)
	}
}

// Network is the key of whoever is at an address: with IPv6 the /64 that a
// household has. An address that is no public one is nobody's: it is a proxy's
// that the shop was not told to trust, and all shoppers'.
func Network(addr netip.Addr) string {
	addr = addr.Unmap()
	if !addr.IsValid() || !addr.IsGlobalUnicast() || addr.IsPrivate() {
		return ""
	}
	bits := addr.BitLen()
	if addr.Is6() {
		bits = 64
	}
	prefix, err := addr.Prefix(bits)
	if err != nil {
		return ""
	}
	return prefix.String()
}
