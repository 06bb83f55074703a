package db_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
)

var errRefused = errors.New("refused")

func TestWriteCommitsOrUndoes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		note(t, d, "a", nil)
		if err := tryNote(d, "b", errRefused); !errors.Is(err, errRefused) {
			t.Fatalf("Write: got %v, want the function's own error", err)
		}
		wantNotes(t, d, "a")
	})
}

func TestWritersThatShareACommitFailAlone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var group sync.WaitGroup
		var committed atomic.Int64
		for i := range 200 {
			group.Go(func() {
				var fail error
				if i%3 == 0 {
					fail = errRefused
				}
				if err := tryNote(d, fmt.Sprint(i), fail); err == nil {
					committed.Add(1)
				}
			})
		}
		group.Wait()

		var count int64
		if err := d.Read(t.Context()).Raw("SELECT count(*) FROM db_announcements").Scan(&count).Error; err != nil {
			t.Fatal(err)
		}
		if count != committed.Load() || count != 133 {
			t.Errorf("%d rows, %d answered with success, want 133 of both", count, committed.Load())
		}
	})
}

func TestAPanicReachesTheCallerAndUndoesOnlyItsOwn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic did not reach the caller")
				}
			}()
			_ = d.Write(t.Context(), func(tx *db.Tx) error {
				if err := insert(tx, "lost"); err != nil {
					return err
				}
				panic("boom")
			})
		}()
		note(t, d, "kept", nil)
		wantNotes(t, d, "kept")
	})
}

func TestACanceledWriterWritesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		err := d.Write(ctx, func(tx *db.Tx) error { return insert(tx, "late") })
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("Write: got %v, want context.Canceled", err)
		}
		wantNotes(t, d)
	})
}

func TestADuplicateKeyIsKnown(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		twice := func(tx *db.Tx) error {
			return tx.Gorm().Exec("INSERT INTO db_announcements (id, origin, tags, at) VALUES (1, '', '', CURRENT_TIMESTAMP)").Error
		}
		if err := d.Write(t.Context(), twice); err != nil {
			t.Fatal(err)
		}
		if err := d.Write(t.Context(), twice); !db.IsDuplicate(err) {
			t.Errorf("got %v, want a duplicate key", err)
		}
	})
}

func TestReadingHandleCannotWriteOnSQLite(t *testing.T) {
	d := dbtest.SQLite(t)
	err := d.Read(t.Context()).Exec("DELETE FROM db_announcements").Error
	if err == nil {
		t.Error("a write went through the reading handle")
	}
}

func note(t *testing.T, d *db.DB, text string, fail error) {
	t.Helper()
	if err := tryNote(d, text, fail); err != nil {
		t.Fatal(err)
	}
}

func tryNote(d *db.DB, text string, fail error) error {
	return d.Write(context.Background(), func(tx *db.Tx) error {
		if err := insert(tx, text); err != nil {
			return err
		}
		return fail
	})
}

func insert(tx *db.Tx, text string) error {
	return tx.Gorm().Exec("INSERT INTO db_announcements (origin, tags, at) VALUES ('test', ?, CURRENT_TIMESTAMP)", text).Error
}

func wantNotes(t *testing.T, d *db.DB, want ...string) {
	t.Helper()
	var got []string
	if err := d.Read(t.Context()).Raw("SELECT tags FROM db_announcements ORDER BY id").Scan(&got).Error; err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("rows: got %v, want %v", got, want)
	}
}
