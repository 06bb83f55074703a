package gate

import (
	"context"
	"sync"
)

// Slot is the slot of one request, which it can give back for a while.
type Slot struct {
	gate *Gate
	tier Tier

	mu      sync.Mutex
	waiting int // how many parts of the request wait for something else
	over    bool
}

// Slot returns the slot of somebody of tier t whom Enter has admitted.
func (g *Gate) Slot(t Tier) *Slot { return &Slot{gate: g, tier: t} }

// Leave ends the request's use of its slot.
func (s *Slot) Leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over = true
	if s.waiting == 0 {
		s.gate.Leave()
	}
}

func (s *Slot) pause() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waiting++; s.waiting == 1 && !s.over {
		s.gate.Leave()
	}
}

// resume takes the slot back when nothing of the request waits any more.
func (s *Slot) resume() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waiting--; s.waiting == 0 && !s.over {
		s.gate.reenter(s.tier)
	}
}

type slotKey struct{}

// With returns a context that carries s, for Wait.
func With(ctx context.Context, s *Slot) context.Context {
	return context.WithValue(ctx, slotKey{}, s)
}

// Wait gives the slot of ctx's request back until the returned function is
// called; without a slot it does nothing. Nested and concurrent waits are fine.
//
//	defer gate.Wait(ctx)()
//	return client.Charge(ctx, payment)
//
// Never while holding a lock or a transaction that others need: taking the
// slot again may take a while.
func Wait(ctx context.Context) (resume func()) {
	s, ok := ctx.Value(slotKey{}).(*Slot)
	if !ok {
		return func() {}
	}
	s.pause()
	return s.resume
}
