package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// buyers is how many place orders at once.
const buyers = 16

// measureOrders places orders on each database, and writes the same rows by
// bare SQL, grouped in the same way.
func (b *bench) measureOrders(ctx context.Context) error {
	fmt.Printf("\n| orders | a second | server CPU µs | database µs | p50 ms | p99 ms | jobs after, µs |\n|---|---|---|---|---|---|---|\n")
	var own, bare []*pageCase
	after := map[string][]float64{}
	for _, s := range b.shops {
		own = append(own, &pageCase{name: s.name + ", through HTTP"})
		bare = append(bare, &pageCase{name: s.name + ", bare SQL"})
	}
	for range b.plan.rounds {
		for i, s := range b.shops {
			r, rest, err := b.placeOrders(ctx, s)
			if err != nil {
				return err
			}
			own[i].rounds = append(own[i].rounds, r)
			after[own[i].name] = append(after[own[i].name], rest)
			if r, err = b.runBare(ctx, s); err != nil {
				return err
			}
			bare[i].rounds = append(bare[i].rounds, r)
		}
	}
	for i := range b.shops {
		for _, c := range []*pageCase{own[i], bare[i]} {
			fmt.Printf("| %s | %s | %s | %s | %s | %s | %s |\n", c.name,
				spread(c.rounds, 0, func(r result) float64 { return r.perSec }),
				spread(c.rounds, 0, func(r result) float64 { return r.cpu }),
				spread(c.rounds, 0, func(r result) float64 { return r.database }),
				spread(c.rounds, 1, func(r result) float64 { return r.p50.Seconds() * 1e3 }),
				spread(c.rounds, 1, func(r result) float64 { return r.p99.Seconds() * 1e3 }),
				spread(after[c.name], 0, func(v float64) float64 { return v }))
		}
	}
	b.printMemory()
	return b.profileOrders(ctx)
}

// placeOrders places the orders of a crowd that has seen its checkout, and
// returns besides what the jobs that follow cost, µs an order.
func (b *bench) placeOrders(ctx context.Context, s *shopOn) (result, float64, error) {
	all, err := crowd(s.addr, b.skus, b.plan.orders, true)
	if err != nil {
		return result{}, 0, err
	}
	if err := s.db.Idle(ctx); err != nil {
		return result{}, 0, err
	}
	cpu, database := s.cpu(), s.kin.cpu()
	r, err := place(s.process, all)
	if err != nil {
		return r, 0, err
	}
	placed := s.cpu()
	r.cpu, r.database = each(placed-cpu, r.answered), each(s.kin.cpu()-database, r.answered)
	if err := s.db.Idle(ctx); err != nil {
		return r, 0, err
	}
	return r, each(s.cpu()-placed, r.answered), nil
}

// place places everybody's order, as many at once as there are buyers.
func place(s *process, all []*shopper) (result, error) {
	requests := make([][]byte, len(all))
	for i, one := range all {
		requests[i] = one.order()
	}
	took := make([]time.Duration, len(all))
	faults := make([]error, buyers)
	var next atomic.Int64
	var wg sync.WaitGroup
	began := time.Now()
	for w := range buyers {
		wg.Go(func() {
			c, err := dial(s.addr)
			if err != nil {
				faults[w] = err
				return
			}
			defer c.close()
			for i := next.Add(1) - 1; int(i) < len(all); i = next.Add(1) - 1 {
				at := time.Now()
				a, err := c.ask(requests[i])
				took[i] = time.Since(at)
				if err == nil && !placed(a) {
					err = fmt.Errorf("no order: %d, to %q", a.status, a.location)
				}
				if err != nil {
					faults[w] = err
					return
				}
			}
		})
	}
	wg.Wait()
	return summary(took, time.Since(began)), errors.Join(faults...)
}

// runBare writes as many orders by bare SQL, in a process of its own.
func (b *bench) runBare(ctx context.Context, s *shopOn) (result, error) {
	self, err := os.Executable()
	if err != nil {
		return result{}, err
	}
	if err := b.openBare(ctx, s); err != nil {
		return result{}, err
	}
	database := s.kin.cpu()
	cmd := onServerCore(ctx, self, append([]string{"bare", strconv.Itoa(b.plan.orders)}, b.bareSource(s)...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return result{}, fmt.Errorf("bare SQL on %s: %w", s.name, err)
	}
	var r result
	var p50, p99 int64
	if _, err := fmt.Sscan(string(out), &r.answered, &r.perSec, &r.cpu, &p50, &p99); err != nil {
		return r, fmt.Errorf("bare SQL said %q: %w", out, err)
	}
	r.p50, r.p99 = time.Duration(p50), time.Duration(p99)
	r.database = each(s.kin.cpu()-database, r.answered)
	return r, nil
}

// profileOrders keeps a CPU profile of placing orders.
func (b *bench) profileOrders(ctx context.Context) error {
	if b.plan.profile == "" {
		return nil
	}
	for _, s := range b.shops {
		all, err := crowd(s.addr, b.skus, b.plan.orders*3, true)
		if err != nil {
			return err
		}
		err = b.profiled(ctx, s.process, s.name+"-order", func(time.Duration) error {
			time.Sleep(100 * time.Millisecond) // until the profile has begun
			_, err := place(s.process, all)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// fetch writes what an address answers into a file.
func fetch(ctx context.Context, address, file string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, res.Body)
	return errors.Join(err, out.Close())
}

// bareSource is what the bare writer is told about its database.
func (b *bench) bareSource(s *shopOn) []string {
	i := slices.IndexFunc(s.own, func(v string) bool { return strings.HasPrefix(v, "HOLDFAST_DATABASE_URL=") })
	if i >= 0 {
		return []string{"PostgreSQL", b.postgres.URL("bare")}
	}
	return []string{"SQLite", b.plan.dir + "/bare-SQLite"}
}
