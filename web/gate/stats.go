package gate

import "time"

// window is the time over which the least wait is taken.
const window = 100 * time.Millisecond

// unmeasured is the least wait of a window in which nobody was admitted.
const unmeasured = time.Duration(1<<63 - 1)

// counts is what the gate has seen. The *least* wait of a window tells a
// standing queue from a burst: a burst drains and somebody waits for nothing,
// a standing queue makes everybody wait. A mean would call a busy, healthy
// shop overloaded.
type counts struct {
	admitted, rejected [Tiers]uint64
	least, before      time.Duration // of this window, and of the one before
	began              time.Time
}

func (c *counts) waited(d time.Duration, now time.Time) {
	c.least = min(c.least, d)
	c.turn(now)
}

func (c *counts) turn(now time.Time) {
	if now.Sub(c.began) < window {
		return
	}
	c.before, c.least, c.began = c.least, unmeasured, now
	if c.before == unmeasured {
		c.before = 0
	}
}

// Stats is the gate's state at one moment.
type Stats struct {
	Limit, Running     int
	Waiting            [Tiers]int
	Admitted, Rejected [Tiers]uint64 // since the start
	Standing           time.Duration // the least wait of the last window
}

// Stats returns the present state.
func (g *Gate) Stats() Stats {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.counts.turn(time.Now())
	s := Stats{
		Limit: g.limit, Running: g.used,
		Admitted: g.counts.admitted, Rejected: g.counts.rejected, Standing: g.counts.before,
	}
	for t := range g.waiting {
		s.Waiting[t] = g.waiting[t].n
	}
	return s
}
