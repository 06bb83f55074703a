package servers

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
)

// shared is the one server of this test process; its guardian ends it.
var shared = sync.OnceValues(func() (*templates, error) {
	c, err := StartPostgres(context.Background(), Fast)
	return &templates{cluster: c, made: map[string]func() error{}}, err
})

// templates are the databases that others are cloned from, filled once a process.
type templates struct {
	cluster *Cluster
	clones  atomic.Int64
	mu      sync.Mutex
	made    map[string]func() error
}

// Postgres returns the address of an empty database that lives as long as the test.
func Postgres(t testing.TB) (url string) {
	t.Helper()
	return running(t).clone(t, "template0")
}

// PostgresFrom returns the address of a database that lives as long as the test,
// cloned from a template. The first call in a process that names the template
// makes it, by calling fill with its address; fill's connections are closed
// when it returns.
func PostgresFrom(t testing.TB, template string, fill func(url string) error) (url string) {
	t.Helper()
	s := running(t)
	if err := s.make(template, fill); err != nil {
		t.Fatalf("make the database template %s: %v", template, err)
	}
	return s.clone(t, template)
}

func running(t testing.TB) *templates {
	t.Helper()
	s, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *templates) make(template string, fill func(url string) error) error {
	s.mu.Lock()
	once, ok := s.made[template]
	if !ok {
		once = sync.OnceValue(func() error { return s.fill(template, fill) })
		s.made[template] = once
	}
	s.mu.Unlock()
	return once()
}

func (s *templates) fill(template string, fill func(url string) error) error {
	ctx := context.Background()
	if err := s.cluster.exec(ctx, fmt.Sprintf(`CREATE DATABASE %q TEMPLATE template0`, template)); err != nil {
		return err
	}
	if err := fill(s.cluster.URL(template)); err != nil {
		return err
	}
	// A database with a connection open cannot be cloned.
	if err := s.cluster.exec(ctx, fmt.Sprintf(`ALTER DATABASE %q ALLOW_CONNECTIONS false`, template)); err != nil {
		return err
	}
	return s.cluster.exec(ctx, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1`, template)
}

func (s *templates) clone(t testing.TB, template string) string {
	t.Helper()
	name := fmt.Sprintf("test_%d", s.clones.Add(1))
	// FILE_COPY copies a small database in half the time that logging it takes.
	err := s.cluster.exec(t.Context(), fmt.Sprintf(`CREATE DATABASE %q TEMPLATE %q STRATEGY FILE_COPY`, name, template))
	if err != nil {
		t.Fatalf("clone the database %s: %v", template, err)
	}
	t.Cleanup(func() {
		if err := s.cluster.exec(context.Background(), fmt.Sprintf(`DROP DATABASE %q WITH (FORCE)`, name)); err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
	})
	return s.cluster.URL(name)
}
