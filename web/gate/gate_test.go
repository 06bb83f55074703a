package gate_test

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"holdfast/web/gate"
)

func TestGateAdmitsUpToItsSlots(t *testing.T) {
	g := gate.New(gate.Options{Slots: 2, Patience: [gate.Tiers]time.Duration{gate.T1: time.Millisecond}})

	first, second, third := g.Enter(gate.Priority{Tier: gate.T1}), g.Enter(gate.Priority{Tier: gate.T1}), g.Enter(gate.Priority{Tier: gate.T1})

	if !first || !second || third {
		t.Fatalf("two slots admitted %v, %v, %v", first, second, third)
	}
	g.Leave()
	if !g.Enter(gate.Priority{Tier: gate.T1}) {
		t.Fatal("a slot that was given back admits nobody")
	}
}

// order lets everybody in ps wait before a closed gate, in their order, opens
// it to one at a time, and returns the order in which they came in.
func order(t *testing.T, o gate.Options, ps []gate.Priority) (in []int) {
	t.Helper()
	o.Slots = 1
	synctest.Test(t, func(t *testing.T) {
		g := gate.New(o)
		g.Enter(gate.Priority{})
		var mu sync.Mutex
		var all sync.WaitGroup
		for i, p := range ps {
			all.Go(func() {
				if !g.Enter(p) {
					return
				}
				mu.Lock()
				in = append(in, i)
				mu.Unlock()
				g.Leave()
			})
			synctest.Wait() // so that they queue in this order
		}
		g.Leave()
		all.Wait()
		if s := g.Stats(); s.Running != 0 {
			t.Errorf("%d slots lost", s.Running)
		}
	})
	return in
}

func TestLowerTierGoesFirst(t *testing.T) {
	in := order(t, gate.Options{}, []gate.Priority{{Tier: gate.T4}, {Tier: gate.T2}, {Tier: gate.T1}, {Tier: gate.T0}, {Tier: gate.T1}})

	if want := []int{3, 2, 4, 1, 0}; !slices.Equal(in, want) {
		t.Fatalf("came in as %v, want %v", in, want)
	}
}

func TestFurtherDownTheFunnelGoesFirst(t *testing.T) {
	in := order(t, gate.Options{}, []gate.Priority{{Tier: gate.T1}, {Tier: gate.T1, Funnel: 3}, {Tier: gate.T1, Funnel: 1}})

	if want := []int{1, 2, 0}; !slices.Equal(in, want) {
		t.Fatalf("came in as %v, want %v", in, want)
	}
}

func TestFullQueueShedsWhoOnlyLooks(t *testing.T) {
	o := gate.Options{Queue: [gate.Tiers]int{gate.T1: 2}}

	in := order(t, o, []gate.Priority{{Tier: gate.T1}, {Tier: gate.T1}, {Tier: gate.T1, Funnel: 2}, {Tier: gate.T1}})

	if want := []int{2, 0}; !slices.Equal(in, want) {
		t.Fatalf("came in as %v, want the buyer and the first who looks, %v", in, want)
	}
}

func TestWhoWaitsTooLongIsSentAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := gate.New(gate.Options{Slots: 1, Patience: [gate.Tiers]time.Duration{gate.T1: 40 * time.Millisecond}})
		g.Enter(gate.Priority{})
		start := time.Now()

		admitted := g.Enter(gate.Priority{Tier: gate.T1})

		if waited := time.Since(start); admitted || waited != 40*time.Millisecond {
			t.Fatalf("admitted %v after %v", admitted, waited)
		}
		if s := g.Stats(); s.Rejected[gate.T1] != 1 || s.Waiting[gate.T1] != 0 {
			t.Fatalf("stats %+v", s)
		}
	})
}

func TestAllowanceSparesWhoHasBegunToBuy(t *testing.T) {
	g := gate.New(gate.Options{Slots: 8})
	g.SetAllowance(gate.T1, 0.5)

	low := g.Enter(gate.Priority{Tier: gate.T1, Cohort: 100})
	high := g.Enter(gate.Priority{Tier: gate.T1, Cohort: 60000})
	buyer := g.Enter(gate.Priority{Tier: gate.T1, Cohort: 60000, Funnel: 1})
	other := g.Enter(gate.Priority{Tier: gate.T0, Cohort: 60000})

	if !low || high || !buyer || !other {
		t.Fatalf("low %v, high %v, buyer %v, other tier %v", low, high, buyer, other)
	}
}

func TestRaisedLimitLetsWaitersIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := gate.New(gate.Options{Slots: 1})
		g.Enter(gate.Priority{})
		var in sync.WaitGroup
		for range 3 {
			in.Go(func() {
				if !g.Enter(gate.Priority{}) {
					t.Error("sent away")
				}
			})
		}
		synctest.Wait()

		g.SetLimit(4)

		in.Wait()
		g.SetLimit(2)
		for range 4 {
			g.Leave()
		}
		if s := g.Stats(); s.Running != 0 || s.Limit != 2 {
			t.Fatalf("stats %+v", s)
		}
	})
}

func TestStandingQueueIsTheLeastWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := gate.New(gate.Options{Slots: 1})
		serve := func(n int) { // n at once, each computing for 10 ms
			var all sync.WaitGroup
			for range n {
				all.Go(func() {
					if g.Enter(gate.Priority{}) {
						time.Sleep(10 * time.Millisecond)
						g.Leave()
					}
				})
			}
			all.Wait()
		}

		serve(5) // a burst that drains within a window
		burst := g.Stats().Standing
		g.Enter(gate.Priority{})
		time.AfterFunc(100*time.Millisecond, g.Leave)
		serve(20) // everybody waits
		standing := g.Stats().Standing

		if burst != 0 || standing < 50*time.Millisecond {
			t.Fatalf("burst %v, standing queue %v", burst, standing)
		}
	})
}
