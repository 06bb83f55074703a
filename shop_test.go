package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"holdfast/db/dbtest/servers"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/sku"
)

// asProgram makes this test program be the shop's program, so that tests can
// start it, and kill it, as a process of its own.
const asProgram = "HOLDFAST_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		signal.Ignore(syscall.SIGXFSZ) // so that tests can fill its disk
		main()
		return
	}
	code := m.Run()
	if dir, err := demoDir(); err == nil {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

// openShop is a shop that is open for a test, wired as the program wires it.
type openShop struct {
	*app
	url        string
	logs       *logged
	statements *atomic.Int64 // read so far
}

// settings are environment variables without HOLDFAST_.
type settings map[string]string

func (s settings) get(name string) string { return s[strings.TrimPrefix(name, "HOLDFAST_")] }

// onBoth runs test in a filled shop on SQLite and on PostgreSQL.
func onBoth(t *testing.T, test func(t *testing.T, s *openShop)) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); test(t, open(t, nil)) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); test(t, open(t, onPostgres(t))) })
}

// onPostgres is the setting of a filled database of the test's own.
func onPostgres(t testing.TB) settings {
	return settings{"DATABASE_URL": servers.PostgresFrom(t, "demo", func(url string) error {
		dir, err := demoDir()
		if err != nil {
			return err
		}
		return fill(dir, settings{"DATABASE_URL": url})
	})}
}

// filled returns a data directory with the demo's catalogue in it.
func filled(t testing.TB) string {
	t.Helper()
	template, err := demoDir()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, name := range []string{"shop.db", "secret.key"} {
		content, err := os.ReadFile(filepath.Join(template, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), content, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(template, "media"), filepath.Join(dir, "media")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// demoDir is a data directory with the demo's catalogue, filled once a process.
var demoDir = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "holdfast-demo-")
	if err != nil {
		return "", err
	}
	return dir, fill(dir, settings{})
})

func fill(dir string, with settings) error {
	ctx := context.Background()
	with["DATA_DIR"] = dir
	c, _, err := readConfig(nil, with.get, io.Discard)
	if err != nil {
		return err
	}
	a, err := wire(ctx, c, io.Discard)
	if err != nil {
		return err
	}
	err = errors.Join(a.fillDemo(ctx), a.db.Start(ctx))
	if err == nil { // so that each test's shop begins at rest
		err = errors.Join(a.db.Idle(ctx), a.stopJobs())
	}
	return errors.Join(err, a.close())
}

// open opens a filled shop until t ends.
func open(t testing.TB, with settings) *openShop {
	t.Helper()
	return openIn(t, filled(t), with)
}

// openIn opens the shop whose data is in dir until t ends.
func openIn(t testing.TB, dir string, with settings) *openShop {
	t.Helper()
	all := settings{"ADDR": "127.0.0.1:0", "DATA_DIR": dir}
	for name, value := range with {
		all[name] = value
	}
	logs := &logged{}
	c, _, err := readConfig([]string{"--ops-addr="}, all.get, logs)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	a, err := wire(ctx, c, logs)
	if err != nil {
		stop()
		t.Fatal(err)
	}
	count := statements(t, a.db)
	server, closeStorage, err := a.makeServer(ctx)
	if err != nil {
		stop()
		t.Fatal(err, a.close())
	}
	if err := errors.Join(a.db.Start(ctx), server.Listen(ctx)); err != nil {
		stop()
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- errors.Join(server.Run(ctx), a.stopJobs()) }()
	t.Cleanup(func() {
		stop()
		for _, err := range []error{<-ended, closeStorage(), a.close()} {
			if err != nil {
				t.Errorf("close the shop: %v", err)
			}
		}
	})
	return &openShop{app: a, url: "http://" + server.Addr(), logs: logs, statements: count}
}

// idle waits until every event has been heard and every due job is done.
func (s *openShop) idle(t testing.TB) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if err := s.db.Idle(ctx); err != nil {
		t.Fatal(err)
	}
}

// logged is a writer that many write to.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// count makes the shelf hold units of a SKU.
func (s *openShop) count(t testing.TB, each sku.SKU, units int) {
	t.Helper()
	if _, err := s.inventory.SetOnHand(t.Context(), "counted", "test", inventory.Count{SKU: each, Tracked: true, OnHand: units}); err != nil {
		t.Fatal(err)
	}
}

// held is how many units of a SKU are held for orders; the stock ledger agrees.
func (s *openShop) held(t testing.TB, each sku.SKU) int {
	t.Helper()
	wrong, err := s.inventory.Audit(t.Context())
	if err != nil || len(wrong) > 0 {
		t.Fatalf("stock that its ledger does not explain: %v, %v", wrong, err)
	}
	levels, err := s.inventory.Levels(t.Context(), []sku.SKU{each})
	if err != nil {
		t.Fatal(err)
	}
	return levels[each].Reserved + levels[each].Allocated
}
