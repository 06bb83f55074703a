package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// pageCase is one kind of answer.
type pageCase struct {
	name   string
	server *process
	kin    family
	status int
	next   func() []byte

	rounds []result
}

// shownPages are the pages that are asked for.
func (b *bench) shownPages() []struct{ name, path string } {
	return []struct{ name, path string }{
		{"home", "/"}, {"category", "/categories/kitchen"}, {"product", "/products/" + b.slugs[len(b.slugs)/2]}, {"search", "/search?q=mug"},
	}
}

// measurePages compares pages from the cache with Fiber sending the same bytes,
// and shows what they cost when they are made for a session.
func (b *bench) measurePages(ctx context.Context) error {
	plain, err := b.plainPages(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = plain.stop() }()
	shut, err := startShop(ctx, b.plan, "shut", append(b.shops[0].own, "HOLDFAST_GATE=shut")...)
	if err != nil {
		return err
	}
	defer func() { _ = shut.stop() }()
	cases := []*pageCase{{name: "Fiber, smallest answer", server: plain, status: 200, next: always(get("/small", ""))},
		{name: "rejection", server: shut, status: 503, next: always(get("/cart", "cart=x"))}}
	for _, page := range b.shownPages() {
		cases = append(cases,
			&pageCase{name: "Fiber, same bytes: " + page.name, server: plain, status: 200, next: always(get("/same/"+page.name, ""))},
			&pageCase{name: "from the cache: " + page.name, server: b.shops[0].process, status: 200, next: always(get(page.path, ""))})
	}
	for _, s := range b.shops {
		more, err := b.sessionCases(s)
		if err != nil {
			return err
		}
		cases = append(cases, more...)
	}
	for round := range b.plan.rounds + 1 { // the first one only warms up
		for _, c := range cases {
			lasting := b.plan.each
			if round == 0 {
				lasting = 200 * time.Millisecond
			}
			r, err := closed(c.server, c.kin, browsers, lasting, c.status, c.next)
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			if round > 0 {
				c.rounds = append(c.rounds, r)
			}
		}
	}
	printPages(cases)
	b.printMemory()
	return b.profilePages(ctx)
}

func always(request []byte) func() []byte { return func() []byte { return request } }

func (b *bench) plainPages(ctx context.Context) (*process, error) {
	var pages []copied
	for _, page := range b.shownPages() {
		p, err := copyPage(b.shops[0].addr, page.path, "/same/"+page.name)
		if err != nil {
			return nil, err
		}
		pages = append(pages, p)
	}
	return startPlain(ctx, b.plan, pages)
}

// sessionCases are the pages of somebody with a cart.
func (b *bench) sessionCases(s *shopOn) (cases []*pageCase, err error) {
	someone, err := crowd(s.addr, b.skus, 1, true)
	if err != nil {
		return nil, err
	}
	cookies := someone[0].cookies()
	add := func(name string, request []byte) {
		cases = append(cases, &pageCase{name: s.name + ", for a session: " + name, server: s.process, kin: s.kin, status: 200, next: always(request)})
	}
	for _, page := range b.shownPages() {
		add(page.name, get(page.path, cookies))
		if page.name == "product" {
			add("product, not packed", request("GET", page.path, cookies, "", ""))
		}
	}
	add("cart", get("/cart", cookies))
	add("checkout", get("/checkout", cookies))
	return cases, nil
}

func printPages(cases []*pageCase) {
	fmt.Printf("\n| page | server CPU µs | database µs | p50 ms | p99 ms | a second | bytes |\n|---|---|---|---|---|---|---|\n")
	for _, c := range cases {
		fmt.Printf("| %s | %s | %s | %s | %s | %s | %d |\n", c.name,
			spread(c.rounds, 1, func(r result) float64 { return r.cpu }),
			spread(c.rounds, 0, func(r result) float64 { return r.database }),
			spread(c.rounds, 2, func(r result) float64 { return r.p50.Seconds() * 1e3 }),
			spread(c.rounds, 2, func(r result) float64 { return r.p99.Seconds() * 1e3 }),
			spread(c.rounds, 0, func(r result) float64 { return r.perSec }), c.rounds[0].size)
	}
}

// spread is a figure's median, with the least and the most of the rounds.
func spread[R any](rounds []R, digits int, figure func(R) float64) string {
	values := make([]float64, len(rounds))
	for i, r := range rounds {
		values[i] = figure(r)
	}
	middle, least, most := median(values)
	if most == 0 {
		return "–"
	}
	if len(values) == 1 {
		return fmt.Sprintf("%.*f", digits, middle)
	}
	return fmt.Sprintf("%.*f (%.*f–%.*f)", digits, middle, digits, least, digits, most)
}

func (b *bench) printMemory() {
	for _, s := range b.shops {
		peak, now := s.memory()
		fmt.Printf("Resident memory of the shop on %s: %.0f MB, %.0f MB at most\n", s.name, now, peak)
	}
}

// measureStart starts the shop on what is there already, again and again.
func (b *bench) measureStart(ctx context.Context) error {
	s := b.shops[0]
	var times []float64
	for range max(3, b.plan.rounds) {
		began := time.Now()
		again, err := startShop(ctx, b.plan, "again", s.own...)
		if err != nil {
			return err
		}
		times = append(times, time.Since(began).Seconds()*1e3)
		if err := again.stop(); err != nil {
			return err
		}
	}
	fmt.Printf("\nThe built shop's first answer, filled: %s ms\n", spread(times, 0, func(t float64) float64 { return t }))
	return nil
}

// profilePages keeps a CPU profile of a product page for a session.
func (b *bench) profilePages(ctx context.Context) error {
	if b.plan.profile == "" {
		return nil
	}
	var errs []error
	for _, s := range b.shops {
		cases, err := b.sessionCases(s)
		if err != nil {
			return err
		}
		for _, c := range cases {
			_, name, _ := strings.Cut(c.name, ": ")
			file := s.name + "-" + strings.ReplaceAll(strings.ReplaceAll(name, ",", ""), " ", "-")
			errs = append(errs, b.profiled(ctx, s.process, file, func(lasting time.Duration) error {
				_, err := closed(c.server, c.kin, browsers, lasting, c.status, c.next)
				return err
			}))
		}
	}
	return errors.Join(errs...)
}

// profiled runs load while the shop takes a profile of itself.
func (b *bench) profiled(ctx context.Context, s *process, name string, load func(time.Duration) error) error {
	const seconds = 5
	if err := os.MkdirAll(b.plan.profile, 0o755); err != nil {
		return err
	}
	taken := make(chan error, 1)
	go func() {
		taken <- fetch(ctx, fmt.Sprintf("http://%s/debug/pprof/profile?seconds=%d", s.ops, seconds), filepath.Join(b.plan.profile, name+".pprof"))
	}()
	return errors.Join(load((seconds+1)*time.Second), <-taken)
}
