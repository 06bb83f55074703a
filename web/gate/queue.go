package gate

import "time"

// lanes are the queues of one tier, the first one served first: those who come
// back from waiting for something else, then by funnel from its end.
type lanes struct {
	lane [Funnels + 1]lane
	n    int
}

type lane struct{ first, last *waiter }

// returning is the lane of those who had a slot before: their work is half
// done, so they are never sent away.
const returning = 0

func laneOf(p Priority) int { return Funnels - int(min(p.Funnel, Funnels-1)) }

// waiter is somebody who waits. It is used again and again.
type waiter struct {
	prev, next *waiter
	tier       Tier
	lane       int
	queued     bool
	since      time.Time
	answer     chan bool // true: has a slot; false: made room for another
	timer      *time.Timer
}

// enterQueue waits for a slot. It is called with g.mu held and releases it.
func (g *Gate) enterQueue(p Priority) bool {
	if !g.makeRoom(p) {
		g.counts.rejected[p.Tier]++
		g.mu.Unlock()
		return false
	}
	w := g.push(p.Tier, laneOf(p))
	g.mu.Unlock()
	w.timer.Reset(g.patience[p.Tier])
	var admitted bool
	select {
	case admitted = <-w.answer:
	case <-w.timer.C:
		admitted = g.giveUp(w)
	}
	w.timer.Stop()
	g.mu.Lock()
	g.recycle(w)
	if admitted {
		g.counts.admitted[p.Tier]++
	} else {
		g.counts.rejected[p.Tier]++
	}
	g.mu.Unlock()
	return admitted
}

// reenter takes a slot again for somebody who gave one back for a while. It is
// never refused: after a second it takes one that is not there.
func (g *Gate) reenter(t Tier) {
	g.mu.Lock()
	if g.used < g.limit {
		g.used++
		g.mu.Unlock()
		return
	}
	w := g.push(t, returning)
	g.mu.Unlock()
	w.timer.Reset(time.Second)
	got := true
	select {
	case <-w.answer:
	case <-w.timer.C:
		got = g.giveUp(w)
	}
	w.timer.Stop()
	g.mu.Lock()
	if !got {
		g.used++
	}
	g.recycle(w)
	g.mu.Unlock()
}

// makeRoom reports whether p may join its tier's queue; if that is full,
// somebody less far down the funnel leaves it.
func (g *Gate) makeRoom(p Priority) bool {
	q := &g.waiting[p.Tier]
	if q.n < g.queue[p.Tier] {
		return true
	}
	for l := Funnels; l > laneOf(p); l-- {
		if w := q.lane[l].last; w != nil {
			g.unlink(w)
			w.answer <- false
			return true
		}
	}
	return false
}

// giveUp takes w out of the queue, unless it was answered meanwhile.
func (g *Gate) giveUp(w *waiter) (admitted bool) {
	g.mu.Lock()
	if w.queued {
		g.unlink(w)
		g.mu.Unlock()
		return false
	}
	g.mu.Unlock()
	return <-w.answer
}

// next is who goes in now.
func (g *Gate) next() *waiter {
	for t := range g.waiting {
		q := &g.waiting[t]
		for l := 0; q.n > 0 && l < len(q.lane); l++ {
			if w := q.lane[l].first; w != nil {
				return w
			}
		}
	}
	return nil
}

func (g *Gate) grant(w *waiter) {
	g.unlink(w)
	now := time.Now()
	g.counts.waited(now.Sub(w.since), now)
	w.answer <- true
}

func (g *Gate) push(t Tier, to int) *waiter {
	w := g.free
	if w == nil {
		w = &waiter{answer: make(chan bool, 1), timer: time.NewTimer(time.Hour)}
	} else {
		g.free = w.next
	}
	q := &g.waiting[t].lane[to]
	w.tier, w.lane, w.queued, w.since = t, to, true, time.Now()
	w.prev, w.next = q.last, nil
	if q.last == nil {
		q.first = w
	} else {
		q.last.next = w
	}
	q.last = w
	g.waiting[t].n++
	return w
}

func (g *Gate) unlink(w *waiter) {
	q := &g.waiting[w.tier].lane[w.lane]
	if w.prev == nil {
		q.first = w.next
	} else {
		w.prev.next = w.next
	}
	if w.next == nil {
		q.last = w.prev
	} else {
		w.next.prev = w.prev
	}
	w.prev, w.next, w.queued = nil, nil, false
	g.waiting[w.tier].n--
}

func (g *Gate) recycle(w *waiter) { w.next, g.free = g.free, w }
