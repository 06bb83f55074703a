package db_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
)

type shipSighted struct{ Name string }

func (shipSighted) EventName() string { return "test.sighted" }

type greet struct{ Name string }

func (greet) JobName() string { return "test.greet" }

// heard collects what listeners were told.
type heard struct {
	mu    sync.Mutex
	lines []string
}

func (h *heard) add(line string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.lines = append(h.lines, line)
}

func (h *heard) want(t *testing.T, want ...string) {
	t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	slices.Sort(h.lines)
	if !slices.Equal(h.lines, want) {
		t.Errorf("heard %q, want %q", h.lines, want)
	}
}

func TestEachListenerHearsAnEventOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var h heard
		for _, who := range []string{"keeper", "pilot"} {
			db.Listen(d, who, func(_ context.Context, e shipSighted) error { h.add(who + " " + e.Name); return nil })
		}
		db.Work(d, func(_ context.Context, j greet) error { h.add("greet " + j.Name); return nil })
		dbtest.Start(t, d)

		publish(t, d, nil)
		dbtest.Idle(t, d)
		h.want(t, "greet Asgard II", "keeper Asgard II", "pilot Asgard II")
	})
}

func TestNothingIsHeardOfATransactionThatWasUndone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var h heard
		db.Listen(d, "keeper", func(_ context.Context, e shipSighted) error { h.add(e.Name); return nil })
		db.Work(d, func(context.Context, greet) error { h.add("greet"); return nil })
		dbtest.Start(t, d)

		publish(t, d, errRefused)
		dbtest.Idle(t, d)
		h.want(t)
	})
}

func publish(t *testing.T, d *db.DB, fail error) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		if err := tx.Publish(shipSighted{"Asgard II"}); err != nil {
			return err
		}
		if err := tx.Enqueue(greet{"Asgard II"}); err != nil {
			return err
		}
		return fail
	})
	if !errors.Is(err, fail) {
		t.Fatal(err)
	}
}

func TestASnapshotIsReadAgainAfterItsTagWasAnnounced(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		loads := 0
		s := db.NewSnapshot(d, func(context.Context) (int, error) { loads++; return loads, nil }, "zones")
		announce := func(tag string) {
			if err := d.Write(t.Context(), func(tx *db.Tx) error { tx.Announce(tag); return nil }); err != nil {
				t.Fatal(err)
			}
		}
		for _, step := range []struct {
			tag  string
			want int
		}{{"menus", 1}, {"menus", 1}, {"zones", 2}} {
			announce(step.tag)
			if got, err := s.Get(t.Context()); err != nil || got != step.want {
				t.Errorf("after %s: got %d, %v; want %d", step.tag, got, err, step.want)
			}
		}
	})
}

func TestAnotherProcessHearsAnAnnouncement(t *testing.T) {
	for name, options := range map[string]func(testing.TB) db.Options{"sqlite": dbtest.SQLiteOptions, "postgres": dbtest.PostgresOptions} {
		t.Run(name, func(t *testing.T) {
			o := options(t)
			serving, command := dbtest.Open(t, o), dbtest.Open(t, o)
			told := make(chan []string, 1)
			serving.OnAnnounce(func(tags []string) { told <- tags })
			dbtest.Start(t, serving)

			if err := command.Write(t.Context(), func(tx *db.Tx) error { tx.Announce("product:1", "list"); return nil }); err != nil {
				t.Fatal(err)
			}
			if tags := <-told; !slices.Equal(tags, []string{"product:1", "list"}) {
				t.Errorf("heard %q", tags)
			}
		})
	}
}
