package main

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// result is what a case did in one round.
type result struct {
	answered int
	perSec   float64
	cpu      float64 // of the server, µs a request
	database float64 // of the database's own processes, µs a request
	p50, p99 time.Duration
	size     int // of an answer, as sent
}

// browsers is how many ask at once, each as soon as it was answered.
const browsers = 8

// closed asks next's requests from all browsers until the time is over. wanted
// is the status that each answer must have.
func closed(s *process, kin family, clients int, lasting time.Duration, wanted int, next func() []byte) (result, error) {
	took := make([][]time.Duration, clients)
	faults := make([]error, clients)
	var size atomic.Int64
	cpu, database, began := s.cpu(), kin.cpu(), time.Now()
	end := began.Add(lasting)
	var wg sync.WaitGroup
	for i := range clients {
		wg.Go(func() {
			c, err := dial(s.addr)
			if err != nil {
				faults[i] = err
				return
			}
			defer c.close()
			for at := time.Now(); at.Before(end); {
				a, err := c.ask(next())
				if err == nil && a.status != wanted {
					err = fmt.Errorf("%d instead of %d: %.300s", a.status, wanted, a.body)
				}
				if err != nil {
					faults[i] = err
					return
				}
				size.Store(int64(a.size))
				now := time.Now()
				took[i] = append(took[i], now.Sub(at))
				at = now
			}
		})
	}
	wg.Wait()
	for _, err := range faults {
		if err != nil {
			return result{}, err
		}
	}
	r := summary(slices.Concat(took...), time.Since(began))
	r.cpu, r.database = each(s.cpu()-cpu, r.answered), each(kin.cpu()-database, r.answered)
	r.size = int(size.Load())
	return r, nil
}

func summary(took []time.Duration, lasted time.Duration) result {
	slices.Sort(took)
	r := result{answered: len(took), perSec: float64(len(took)) / lasted.Seconds()}
	if len(took) > 0 {
		r.p50, r.p99 = took[len(took)/2], took[len(took)*99/100]
	}
	return r
}

func each(spent time.Duration, n int) float64 {
	return float64(spent.Nanoseconds()) / 1e3 / float64(max(n, 1))
}

// arrival is somebody who comes at an instant, whoever else is still waiting.
type arrival struct {
	at   time.Time
	what func(*client) error
	done func(late time.Duration, err error) // how long after at, and how it went
}

// connections bounds how many are open at once; who comes then waits in the
// generator, and that counts as waiting.
const connections = 1024

// open sends arrivals at their times, each on a connection that nobody uses.
func open(addr string, arrivals []arrival) {
	queue := make(chan arrival, len(arrivals))
	var idle atomic.Int64
	var wg sync.WaitGroup
	worker := func() {
		var c *client
		defer func() {
			if c != nil {
				c.close()
			}
		}()
		for {
			idle.Add(1)
			a, ok := <-queue
			idle.Add(-1)
			if !ok {
				return
			}
			c = serveArrival(addr, c, a)
		}
	}
	started := 0
	for _, a := range arrivals {
		if wait := time.Until(a.at); wait > 0 {
			time.Sleep(wait)
		}
		queue <- a
		if int(idle.Load()) < len(queue) && started < connections {
			started++
			wg.Go(worker)
		}
	}
	close(queue)
	wg.Wait()
}

func serveArrival(addr string, c *client, a arrival) *client {
	var err error
	if c == nil {
		c, err = dial(addr)
	}
	if err == nil {
		err = a.what(c)
	}
	a.done(time.Since(a.at), err)
	if c != nil && err != nil && err != errBusy {
		c.close()
		return nil
	}
	return c
}

// schedule spreads n arrivals over a time at random, as independent people come.
func schedule(n int, begin time.Time, lasting time.Duration) []time.Time {
	times := make([]time.Time, n)
	for i := range times {
		times[i] = begin.Add(time.Duration(rand.Int64N(int64(lasting))))
	}
	slices.SortFunc(times, func(a, b time.Time) int { return a.Compare(b) })
	return times
}

// median returns the middle of values, and the least and the most.
func median[T cmp.Ordered](values []T) (middle, least, most T) {
	if len(values) == 0 {
		return middle, least, most
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2], sorted[0], sorted[len(sorted)-1]
}
