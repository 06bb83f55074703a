package audit_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/audit"
	"holdfast/modules/kernel/clock"
)

var noon = time.Date(2026, 3, 29, 12, 0, 0, 123456000, time.UTC)

func TestAnEntryIsKeptWithTheDeed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		log := audit.New(d, clock.Fixed(noon))

		record(t, d, log, audit.Entry{Who: "mara@example.com", What: "orders.canceled", Subject: "order:7", Detail: "by phone"})

		page := list(t, log, audit.Filter{}, "")
		if len(page.Entries) != 1 {
			t.Fatalf("entries: got %v", page.Entries)
		}
		got := page.Entries[0]
		got.ID = 0
		want := audit.Entry{At: noon, Who: "mara@example.com", What: "orders.canceled", Subject: "order:7", Detail: "by phone"}
		if got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	})
}

func TestAnEntryVanishesWithTheDeed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		log := audit.New(d, clock.Fixed(noon))
		failed := errors.New("the deed failed")

		err := d.Write(t.Context(), func(tx *db.Tx) error {
			if err := log.Record(tx, audit.Entry{What: "orders.paid"}); err != nil {
				return err
			}
			return failed
		})

		if !errors.Is(err, failed) {
			t.Fatal(err)
		}
		if page := list(t, log, audit.Filter{}, ""); len(page.Entries) != 0 {
			t.Errorf("kept %v", page.Entries)
		}
	})
}

func TestNobodyRewritesHistory(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		log := audit.New(d, clock.Fixed(noon))
		record(t, d, log, audit.Entry{What: "orders.paid", Subject: "order:7"})

		for _, statement := range []string{"UPDATE audit_entries SET who = 'nobody'", "DELETE FROM audit_entries"} {
			err := d.Write(t.Context(), func(tx *db.Tx) error { return tx.Gorm().Exec(statement).Error })
			if err == nil {
				t.Errorf("%s: was let through", statement)
			}
		}

		page := list(t, log, audit.Filter{}, "")
		if len(page.Entries) != 1 || page.Entries[0].Who != audit.System {
			t.Errorf("entries: got %v", page.Entries)
		}
	})
}

func TestPagesFollowEachOtherWithoutGapOrRepetition(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		log := audit.New(d, clock.Fixed(noon))
		const all = 2*audit.PageSize + 3
		for i := range all {
			record(t, d, log, audit.Entry{What: "test.counted", Detail: fmt.Sprint(i)})
		}

		var got []string
		for cursor, pages := "", 0; pages == 0 || cursor != ""; pages++ {
			page := list(t, log, audit.Filter{What: "test.counted"}, cursor)
			for _, e := range page.Entries {
				got = append(got, e.Detail)
			}
			cursor = page.Next
		}

		if len(got) != all || got[0] != fmt.Sprint(all-1) || got[all-1] != "0" {
			t.Errorf("read %d entries, from %v to %v", len(got), got[0], got[len(got)-1])
		}
	})
}

func TestAFilterLeavesOutTheRest(t *testing.T) {
	d := dbtest.SQLite(t)
	log := audit.New(d, clock.Fixed(noon))
	record(t, d, log, audit.Entry{Who: "a", What: "x.done", Subject: "s:1"})
	record(t, d, log, audit.Entry{Who: "b", What: "x.done", Subject: "s:2"})

	for _, filter := range []audit.Filter{{Who: "b"}, {Subject: "s:2"}, {Who: "b", What: "x.done"}} {
		if page := list(t, log, filter, ""); len(page.Entries) != 1 || page.Entries[0].Who != "b" {
			t.Errorf("%+v: got %v", filter, page.Entries)
		}
	}
	if _, err := log.List(t.Context(), audit.Filter{}, "tomorrow"); !errors.Is(err, audit.ErrCursor) {
		t.Errorf("a foreign cursor: got %v, want ErrCursor", err)
	}
}

func record(t *testing.T, d *db.DB, log *audit.Service, e audit.Entry) {
	t.Helper()
	if err := d.Write(t.Context(), func(tx *db.Tx) error { return log.Record(tx, e) }); err != nil {
		t.Fatal(err)
	}
}

func list(t *testing.T, log *audit.Service, f audit.Filter, cursor string) audit.Page {
	t.Helper()
	page, err := log.List(t.Context(), f, cursor)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func TestANoteIsKeptOnItsOwn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		log := audit.New(d, clock.Fixed(noon))

		if err := log.Note(t.Context(), audit.Entry{Who: "mara@example.com", What: "orders.sent", Subject: "order:7"}); err != nil {
			t.Fatal(err)
		}

		if page := list(t, log, audit.Filter{What: "orders.sent"}, ""); len(page.Entries) != 1 || page.Entries[0].Who != "mara@example.com" {
			t.Errorf("entries: got %v", page.Entries)
		}
	})
}
