package backup_test

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/backup"
	"holdfast/db/dbtest"
)

var monday = time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)

func TestAKeeperKeepsToItsPlan(t *testing.T) {
	each(t, func(t *testing.T, from place, _ backup.Shop) {
		var passed atomic.Int64
		now := func() time.Time { return monday.Add(time.Duration(passed.Load())) }
		dir := t.TempDir()
		plan := backup.Plan{Dir: dir, Every: 24 * time.Hour, Keep: backup.Keep{Days: 2}}
		k := backup.NewKeeper(from.db, from.shop, plan, now, slog.New(slog.DiscardHandler))
		t.Cleanup(k.Close)
		foreign := filepath.Join(dir, "my own.tar.zst")
		if err := os.WriteFile(foreign, nil, 0o600); err != nil {
			t.Fatal(err)
		}

		dbtest.Start(t, from.db) // which looks whether one is due
		last(t, k, backup.Done)
		for range 3 {
			passed.Add(int64(24 * time.Hour))
			if err := k.Begin(t.Context(), "ann@shop.example"); err != nil {
				t.Fatal(err)
			}
			last(t, k, backup.Done)
		}

		runs, err := k.Runs(t.Context(), 10)
		if err != nil || len(runs) != 4 || runs[0].AskedBy != "ann@shop.example" || runs[3].AskedBy != backup.BySchedule || runs[0].Bytes == 0 {
			t.Fatalf("runs %+v, %v", runs, err)
		}
		waitFor(t, "two of them are removed", func() bool {
			files, _ := filepath.Glob(filepath.Join(dir, "shop-*"))
			return len(files) == 2
		})
		if _, err := os.Stat(foreign); err != nil {
			t.Error(err)
		}
		waitFor(t, "they are said to be", func() bool {
			runs, _ = k.Runs(t.Context(), 10)
			return runs[3].RemovedAt != nil && runs[2].RemovedAt != nil && runs[1].RemovedAt == nil && runs[0].RemovedAt == nil
		})
		h, err := k.Health(t.Context())
		if err != nil || !h.Last.Equal(now()) || h.Failed || h.Late {
			t.Errorf("health %+v, %v", h, err)
		}
		passed.Add(int64(49 * time.Hour))
		if h, _ := k.Health(t.Context()); !h.Late {
			t.Error("two days without one are not late")
		}
	})
}

func TestABackupThatFailsRemovesNoneAndSaysWhy(t *testing.T) {
	each(t, func(t *testing.T, from place, _ backup.Shop) {
		dir := filepath.Join(t.TempDir(), "backups")
		if err := os.MkdirAll(dir, 0o750); err != nil {
			t.Fatal(err)
		}
		old := filepath.Join(dir, "shop-20200101T000000Z.tar.zst")
		older := filepath.Join(dir, "shop-20190101T000000Z.tar.zst")
		if err := errors.Join(os.WriteFile(old, nil, 0o600), os.WriteFile(older, nil, 0o600)); err != nil {
			t.Fatal(err)
		}
		broken := from.shop
		broken.Figures = []db.Figure{{Name: "test: no such table", SQL: "SELECT count(*) FROM test_nothing"}}
		k := backup.NewKeeper(from.db, broken, backup.Plan{Dir: dir, Keep: backup.Keep{Days: 1}}, time.Now, slog.New(slog.DiscardHandler))
		t.Cleanup(k.Close)

		if err := k.Begin(t.Context(), "ann@shop.example"); err != nil {
			t.Fatal(err)
		}
		run := last(t, k, backup.Failed)

		if run.Fault == "" || run.EndedAt == nil {
			t.Errorf("%+v", run)
		}
		if entries, err := os.ReadDir(dir); err != nil || len(entries) != 2 {
			t.Errorf("there are %v, %v; want the two of before", entries, err)
		}
		if h, err := k.Health(t.Context()); err != nil || !h.Failed || h.Fault == "" {
			t.Errorf("health %+v, %v", h, err)
		}
	})
}

func TestOneBackupIsMadeAtATimeByAllProcesses(t *testing.T) {
	each(t, func(t *testing.T, from place, _ backup.Shop) {
		quiet := slog.New(slog.DiscardHandler)
		now := time.Now()
		one := backup.NewKeeper(from.db, from.shop, backup.Plan{Dir: t.TempDir(), Keep: backup.Keep{Days: 1}}, time.Now, quiet)
		t.Cleanup(one.Close)
		hanging := func(ago time.Duration) {
			from.write(t, "DELETE FROM db_backups")
			err := backup.Note(t.Context(), from.db, backup.Run{ID: db.NewID(), AskedBy: "another", State: backup.Running,
				BegunAt: now.Add(-time.Hour), SeenAt: now.Add(-ago)})
			if err != nil {
				t.Fatal(err)
			}
		}

		hanging(time.Second)
		if err := one.Begin(t.Context(), "ann@shop.example"); !errors.Is(err, backup.ErrRunning) {
			t.Errorf("beside another: got %v, want ErrRunning", err)
		}
		hanging(10 * time.Minute)
		if runs, err := one.Runs(t.Context(), 1); err != nil || runs[0].State != backup.Failed {
			t.Errorf("one that is silent: %+v, %v", runs, err)
		}
		if err := one.Begin(t.Context(), "ann@shop.example"); err != nil {
			t.Errorf("beside one that is silent: %v", err)
		}
		last(t, one, backup.Done)
	})
}

// last waits until the last run is over, which is to end in a state.
func last(t *testing.T, k *backup.Keeper, want string) (run backup.Run) {
	t.Helper()
	waitFor(t, "a backup is over", func() bool {
		runs, err := k.Runs(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		if len(runs) > 0 {
			run = runs[0]
		}
		return len(runs) > 0 && run.State != backup.Running
	})
	if run.State != want {
		t.Fatalf("it is %s, want %s: %s", run.State, want, run.Fault)
	}
	return run
}

func waitFor(t *testing.T, what string, is func() bool) {
	t.Helper()
	late := time.After(30 * time.Second)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !is() {
		select {
		case <-late:
			t.Fatalf("not within half a minute: %s", what)
		case <-tick.C:
		}
	}
}
