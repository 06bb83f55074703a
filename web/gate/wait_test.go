package gate_test

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"holdfast/web/gate"
)

func TestWaitGivesTheSlotToOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := gate.New(gate.Options{Slots: 2})
		start := time.Now()
		var all sync.WaitGroup
		for range 100 {
			all.Go(func() {
				if !g.Enter(gate.Priority{}) {
					t.Error("sent away")
					return
				}
				slot := g.Slot(gate.T0)
				defer slot.Leave()
				defer gate.Wait(gate.With(t.Context(), slot))()
				time.Sleep(50 * time.Millisecond) // a database somewhere
			})
		}
		all.Wait()

		if took := time.Since(start); took > 60*time.Millisecond {
			t.Errorf("a hundred waits of 50 ms took %v behind two slots", took)
		}
		if s := g.Stats(); s.Running != 0 {
			t.Errorf("%d slots lost", s.Running)
		}
	})
}

func TestWaitsNest(t *testing.T) {
	g := gate.New(gate.Options{Slots: 1})
	g.Enter(gate.Priority{})
	slot := g.Slot(gate.T0)
	ctx := gate.With(t.Context(), slot)

	outer := gate.Wait(ctx)
	inner := gate.Wait(ctx)
	inner()
	during := g.Stats().Running
	outer()
	after := g.Stats().Running
	slot.Leave()

	if during != 0 || after != 1 || g.Stats().Running != 0 {
		t.Fatalf("running %d inside, %d after, %d at the end", during, after, g.Stats().Running)
	}
}

func TestWhoComesBackIsNeverSentAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := gate.New(gate.Options{Slots: 1})
		g.Enter(gate.Priority{Tier: gate.T1})
		slot := g.Slot(gate.T1)
		resume := gate.Wait(gate.With(t.Context(), slot))
		g.Enter(gate.Priority{}) // who never leaves
		start := time.Now()

		resume()

		if waited := time.Since(start); waited != time.Second || g.Stats().Running != 2 {
			t.Fatalf("back after %v, %d running", waited, g.Stats().Running)
		}
	})
}

func TestWaitWithoutASlotDoesNothing(t *testing.T) {
	gate.Wait(t.Context())()
}

func BenchmarkEnterLeave(b *testing.B) {
	g := gate.New(gate.Options{})
	b.ReportAllocs()
	for b.Loop() {
		g.Enter(gate.Priority{Tier: gate.T1})
		g.Leave()
	}
}

func BenchmarkReject(b *testing.B) {
	g := gate.New(gate.Options{Slots: 1})
	g.SetAllowance(gate.T1, 0)
	b.ReportAllocs()
	for b.Loop() {
		g.Enter(gate.Priority{Tier: gate.T1})
	}
}

func BenchmarkContended(b *testing.B) {
	g := gate.New(gate.Options{Slots: 2, Queue: [gate.Tiers]int{gate.T1: 1 << 20}, Patience: [gate.Tiers]time.Duration{gate.T1: time.Minute}})
	b.ReportAllocs()
	b.SetParallelism(32)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if g.Enter(gate.Priority{Tier: gate.T1}) {
				g.Leave()
			}
		}
	})
}
