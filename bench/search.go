package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"holdfast/db"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/search"
	"holdfast/modules/search/judged"
)

// sought is how many products are searched: DESIGN.md's budget is for these.
const sought = 20_000

// measureSearch fills a catalogue into each database and asks every judged
// query, in this process: what the module costs, without HTTP and pages.
func (b *bench) measureSearch(ctx context.Context) error {
	products, passes := judged.Catalogue(sought), 5
	queries := judged.Queries(products)
	if b.plan.short {
		products, passes = products[:1000], 1
	}
	fmt.Printf("\n## Search\n\n%d products; %d judged queries, %d times, one after the other.\n\n", len(products), len(queries), passes)
	fmt.Println("| | CPU to index | to read into memory | heap | p50 | p99 | CPU a search | its p50, p99, most | PostgreSQL's own | nDCG@10 |")
	fmt.Println("|---|---|---|---|---|---|---|---|---|---|")
	for _, s := range b.shops {
		if err := b.searchOn(ctx, s, judged.NewShop(products), queries, passes); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

// emptyDatabase returns a migrated database of the same kind as s has.
func (b *bench) emptyDatabase(ctx context.Context, s *shopOn, name string) (*db.DB, error) {
	options := db.Options{Dir: filepath.Join(b.plan.dir, name+"-"+s.name), Log: slog.New(slog.DiscardHandler)}
	if s.name == "PostgreSQL" {
		if err := b.create(ctx, name); err != nil {
			return nil, err
		}
		options.URL = b.postgres.URL(name)
	} else if err := os.MkdirAll(options.Dir, 0o700); err != nil {
		return nil, err
	}
	d, err := db.Open(ctx, options)
	if err != nil {
		return nil, err
	}
	return d, d.Migrate(ctx)
}

func (b *bench) searchOn(ctx context.Context, s *shopOn, stocked *judged.Shop, queries []judged.Query, passes int) (err error) {
	d, err := b.emptyDatabase(ctx, s, "sought")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	module := search.New(d, stocked, stocked, stocked, clock.System)
	begun := ownCPU()
	if err := module.Rebuild(ctx); err != nil {
		return err
	}
	indexed, heap, began := ownCPU()-begun, heapInUse(), ownCPU()
	if err := module.Warm(ctx); err != nil {
		return err
	}
	warmed, taken := ownCPU()-began, heapInUse()-heap
	quality, err := judged.Judge(stocked.Stocked, queries, func(text string) ([]int, error) { return placesOf(ctx, module, stocked, text) })
	if err != nil {
		return err
	}
	var took, used []time.Duration
	cpu, kin := ownCPU(), s.kin.cpu()
	for range passes {
		for _, q := range queries {
			begun, idle := time.Now(), ownCPU()
			if _, err := module.Find(ctx, search.Query{Text: q.Text, Facets: true}); err != nil {
				return err
			}
			took, used = append(took, time.Since(begun)), append(used, ownCPU()-idle)
		}
	}
	n := time.Duration(len(took))
	cpu, kin = (ownCPU()-cpu)/n, (s.kin.cpu()-kin)/n
	slices.Sort(took)
	slices.Sort(used)
	fmt.Printf("| %s | %.1f s | %.2f s | %d MB | %s | %s | %s | %s, %s, %s | %s | %.3f |\n", s.name, indexed.Seconds(), warmed.Seconds(), taken>>20,
		tenths(took[len(took)/2]), tenths(took[len(took)*99/100]), tenths(cpu), tenths(used[len(used)/2]), tenths(used[len(used)*99/100]),
		tenths(used[len(used)-1]), tenths(kin), quality.All)
	return nil
}

// placesOf returns the first ten that a text finds.
func placesOf(ctx context.Context, module *search.Service, stocked *judged.Shop, text string) ([]int, error) {
	found, err := module.Find(ctx, search.Query{Text: text, PerPage: 10})
	places := make([]int, len(found.Cards))
	for i, card := range found.Cards {
		places[i] = stocked.Place(card.Product)
	}
	return places, err
}

func heapInUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// ownCPU is what this process has used.
func ownCPU() time.Duration { return cpuOf(os.Getpid()) }

func tenths(d time.Duration) time.Duration { return d.Round(10 * time.Microsecond) }
