package sessions_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/db/sessions"
)

// hands is a clock that a test moves.
type hands struct{ offset atomic.Int64 }

func (h *hands) now() time.Time {
	return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC).Add(time.Duration(h.offset.Load()))
}

func (h *hands) pass(d time.Duration) { h.offset.Add(int64(d)) }

func TestASessionLastsAsLongAsItWasToldTo(t *testing.T) {
	each(t, func(t *testing.T, s *sessions.Storage, h *hands) {
		set(t, s, "mara", "signed in", time.Hour)
		set(t, s, "for ever", "kept", 0)

		want(t, s, "mara", "signed in")
		h.pass(time.Hour)
		want(t, s, "mara", "")
		want(t, s, "for ever", "kept")
		want(t, s, "nobody", "")
	})
}

func TestASessionIsReplacedAndRemoved(t *testing.T) {
	each(t, func(t *testing.T, s *sessions.Storage, _ *hands) {
		set(t, s, "mara", "one", time.Hour)
		set(t, s, "mara", "two", time.Hour)
		set(t, s, "nils", "three", time.Hour)
		want(t, s, "mara", "two")

		if err := s.Delete("mara"); err != nil {
			t.Fatal(err)
		}
		want(t, s, "mara", "")
		want(t, s, "nils", "three")

		if err := s.Reset(); err != nil {
			t.Fatal(err)
		}
		want(t, s, "nils", "")
	})
}

func TestWhatHasNotChangedIsWrittenOnlyToProlongIt(t *testing.T) {
	each(t, func(t *testing.T, s *sessions.Storage, h *hands) {
		set(t, s, "mara", "same", time.Hour)

		h.pass(6 * time.Minute) // a tenth: not written
		set(t, s, "mara", "same", time.Hour)
		h.pass(54 * time.Minute)
		want(t, s, "mara", "")

		set(t, s, "mara", "same", time.Hour)
		h.pass(7 * time.Minute) // more: written
		set(t, s, "mara", "same", time.Hour)
		h.pass(54 * time.Minute)
		want(t, s, "mara", "same")
	})
}

func TestWhatHasExpiredIsSwept(t *testing.T) {
	each(t, func(t *testing.T, s *sessions.Storage, h *hands) {
		for i := range 5 {
			set(t, s, fmt.Sprint(i), "short", time.Minute)
		}
		set(t, s, "long", "kept", time.Hour)
		set(t, s, "for ever", "kept", 0)
		h.pass(time.Minute)

		n, err := s.Sweep(t.Context())

		if err != nil || n != 5 {
			t.Errorf("Sweep: got %d, %v", n, err)
		}
		want(t, s, "long", "kept")
		want(t, s, "for ever", "kept")
	})
}

func TestTheDatabaseNamesNoSession(t *testing.T) {
	dir := t.TempDir()
	s, err := sessions.Open(t.Context(), dbtest.SQLite(t), sessions.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	set(t, s, "a-secret-session-id", "signed in", time.Hour)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	text, err := os.ReadFile(filepath.Join(dir, sessions.File))

	if err != nil || !bytes.Contains(text, []byte("signed in")) {
		t.Errorf("%s does not hold the session: %v", sessions.File, err)
	}
	if bytes.Contains(text, []byte("a-secret-session-id")) {
		t.Errorf("%s holds the session's id", sessions.File)
	}
}

func TestSessionsOutliveTheProcess(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		options := sessions.Options{Dir: t.TempDir()}
		for _, step := range []string{"", "signed in"} {
			s, err := sessions.Open(t.Context(), d, options)
			if err != nil {
				t.Fatal(err)
			}
			want(t, s, "mara", step)
			set(t, s, "mara", "signed in", time.Hour)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func each(t *testing.T, test func(*testing.T, *sessions.Storage, *hands)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := &hands{}
		s, err := sessions.Open(t.Context(), d, sessions.Options{Dir: t.TempDir(), Clock: h.now})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		test(t, s, h)
	})
}

func set(t *testing.T, s *sessions.Storage, key, value string, lifetime time.Duration) {
	t.Helper()
	if err := s.Set(key, []byte(value), lifetime); err != nil {
		t.Fatal(err)
	}
}

func want(t *testing.T, s *sessions.Storage, key, value string) {
	t.Helper()
	got, err := s.Get(key)
	if err != nil || string(got) != value {
		t.Errorf("Get(%s): got %q, %v; want %q", key, got, err, value)
	}
}
