package customers_test

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
	"holdfast/modules/customers"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
)

const (
	mary   = "mary@shopper.example"
	secret = "harbour lamp 37"
	other  = "another tide 42"
	home   = "192.0.2.7"
)

// desk is the module, the letters that it asked for, and a clock.
type desk struct {
	*customers.Service
	t       *testing.T
	passed  atomic.Int64
	mu      sync.Mutex
	asked   []string
	changed atomic.Int64
}

func (d *desk) now() time.Time {
	return time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC).Add(time.Duration(d.passed.Load()))
}

func (d *desk) pass(by time.Duration) { d.passed.Add(int64(by)) }

func open(t *testing.T, database *db.DB) *desk {
	d := &desk{t: t}
	secrets := credentials.New(database, credentials.NewHasher(4), d.now)
	d.Service = customers.New(database, audit.New(database, clock.System), secrets, d.now, []byte("a key that only this test knows"))
	db.Listen(database, "test.link_asked", func(_ context, e customers.LinkAsked) error {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.asked = append(d.asked, e.Link)
		return nil
	})
	db.Listen(database, "test.password_changed", func(context, customers.PasswordChanged) error {
		d.changed.Add(1)
		return nil
	})
	dbtest.Start(t, database)
	return d
}

// letters are those asked for since the last time.
func (d *desk) letters(database *db.DB) (all []customers.Letter) {
	d.t.Helper()
	dbtest.Idle(d.t, database)
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, link := range d.asked {
		l, err := d.Letter(d.t.Context(), link)
		if errors.Is(err, customers.ErrUnknown) {
			continue
		}
		if err != nil {
			d.t.Fatal(err)
		}
		all = append(all, l)
	}
	d.asked = nil
	return all
}

func (d *desk) letter(database *db.DB, kind customers.Kind) customers.Letter {
	d.t.Helper()
	all := d.letters(database)
	if len(all) != 1 || all[0].Kind != kind {
		d.t.Fatalf("letters: got %+v, want one of kind %s", all, kind)
	}
	return all[0]
}

func (d *desk) opened(database *db.DB, email string) customers.Customer {
	d.t.Helper()
	d.must(d.AskToOpen(d.t.Context(), email, secret, "en", home))
	c, err := d.Open(d.t.Context(), d.letter(database, customers.Opening).Link, secret, home)
	d.must(err)
	return c
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) want(err, want error) {
	d.t.Helper()
	if !errors.Is(err, want) {
		d.t.Errorf("got %v, want %v", err, want)
	}
}

func (d *desk) wantField(err error, name string) {
	d.t.Helper()
	for _, f := range fault.Fields(err) {
		if f.Name == name {
			return
		}
	}
	d.t.Errorf("got %v, want a fault of field %s", err, name)
}

func TestAnAccountOpensWithTheLinkAndThePassword(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, database *db.DB) {
		d := open(t, database)
		ctx := t.Context()
		d.must(d.AskToOpen(ctx, " Mary@Shopper.example ", secret, "en", home))
		_, err := d.SignIn(ctx, mary, secret, home)
		d.want(err, customers.ErrSignIn) // nothing is proven yet
		l := d.letter(database, customers.Opening)
		if l.To != mary || l.Link == "" {
			t.Fatalf("letter: %+v", l)
		}
		_, err = d.Open(ctx, l.Link, other, home)
		d.want(err, customers.ErrSignIn)
		_, err = d.Open(ctx, l.Link+"A", secret, home)
		d.want(err, customers.ErrLink)

		c, err := d.Open(ctx, l.Link, secret, home)
		d.must(err)
		_, err = d.Open(ctx, l.Link, secret, home)
		d.want(err, customers.ErrLink)
		in, err := d.SignIn(ctx, "MARY@shopper.example", secret, home)
		d.must(err)
		if in != c || in.Email != mary {
			t.Errorf("signed in as %+v, want %+v", in, c)
		}
	})
}

func TestWhatCannotBeAnAccountIsRefused(t *testing.T) {
	d := open(t, dbtest.SQLite(t))
	for _, c := range []struct{ email, password, field string }{
		{"mary", secret, "email"}, {"Mary <mary@shopper.example>", secret, "email"}, {"mary@localhost", secret, "email"},
		{mary, "short", "password"}, {mary, "password1", "password"}, {mary, mary, "password"},
	} {
		d.wantField(d.AskToOpen(t.Context(), c.email, c.password, "en", home), c.field)
	}
}

func TestLinksEnd(t *testing.T) {
	database := dbtest.SQLite(t)
	d := open(t, database)
	d.must(d.AskToOpen(t.Context(), mary, secret, "en", home))
	l := d.letter(database, customers.Opening)
	d.pass(49 * time.Hour)
	_, err := d.Open(t.Context(), l.Link, secret, home)
	d.want(err, customers.ErrLink)

	d.opened(database, mary)
	d.must(d.AskToReset(t.Context(), mary, "en", home))
	l = d.letter(database, customers.Reset)
	d.pass(61 * time.Minute)
	_, err = d.Reset(t.Context(), l.Link, other)
	d.want(err, customers.ErrLink)
}

func TestOfManyLinksForOneAddressOneOpensIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, database *db.DB) {
		d := open(t, database)
		for range 3 {
			d.must(d.AskToOpen(t.Context(), mary, secret, "en", home))
		}
		links := d.letters(database)
		var opened, told atomic.Int64
		var group sync.WaitGroup
		for _, l := range links {
			for range 2 {
				group.Go(func() {
					_, err := d.Open(t.Context(), l.Link, secret, home)
					switch {
					case err == nil:
						opened.Add(1)
					case errors.Is(err, customers.ErrExists), errors.Is(err, customers.ErrLink):
						told.Add(1)
					case !errors.Is(err, credentials.ErrThrottled):
						t.Error(err)
					}
				})
			}
		}
		group.Wait()
		if opened.Load() != 1 || told.Load() == 0 {
			t.Errorf("%d opened it, %d were told", opened.Load(), told.Load())
		}
	})
}

func TestAnotherPasswordIsSetOnceByALink(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, database *db.DB) {
		d := open(t, database)
		before := d.opened(database, mary)
		d.must(d.AskToReset(t.Context(), mary, "en", home))
		d.must(d.AskToReset(t.Context(), mary, "en", home))
		letters := d.letters(database)
		_, err := d.Reset(t.Context(), letters[0].Link, "password")
		d.wantField(err, "password") // and the link still works

		var set atomic.Int64
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				switch _, err := d.Reset(t.Context(), letters[0].Link, other); {
				case err == nil:
					set.Add(1)
				case !errors.Is(err, customers.ErrLink):
					t.Error(err)
				}
			})
		}
		group.Wait()
		if set.Load() != 1 {
			t.Errorf("the link was used %d times", set.Load())
		}
		_, err = d.Reset(t.Context(), letters[1].Link, secret)
		d.want(err, customers.ErrLink) // another password ends every link
		after, err := d.SignIn(t.Context(), mary, other, home)
		d.must(err)
		if after.Stamp == before.Stamp {
			t.Error("the sessions of the old password go on")
		}
		dbtest.Idle(t, database)
		if d.changed.Load() != 1 {
			t.Errorf("told %d times of another password", d.changed.Load())
		}
	})
}
