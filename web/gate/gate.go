// Package gate decides who computes now, who waits and who is sent away.
//
//	running <= slots = 2 x GOMAXPROCS
//
// A slot is for computing. Whoever waits for a database, a network or a
// password hash gives it back meanwhile (Wait), or the machine stands idle
// behind a full gate.
//
// A handler that only computes never yields, so under load the queue builds in
// the Go scheduler, before any code of ours has run, and no order is kept in
// it. Enter therefore yields once it has admitted somebody: those who wait in
// the scheduler reach the gate, where the more important of them go first.
package gate

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// Tier is how much the shop needs a piece of work; lower goes first. Route and
// method decide it, never the client.
type Tier uint8

// The tiers.
const (
	T0    Tier = iota // pay, place an order, payment messages, sign in
	T1                // cart, product, category, search
	T2                // optional parts of a page
	T3                // fragments of their own: suggestions, live stock
	T4                // background: analytics, variants of images, exports
	Tiers = 5
)

// String returns "T0" to "T4".
func (t Tier) String() string { return "T" + string('0'+rune(t)) }

// Funnels is how many steps of the way to an order are told apart.
const Funnels = 4

// Priority orders those who wait: by tier, and within one by how far down the
// funnel a shopper is, so that who has filled a cart is shed last.
type Priority struct {
	Tier   Tier
	Funnel uint8  // 0 looking, up to Funnels-1 paying
	Cohort uint16 // which part of all shoppers they are of, stable for an hour or more
}

// Options sets the limits of a gate; what is zero is filled in.
type Options struct {
	Slots    int                  // how many compute at once: 2 x GOMAXPROCS
	Queue    [Tiers]int           // how many may wait
	Patience [Tiers]time.Duration // how long they wait before they are sent away
}

// Gate admits. It is safe for concurrent use and allocates nothing once warm.
type Gate struct {
	mu       sync.Mutex
	limit    int
	used     int
	waiting  [Tiers]lanes
	free     *waiter // waiters to use again
	counts   counts
	queue    [Tiers]int
	patience [Tiers]time.Duration
	allowed  [Tiers]atomic.Uint32 // cohorts below this are admitted, of 1<<16
}

// New returns a gate.
func New(o Options) *Gate {
	if o.Slots <= 0 {
		o.Slots = 2 * runtime.GOMAXPROCS(0)
	}
	queue := [Tiers]int{T0: 1024, T1: 256, T2: 64, T3: 32, T4: 16}
	patience := [Tiers]time.Duration{
		T0: 2 * time.Second, T1: 250 * time.Millisecond, T2: 50 * time.Millisecond,
		T3: 30 * time.Millisecond, T4: 10 * time.Millisecond,
	}
	g := &Gate{limit: o.Slots}
	for t := range Tiers {
		g.queue[t], g.patience[t] = pick(o.Queue[t], queue[t]), pick(o.Patience[t], patience[t])
		g.allowed[t].Store(1 << 16)
	}
	g.counts.least = unmeasured
	return g
}

func pick[T int | time.Duration](v, or T) T {
	if v > 0 {
		return v
	}
	return or
}

// Enter takes a slot, waiting for one as long as p's tier has patience. Who
// was admitted must call Leave; who was not (false) must not.
func (g *Gate) Enter(p Priority) bool {
	if p.Funnel == 0 && uint32(p.Cohort) >= g.allowed[p.Tier].Load() {
		g.turnedAway(p.Tier)
		return false
	}
	g.mu.Lock()
	if g.used < g.limit {
		g.used++
		g.counts.admitted[p.Tier]++
		g.counts.least = 0
		g.mu.Unlock()
		runtime.Gosched()
		return true
	}
	if !g.enterQueue(p) {
		return false
	}
	runtime.Gosched()
	return true
}

// Leave gives the slot to whoever waits for it and matters most.
func (g *Gate) Leave() {
	g.mu.Lock()
	g.leave()
	g.mu.Unlock()
}

func (g *Gate) leave() {
	if g.used <= g.limit {
		if w := g.next(); w != nil {
			g.grant(w)
			return
		}
	}
	g.used--
}

// SetLimit changes how many compute at once. Who is inside stays.
func (g *Gate) SetLimit(slots int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.limit = max(1, slots)
	for g.used < g.limit {
		w := g.next()
		if w == nil {
			return
		}
		g.used++
		g.grant(w)
	}
}

// SetAllowance admits only the given fraction (0 to 1) of a tier's cohorts.
// Whoever has begun to buy is not measured by it.
func (g *Gate) SetAllowance(t Tier, fraction float64) {
	g.allowed[t].Store(uint32(min(1, max(0, fraction)) * (1 << 16)))
}

func (g *Gate) turnedAway(t Tier) {
	g.mu.Lock()
	g.counts.rejected[t]++
	g.mu.Unlock()
}
