package backup_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/backup"
	"holdfast/db/dbtest"
	"holdfast/db/dbtest/servers"
)

// place is a shop's, for a test.
type place struct {
	shop backup.Shop
	db   *db.DB
}

// figures are pairs of an account that are always the same, and their sum.
var figures = []db.Figure{
	{Name: "test: sum", SQL: "SELECT coalesce(sum(minor), 0) FROM pricing_prices"},
	{Name: "test: halves", Nil: true, SQL: "SELECT count(*) - 2 * count(DISTINCT was_minor) FROM pricing_prices"},
}

// each runs test with a shop and an empty place of both kinds.
func each(t *testing.T, test func(t *testing.T, from place, to backup.Shop)) {
	t.Run("sqlite", func(t *testing.T) {
		o := dbtest.SQLiteOptions(t)
		from := place{backup.Shop{Dir: o.Dir, Version: "test", Figures: figures}, dbtest.Open(t, o)}
		test(t, from, backup.Shop{Dir: filepath.Join(t.TempDir(), "new"), Figures: figures})
	})
	t.Run("postgres", func(t *testing.T) {
		o := dbtest.PostgresOptions(t)
		from := place{backup.Shop{Dir: t.TempDir(), URL: o.URL, Version: "test", Figures: figures}, dbtest.Open(t, o)}
		test(t, from, backup.Shop{Dir: filepath.Join(t.TempDir(), "new"), URL: servers.Postgres(t), Figures: figures})
	})
}

func TestAShopIsAsItWasWhenItIsRestored(t *testing.T) {
	each(t, func(t *testing.T, from place, to backup.Shop) {
		from.pair(t, 7)
		from.keep(t, "secret.key", "a key that nobody knows\n")
		from.keep(t, "media/4f/4f2a/640.jpg", "a picture")
		from.keep(t, "media/4f/4f2a/.new-1", "half a picture")
		from.keep(t, "sessions.db", "who is signed in")
		file := filepath.Join(t.TempDir(), "one.tar.zst")

		made, err := backup.Make(t.Context(), from.shop, db.NewID(), file)
		if err != nil || len(made.Amiss) > 0 {
			t.Fatal(err, made.Amiss)
		}
		from.pair(t, 8)
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 || info.Size() != made.Size {
			t.Errorf("the file is %v, %v", info, err)
		}
		if _, err := backup.Make(t.Context(), from.shop, db.NewID(), file); !errors.Is(err, backup.ErrExists) {
			t.Errorf("over another: got %v, want ErrExists", err)
		}
		if _, err := backup.Restore(t.Context(), to, file); err != nil {
			t.Fatal(err)
		}

		d := dbtest.Open(t, db.Options{URL: to.URL, Dir: to.Dir})
		if got := skus(t, d); got != 2 {
			t.Errorf("%d prices are there, want the 2 of before", got)
		}
		wantFile(t, to.Dir, "secret.key", "a key that nobody knows\n")
		wantFile(t, to.Dir, "media/4f/4f2a/640.jpg", "a picture")
		for _, name := range []string{"sessions.db", "media/4f/4f2a/.new-1", ".restore", "settings.env"} {
			if _, err := os.Lstat(filepath.Join(to.Dir, name)); err == nil {
				t.Errorf("%s is there, too", name)
			}
		}
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return tx.Gorm().Exec("DELETE FROM audit_entries").Error }); err != nil {
			t.Error(err) // it is empty
		}
		if _, err := backup.Restore(t.Context(), to, file); !errors.Is(err, backup.ErrNotEmpty) {
			t.Errorf("over a shop: got %v, want ErrNotEmpty", err)
		}
		if got := skus(t, d); got != 2 {
			t.Errorf("%d prices are left after a restore that was refused", got)
		}
	})
}

// Eight writers write pairs while the backup is made: in it are those that were
// acknowledged before it began, and no half of any other. Nobody waits long.
func TestABackupIsOneInstantOfAShopThatIsWrittenTo(t *testing.T) {
	each(t, func(t *testing.T, from place, to backup.Shop) {
		for i := range 200 {
			from.pair(t, i)
		}
		var written, slowest atomic.Int64
		written.Store(200)
		ctx, stop := context.WithCancel(t.Context())
		var writers sync.WaitGroup
		for range 8 {
			writers.Go(func() {
				for ctx.Err() == nil {
					began := time.Now()
					from.pair(t, int(written.Add(1)))
					slowest.Store(max(slowest.Load(), int64(time.Since(began))))
				}
			})
		}
		file := filepath.Join(t.TempDir(), "one.tar.zst")
		before := skus(t, from.db)
		made, err := backup.Make(t.Context(), from.shop, db.NewID(), file)
		after := skus(t, from.db)
		stop()
		writers.Wait()
		if err != nil || len(made.Amiss) > 0 {
			t.Fatal(err, made.Amiss)
		}
		if _, err := backup.Restore(t.Context(), to, file); err != nil {
			t.Fatal(err)
		}
		got := skus(t, dbtest.Open(t, db.Options{URL: to.URL, Dir: to.Dir}))
		t.Logf("%d rows when it began, %d in it, %d when it was made; the slowest writer waited %v", before, got, after, time.Duration(slowest.Load()))
		if got < before || got > after || got%2 != 0 {
			t.Errorf("%d rows are in it, of %d before and %d after", got, before, after)
		}
		if time.Duration(slowest.Load()) > 5*time.Second {
			t.Errorf("a writer waited %v", time.Duration(slowest.Load()))
		}
	})
}

func TestARestoreThatFailsLeavesThePlaceEmpty(t *testing.T) {
	each(t, func(t *testing.T, from place, to backup.Shop) {
		from.pair(t, 1)
		file := filepath.Join(t.TempDir(), "one.tar.zst")
		if _, err := backup.Make(t.Context(), from.shop, db.NewID(), file); err != nil {
			t.Fatal(err)
		}
		wrong := to
		wrong.Figures = []db.Figure{{Name: "test: sum", SQL: "SELECT 1 + coalesce(sum(minor), 0) FROM pricing_prices"}}

		if _, err := backup.Restore(t.Context(), wrong, file); !errors.Is(err, backup.ErrDamaged) {
			t.Errorf("with another sum: got %v, want ErrDamaged", err)
		}
		if _, err := os.Lstat(to.Dir); err == nil {
			t.Error("its directory is left")
		}
		if _, err := backup.Restore(t.Context(), to, file); err != nil {
			t.Errorf("into the same place again: %v", err)
		}
	})
}

func TestARestoreThatWasCutShortIsNoShopAndCanBeDoneAgain(t *testing.T) {
	o := dbtest.SQLiteOptions(t)
	file := filepath.Join(t.TempDir(), "one.tar.zst")
	dbtest.Open(t, o)
	if _, err := backup.Make(t.Context(), backup.Shop{Dir: o.Dir}, db.NewID(), file); err != nil {
		t.Fatal(err)
	}
	to := backup.Shop{Dir: t.TempDir(), Kept: []string{"backups"}}
	half := place{shop: to}
	half.keep(t, ".restore/shop.db", "half of a database")
	half.keep(t, "media/4f/x", "a picture")
	half.keep(t, "backups/other.tar.zst", "not ours")

	if err := backup.Whole(to.Dir); !errors.Is(err, backup.ErrUnfinished) {
		t.Errorf("Whole: got %v, want ErrUnfinished", err)
	}
	if _, err := backup.Restore(t.Context(), to, file); err != nil {
		t.Fatal(err)
	}
	if err := backup.Whole(to.Dir); err != nil {
		t.Error(err)
	}
	wantFile(t, to.Dir, "backups/other.tar.zst", "not ours")
	if _, err := os.Lstat(filepath.Join(to.Dir, "media")); err == nil {
		t.Error("what was left from before is among what was restored")
	}
}

func TestAPlaceWithAnythingInItIsLeftAlone(t *testing.T) {
	each(t, func(t *testing.T, from place, to backup.Shop) {
		file := filepath.Join(t.TempDir(), "one.tar.zst")
		if _, err := backup.Make(t.Context(), from.shop, db.NewID(), file); err != nil {
			t.Fatal(err)
		}
		place{shop: to}.keep(t, "notes.txt", "mine")
		if _, err := backup.Restore(t.Context(), to, file); !errors.Is(err, backup.ErrNotEmpty) {
			t.Errorf("got %v, want ErrNotEmpty", err)
		}
		wantFile(t, to.Dir, "notes.txt", "mine")
	})
}

func TestABackupIsRestoredIntoItsOwnKindOfDatabase(t *testing.T) {
	o := dbtest.SQLiteOptions(t)
	dbtest.Open(t, o)
	file := filepath.Join(t.TempDir(), "one.tar.zst")
	if _, err := backup.Make(t.Context(), backup.Shop{Dir: o.Dir}, db.NewID(), file); err != nil {
		t.Fatal(err)
	}
	_, err := backup.Restore(t.Context(), backup.Shop{Dir: t.TempDir(), URL: servers.Postgres(t)}, file)
	if !errors.Is(err, backup.ErrOtherKind) {
		t.Errorf("got %v, want ErrOtherKind", err)
	}
}

func TestAnOlderSchemaIsBroughtUpToDateAndANewerOneRefused(t *testing.T) {
	each(t, func(t *testing.T, from place, to backup.Shop) {
		dir := t.TempDir()
		from.write(t, "DELETE FROM db_migrations WHERE version_id = 1301")
		for _, index := range []string{"to_pay", "to_send", "canceled", "sent"} {
			from.write(t, "DROP INDEX orders_orders_"+index)
		}
		older := filepath.Join(dir, "older.tar.zst")
		if _, err := backup.Make(t.Context(), from.shop, db.NewID(), older); err != nil {
			t.Fatal(err)
		}
		from.write(t, "INSERT INTO db_migrations (version_id, is_applied, tstamp) VALUES (9901, true, CURRENT_TIMESTAMP)")
		newer := filepath.Join(dir, "newer.tar.zst")
		if _, err := backup.Make(t.Context(), from.shop, db.NewID(), newer); err != nil {
			t.Fatal(err)
		}

		if _, err := backup.Restore(t.Context(), to, newer); !errors.Is(err, backup.ErrNewer) {
			t.Errorf("newer: got %v, want ErrNewer", err)
		}
		if _, err := backup.Restore(t.Context(), to, older); err != nil {
			t.Fatal(err)
		}
		d := dbtest.Open(t, db.Options{URL: to.URL, Dir: to.Dir})
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return tx.Gorm().Exec("DROP INDEX orders_orders_to_pay").Error }); err != nil {
			t.Errorf("it is not up to date: %v", err)
		}
	})
}

// pair writes two rows in one transaction.
func (p place) pair(t *testing.T, n int) {
	t.Helper()
	err := p.db.Write(context.WithoutCancel(t.Context()), func(tx *db.Tx) error {
		for _, sku := range []string{fmt.Sprint("SKU-", n), fmt.Sprint(n, "-other")} {
			if err := tx.Gorm().Exec("INSERT INTO pricing_prices (sku, minor, currency, was_minor) VALUES (?, ?, 'EUR', ?)", sku, n, n).Error; err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func (p place) write(t *testing.T, statement string) {
	t.Helper()
	if err := p.db.Write(t.Context(), func(tx *db.Tx) error { return tx.Gorm().Exec(statement).Error }); err != nil {
		t.Fatal(err)
	}
}

// keep writes a file into the data directory.
func (p place) keep(t *testing.T, name, content string) {
	t.Helper()
	path := filepath.Join(p.shop.Dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func skus(t *testing.T, d *db.DB) (n int64) {
	t.Helper()
	if err := d.Read(t.Context()).Raw("SELECT count(*) FROM pricing_prices").Scan(&n).Error; err != nil {
		t.Fatal(err)
	}
	return n
}

func wantFile(t *testing.T, dir, name, want string) {
	t.Helper()
	got, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil || string(got) != want {
		t.Errorf("%s is %q, %v", name, got, err)
	}
}
