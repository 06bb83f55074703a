package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"
)

// errBusy says that the gate sent somebody away.
var errBusy = errors.New("sent away")

// inTime is how long a shopper may wait for what counts as answered.
const inTime = time.Second

// tally is how one kind of arrivals went.
type tally struct {
	mu                       sync.Mutex
	came, good, away, failed int
	took                     []time.Duration // of those that were answered, late or not
	why                      error           // the first failure
}

func (t *tally) note(late time.Duration, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.came++
	switch {
	case errors.Is(err, errBusy):
		t.away++
	case err != nil:
		t.failed++
		if t.why == nil {
			t.why = err
		}
	default:
		t.took = append(t.took, late)
		if late <= inTime {
			t.good++
		}
	}
}

// mix is what shoppers with a cart look at: 6 in 10 a product, 25 a category,
// 15 a search.
func (b *bench) mix(sessions []*shopper) func() []byte {
	var requests [][]byte
	for i := range 2000 {
		cookies := sessions[i%len(sessions)].cookies()
		switch draw := rand.IntN(100); {
		case draw < 60:
			requests = append(requests, get("/products/"+b.slugs[rand.IntN(len(b.slugs))], cookies))
		case draw < 85:
			requests = append(requests, get("/categories/"+[]string{"kitchen", "table", "house", "wear"}[i%4], cookies))
		default:
			requests = append(requests, get("/search?q="+[]string{"mug", "wool", "tea", "oak"}[i%4], cookies))
		}
	}
	var at atomic.Int64
	return func() []byte { return requests[int(at.Add(1))%len(requests)] }
}

// measureOverload offers a multiple of what the shop can serve, with the gate
// and without it, and half of it for comparison.
func (b *bench) measureOverload(ctx context.Context) error {
	fmt.Printf("\n| shop | gate | offered a second | orders placed in 1 s | orders p50, p99 ms | pages in 1 s | pages a second | sent away | failed | well again after | share of the core: shop's, database's, neighbours' while the shop could run |\n" +
		"|---|---|---|---|---|---|---|---|---|---|---|\n")
	for _, s := range b.shops {
		sessions, err := crowd(s.addr, b.skus, 50, false)
		if err != nil {
			return err
		}
		if _, err := closed(s.process, s.kin, browsers, b.plan.each/4, 200, b.mix(sessions)); err != nil {
			return err
		}
		var capacities []float64
		for range 3 {
			r, err := closed(s.process, s.kin, browsers, b.plan.each, 200, b.mix(sessions))
			if err != nil {
				return err
			}
			capacities = append(capacities, r.perSec)
		}
		capacity, _, _ := median(capacities)
		for _, offered := range []float64{0.5, b.plan.times} {
			if err := b.overload(ctx, s, "on", capacity, offered, sessions); err != nil {
				return err
			}
		}
		if err := b.ungated(ctx, s, capacity); err != nil {
			return err
		}
	}
	return nil
}

// ungated does the same to a shop that admits everybody, on the same data.
func (b *bench) ungated(ctx context.Context, s *shopOn, capacity float64) error {
	if err := s.stop(); err != nil {
		return err
	}
	again, err := startShop(ctx, b.plan, "ungated-"+s.name, append(s.own, "HOLDFAST_GATE=off")...)
	if err != nil {
		return err
	}
	s.process = again
	sessions, err := crowd(again.addr, b.skus, 50, false)
	if err != nil {
		return err
	}
	return b.overload(ctx, s, "off", capacity, b.plan.times, sessions)
}

func (b *bench) overload(ctx context.Context, s *shopOn, gate string, capacity, times float64, sessions []*shopper) error {
	total := int(capacity * times * b.plan.load.Seconds())
	buying := max(20, int(float64(total)*b.plan.bought))
	shoppers, err := crowd(s.addr, b.skus, buying, false)
	if err != nil {
		return err
	}
	time.Sleep(time.Second) // until nothing is left to do
	begin := time.Now().Add(100 * time.Millisecond)
	next := b.mix(sessions)
	var pages, orders tally
	var arrivals []arrival
	for i, at := range schedule(total, begin, b.plan.load) {
		if left := total - i; rand.IntN(left) < len(shoppers) {
			who := shoppers[0]
			shoppers = shoppers[1:]
			arrivals = append(arrivals, arrival{at, who.buy, orders.note})
			continue
		}
		arrivals = append(arrivals, arrival{at, func(c *client) error { return look(c, next()) }, pages.note})
	}
	cpu, database, delayed, began := s.cpu(), s.kin.cpu(), s.delayed(), time.Now()
	open(s.addr, arrivals)
	share := func(spent time.Duration) float64 { return 100 * spent.Seconds() / time.Since(began).Seconds() }
	busy := fmt.Sprintf("%.0f %%, %.0f %%, %.0f %%", share(s.cpu()-cpu), share(s.kin.cpu()-database), share(s.delayed()-delayed))
	again := recovery(s.addr, next)
	printOverload(s.name, gate, busy, float64(total)/b.plan.load.Seconds(), times, &pages, &orders, b.plan.load, again)
	return ctx.Err()
}

// buy looks at the checkout and places the order, without hesitating.
func (s *shopper) buy(c *client) error {
	a, err := c.ask(request("GET", "/checkout", s.cookies(), "", ""))
	if err != nil {
		return err
	}
	if a.status == 503 {
		return errBusy
	}
	if err := s.read(a); err != nil {
		return err
	}
	a, err = c.ask(s.order())
	switch {
	case err != nil:
		return err
	case a.status == 503:
		return errBusy
	case !placed(a):
		return fmt.Errorf("no order: %d, to %q", a.status, a.location)
	}
	return nil
}

func look(c *client, request []byte) error {
	a, err := c.ask(request)
	switch {
	case err != nil:
		return err
	case a.status == 503:
		return errBusy
	case a.status != 200:
		return fmt.Errorf("page: %d", a.status)
	}
	return nil
}

// recovery is how long after an overload pages take a twentieth of a second
// again, three times in a row.
func recovery(addr string, next func() []byte) time.Duration {
	began := time.Now()
	well := began
	for fine := 0; fine < 3 && time.Since(began) < patience; time.Sleep(10 * time.Millisecond) {
		c, err := dial(addr)
		if err == nil {
			at := time.Now()
			err = look(c, next())
			c.close()
			if err == nil && time.Since(at) < inTime/20 {
				if fine++; fine == 1 {
					well = at
				}
				continue
			}
		}
		fine, well = 0, time.Now()
	}
	return well.Sub(began)
}

func printOverload(name, gate, busy string, offered, times float64, pages, orders *tally, lasting, again time.Duration) {
	share := func(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }
	bought := summary(orders.took, lasting)
	fmt.Printf("| %s | %s | %.0f (%.1f×) | **%.1f %%** of %d | %.0f, %.0f | %.1f %% | %.0f | %.1f %% of pages, %d orders | %d pages, %d orders | %.2f s | %s |\n",
		name, gate, offered, times, share(orders.good, orders.came), orders.came, bought.p50.Seconds()*1e3, bought.p99.Seconds()*1e3,
		share(pages.good, pages.came), float64(pages.good)/lasting.Seconds(), share(pages.away, pages.came), orders.away, pages.failed, orders.failed, again.Seconds(), busy)
	for _, t := range []*tally{pages, orders} {
		if t.why != nil {
			fmt.Println("  the first failure:", t.why)
		}
	}
}
