package staff_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/audit"
	"holdfast/modules/credentials"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/staff"
)

const (
	mara   = "mara@example.com"
	secret = "correct horse battery"
	home   = "192.0.2.7"
)

func TestAnOperatorSignsInWithTheOneTimePasswordAndMustChangeIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		people, _ := open(d)
		wantAny(t, people, false)
		once, err := people.Add(t.Context(), "  Mara@Example.com ", staff.Owner, "command line")
		if err != nil {
			t.Fatal(err)
		}
		wantAny(t, people, true)

		operator := signIn(t, people, mara, once)
		if !operator.MustChange || operator.Email != mara || operator.Role != staff.Owner {
			t.Errorf("first sign-in: got %+v", operator)
		}

		changed, err := people.ChangePassword(t.Context(), operator.ID, once, secret)
		if err != nil {
			t.Fatal(err)
		}
		if changed.MustChange || changed.Stamp == operator.Stamp {
			t.Errorf("after the change: got %+v", changed)
		}
		signIn(t, people, mara, secret)
		wantRefused(t, people, mara, once, home, staff.ErrSignIn)
		wantAudit(t, d, "staff.added", "staff.signed_in", "staff.password_changed")
	})
}

func TestEveryRefusalIsTheSame(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		people, _ := open(d)
		add(t, people, mara, staff.Owner)
		nils := add(t, people, "nils@example.com", staff.Merchant)
		if err := people.Disable(t.Context(), nils.ID, mara); err != nil {
			t.Fatal(err)
		}

		wantRefused(t, people, mara, "wrong horse battery", home, staff.ErrSignIn)
		wantRefused(t, people, "nobody@example.com", secret, home, staff.ErrSignIn)
		wantRefused(t, people, "nils@example.com", secret, home, staff.ErrSignIn)
		wantRefused(t, people, "no address", secret, home, staff.ErrSignIn)
		wantRefused(t, people, mara, "", home, staff.ErrSignIn)
	})
}

func TestAnUnknownEMailTakesAsLong(t *testing.T) {
	people, _ := open(dbtest.SQLite(t))
	add(t, people, mara, staff.Owner)
	took := func(email string) time.Duration {
		shortest := time.Hour
		for range 5 {
			began := time.Now()
			wantRefused(t, people, email, "wrong horse battery", home, staff.ErrSignIn)
			shortest = min(shortest, time.Since(began))
		}
		return shortest
	}
	known, unknown := took(mara), took("nobody@example.com")
	// Hashing is all but a few per cent of it; without it the ratio is over 10.
	if ratio := float64(known) / float64(unknown); ratio < 0.5 || ratio > 2 {
		t.Errorf("a known e-mail took %v, an unknown one %v", known, unknown)
	}
}

func TestGuessingGetsSlowerAndAlwaysEnds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		people, now := open(d)
		add(t, people, mara, staff.Owner)
		for range 6 {
			wantRefused(t, people, mara, "wrong horse battery", home, staff.ErrSignIn)
		}

		wantRefused(t, people, mara, secret, home, staff.ErrThrottled)
		if _, err := people.SignIn(t.Context(), mara, secret, "198.51.100.9"); err != nil {
			t.Errorf("the operator, from elsewhere: %v", err)
		}
		now.pass(time.Second)
		wantRefused(t, people, mara, "wrong horse battery", home, staff.ErrSignIn)
		now.pass(time.Second)
		wantRefused(t, people, mara, secret, home, staff.ErrThrottled)
		now.pass(time.Second)
		signIn(t, people, mara, secret)
		wantRefused(t, people, mara, "wrong horse battery", home, staff.ErrSignIn)
		signIn(t, people, mara, secret)
	})
}

func TestTheLongestWaitIsFifteenMinutes(t *testing.T) {
	people, now := open(dbtest.SQLite(t))
	add(t, people, mara, staff.Owner)
	for range 20 {
		_, _ = people.SignIn(t.Context(), mara, "wrong horse battery", home)
		now.pass(15 * time.Minute)
	}
	signIn(t, people, mara, secret)
}

func TestManyGuessesAtOnceAreCountedToo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		people, _ := open(d)
		add(t, people, mara, staff.Owner)
		var tried atomic.Int64
		var group sync.WaitGroup
		for range 40 {
			group.Go(func() {
				_, err := people.SignIn(t.Context(), mara, "wrong horse battery", home)
				switch {
				case errors.Is(err, staff.ErrSignIn):
					tried.Add(1)
				case !errors.Is(err, staff.ErrThrottled):
					t.Error(err)
				}
			})
		}
		group.Wait()
		if tried.Load() != 6 {
			t.Errorf("%d guesses were let through, want 6", tried.Load())
		}
	})
}

func TestOneAddressCannotGuessAtManyAccounts(t *testing.T) {
	people, _ := open(dbtest.SQLite(t))
	refused := 0
	for i := range 40 {
		email := string(rune('a'+i%26)) + string(rune('a'+i/26)) + "@example.com"
		// Addresses of one IPv6 network are one client.
		_, err := people.SignIn(t.Context(), email, secret, "2001:db8::"+string(rune('1'+i%9)))
		if errors.Is(err, staff.ErrThrottled) {
			refused++
		}
	}
	if refused != 9 {
		t.Errorf("%d of 40 were throttled, want 9", refused)
	}
}

// hands is a clock that a test moves.
type hands struct{ offset atomic.Int64 }

func (h *hands) now() time.Time {
	return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC).Add(time.Duration(h.offset.Load()))
}

func (h *hands) pass(d time.Duration) { h.offset.Add(int64(d)) }

func open(d *db.DB) (*staff.Service, *hands) {
	h := &hands{}
	secrets := credentials.New(d, credentials.NewHasher(2), h.now)
	return staff.New(d, audit.New(d, clock.System), secrets, h.now), h
}

func add(t *testing.T, people *staff.Service, email string, role staff.Role) staff.Operator {
	t.Helper()
	if err := people.AddWithPassword(t.Context(), email, secret, role, "command line"); err != nil {
		t.Fatal(err)
	}
	all, err := people.Operators(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range all {
		if o.Email == email {
			return o
		}
	}
	t.Fatalf("%s was not added", email)
	return staff.Operator{}
}

func signIn(t *testing.T, people *staff.Service, email, password string) staff.Operator {
	t.Helper()
	operator, err := people.SignIn(t.Context(), email, password, home)
	if err != nil {
		t.Fatalf("SignIn(%s): %v", email, err)
	}
	return operator
}

func wantRefused(t *testing.T, people *staff.Service, email, password, from string, want error) {
	t.Helper()
	operator, err := people.SignIn(t.Context(), email, password, from)
	if !errors.Is(err, want) || operator != (staff.Operator{}) {
		t.Errorf("SignIn(%s, %s): got %+v, %v; want %v", email, password, operator, err, want)
	}
}

func wantAny(t *testing.T, people *staff.Service, want bool) {
	t.Helper()
	if got, err := people.Any(t.Context()); err != nil || got != want {
		t.Errorf("Any: got %v, %v", got, err)
	}
}

func wantAudit(t *testing.T, d *db.DB, deeds ...string) {
	t.Helper()
	for _, what := range deeds {
		page, err := audit.New(d, clock.System).List(t.Context(), audit.Filter{What: what}, "")
		if err != nil || len(page.Entries) == 0 {
			t.Errorf("audit of %s: got %v, %v", what, page.Entries, err)
		}
	}
}
