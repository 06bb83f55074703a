// Package dbtest opens fresh, migrated databases for tests: every module's
// tests run on both of those that the shop runs on.
package dbtest

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest/servers"
)

// poll is short, so that a test that waits for a job waits briefly.
const poll = 10 * time.Millisecond

// Each runs test on SQLite and on PostgreSQL, on an empty database with every
// module's schema.
func Each(t *testing.T, test func(t *testing.T, d *db.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t)) })
}

// SQLite returns an empty SQLite database with every module's schema.
func SQLite(t testing.TB) *db.DB {
	t.Helper()
	return Open(t, SQLiteOptions(t))
}

// SQLiteOptions returns the options of a migrated SQLite database in a
// directory of the test's own.
func SQLiteOptions(t testing.TB) db.Options {
	t.Helper()
	template, err := sqliteTemplate()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, db.File), template, 0o600); err != nil {
		t.Fatal(err)
	}
	return db.Options{Dir: dir, Poll: poll, Log: slog.New(slog.DiscardHandler)}
}

// Postgres returns an empty PostgreSQL database with every module's schema.
func Postgres(t testing.TB) *db.DB {
	t.Helper()
	return Open(t, PostgresOptions(t))
}

// PostgresOptions returns the options of a migrated PostgreSQL database of the
// test's own.
func PostgresOptions(t testing.TB) db.Options {
	t.Helper()
	url := servers.PostgresFrom(t, "migrated", func(url string) error {
		return migrate(db.Options{URL: url, Log: slog.New(slog.DiscardHandler)})
	})
	return db.Options{URL: url, Poll: poll, Log: slog.New(slog.DiscardHandler)}
}

// Open opens the database that options names, closed when t ends.
func Open(t testing.TB, options db.Options) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Errorf("close the database: %v", err)
		}
	})
	return d
}

// Start works jobs and delivers events until t ends.
func Start(t testing.TB, d *db.DB) {
	t.Helper()
	if err := d.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := d.Stop(ctx); err != nil {
			t.Errorf("stop the workers: %v", err)
		}
	})
}

// Idle waits until every event has been heard and every job that was due is done.
func Idle(t testing.TB, d *db.DB) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := d.Idle(ctx); err != nil {
		t.Fatal(err)
	}
}

// sqliteTemplate is the file of a migrated database, made once a process.
var sqliteTemplate = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "holdfast-template-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := migrate(db.Options{Dir: dir, Log: slog.New(slog.DiscardHandler)}); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, db.File))
})

// migrate migrates a database and closes it, which on SQLite leaves one file.
func migrate(options db.Options) error {
	d, err := db.Open(context.Background(), options)
	if err != nil {
		return fmt.Errorf("open the template: %w", err)
	}
	if err := d.Migrate(context.Background()); err != nil {
		_ = d.Close()
		return err
	}
	return d.Close()
}
