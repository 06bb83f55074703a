package db_test

import (
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
)

func TestACacheForgetsWhatHasChanged(t *testing.T) {
	d := dbtest.SQLite(t)
	c := db.NewCache[int](d, 10, "mug:")
	c.Put(c.Generation(), "mug:1", 1, "id:1", "slug:one")
	c.Put(c.Generation(), "mug:2", 2, "id:2")

	announce(t, d, "lamp:1", "mug:1")
	wantKept(t, c, map[string]bool{"id:1": false, "slug:one": false, "id:2": true})
	announce(t, d, db.Everything)
	wantKept(t, c, map[string]bool{"id:2": false})
}

func TestWhatWasReadBeforeAChangeIsNotPutBack(t *testing.T) {
	d := dbtest.SQLite(t)
	c := db.NewCache[int](d, 10, "mug:")
	before := c.Generation()
	announce(t, d, "mug:1")
	c.Put(before, "mug:1", 1, "id:1")
	wantKept(t, c, map[string]bool{"id:1": false})

	before = c.Generation()
	announce(t, d, "lamp:1") // does not concern it
	c.Put(before, "mug:1", 1, "id:1")
	wantKept(t, c, map[string]bool{"id:1": true})
}

func TestACacheIsBounded(t *testing.T) {
	c := db.NewCache[int](dbtest.SQLite(t), 2, "mug:")
	for _, key := range []string{"a", "b", "c"} {
		c.Put(c.Generation(), "mug:"+key, 1, key)
	}
	wantKept(t, c, map[string]bool{"a": false, "b": false, "c": true})
}

func announce(t *testing.T, d *db.DB, tags ...string) {
	t.Helper()
	if err := d.Write(t.Context(), func(tx *db.Tx) error { tx.Announce(tags...); return nil }); err != nil {
		t.Fatal(err)
	}
}

func wantKept(t *testing.T, c *db.Cache[int], want map[string]bool) {
	t.Helper()
	for key, kept := range want {
		if _, ok := c.Get(key); ok != kept {
			t.Errorf("%s is kept: %v, want %v", key, ok, kept)
		}
	}
}
