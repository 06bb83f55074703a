// Bench measures the built shop as a machine of one core would run it: the shop
// (and its PostgreSQL) on one core, whoever asks on another.
//
//	CPU a request = what the kernel counted for the process ÷ requests answered
//
// CPU, not time on the clock, is what a shop pays for and what a busy machine
// does not blur. The cases take turns, round by round, so that what disturbs
// one disturbs all; medians are shown with the least and the most.
//
// Three parts: pages beside Fiber sending the same bytes, orders beside the
// same rows in bare SQL, and five times the load that the shop can serve.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

// plan is how much is measured.
type plan struct {
	short   bool
	rounds  int
	each    time.Duration // a case in a round
	orders  int           // a round and database
	load    time.Duration // of an overload
	only    string        // parts, with commas; empty: all
	on      string        // databases, with commas
	shop    string        // the built shop
	dir     string        // where everything is kept meanwhile
	bought  float64       // of the arrivals under overload
	times   float64       // of the capacity
	profile string        // where profiles go; empty: none are taken
}

func (p plan) has(part string) bool {
	return p.only == "" || slices.Contains(strings.Split(p.only, ","), part)
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) > 1 && os.Args[1] == "plain" {
		return servePlain() // until a signal ends it
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if len(os.Args) > 1 && os.Args[1] == "bare" {
		return writeBare(ctx, os.Args[2:])
	}
	p := readPlan()
	if os.Getenv(pinnedVariable) == "" && runtime.NumCPU() > 1 {
		return pinned(ctx)
	}
	return measure(ctx, p)
}

func readPlan() plan {
	var p plan
	flag.BoolVar(&p.short, "short", false, "only long enough to show that it works")
	flag.IntVar(&p.rounds, "rounds", 5, "rounds")
	flag.DurationVar(&p.each, "each", 2*time.Second, "how long a case is measured in a round")
	flag.IntVar(&p.orders, "orders", 2000, "orders in a round")
	flag.DurationVar(&p.load, "load", 20*time.Second, "how long an overload lasts")
	flag.StringVar(&p.only, "only", "", "parts: pages, orders, overload, start, import, search, signin")
	flag.StringVar(&p.on, "on", "SQLite,PostgreSQL", "databases")
	flag.StringVar(&p.shop, "shop", "", "the built shop (empty: build it)")
	flag.Float64Var(&p.bought, "bought", 0.01, "share of arrivals that buy, under overload")
	flag.Float64Var(&p.times, "times", 5, "the overload, in capacities")
	flag.StringVar(&p.profile, "profile", "", "a folder for CPU profiles, taken in runs of their own")
	flag.Parse()
	if p.short {
		p.rounds, p.each, p.orders, p.load = 1, 200*time.Millisecond, 100, 2*time.Second
	}
	return p
}

// pinnedVariable says that this is the generator, on a core of its own.
const pinnedVariable = "HOLDFAST_BENCH_PINNED"

// The cores: servers on one, whoever asks on the other.
const (
	serverCore    = "0"
	generatorCore = "1"
)

// pinned runs this program again on the generator's core.
func pinned(ctx context.Context) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "taskset", append([]string{"-c", generatorCore, self}, os.Args[1:]...)...)
	cmd.Env = append(os.Environ(), pinnedVariable+"=1")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	return cmd.Run()
}

// onServerCore is how a program is started on the servers' core.
func onServerCore(ctx context.Context, program string, args ...string) *exec.Cmd {
	if os.Getenv(pinnedVariable) == "" {
		return exec.CommandContext(ctx, program, args...)
	}
	return exec.CommandContext(ctx, "taskset", append([]string{"-c", serverCore, program}, args...)...)
}

func measure(ctx context.Context, p plan) (err error) {
	if p.dir, err = os.MkdirTemp("", "holdfast-bench-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(p.dir)) }()
	if p.shop == "" {
		p.shop = filepath.Join(p.dir, "holdfast")
		build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-tags", "timetzdata", "-ldflags=-s -w", "-o", p.shop, ".")
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("build the shop: %w: %s", err, out)
		}
	}
	describeMachine(p)
	b, err := openBench(ctx, p)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.close()) }()
	for _, part := range []struct {
		name string
		run  func(context.Context) error
	}{{"start", b.measureStart}, {"pages", b.measurePages}, {"orders", b.measureOrders}, {"overload", b.measureOverload}, {"import", b.measureImports}, {"search", b.measureSearch}, {"signin", b.measureSignIn}} {
		if !p.has(part.name) {
			continue
		}
		if err := part.run(ctx); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
	}
	return nil
}

func describeMachine(p plan) {
	cpu, _ := os.ReadFile("/proc/cpuinfo")
	_, model, _ := strings.Cut(string(cpu), "model name\t: ")
	model, _, _ = strings.Cut(model, "\n")
	load, _ := os.ReadFile("/proc/loadavg")
	fmt.Printf("%s, %s, %s; servers on core %s, generator on core %s; load before: %s",
		time.Now().UTC().Format("2006-01-02 15:04"), model, runtime.Version(), serverCore, generatorCore, load)
	if size, err := os.Stat(p.shop); err == nil {
		fmt.Printf("Binary: %.1f MB\n", float64(size.Size())/1e6)
	}
}
