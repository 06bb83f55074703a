package customers_test

import (
	stdcontext "context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/credentials"
	"holdfast/modules/customers"
)

type context = stdcontext.Context

func TestNobodyLearnsWhoHasAnAccount(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, database *db.DB) {
		d := open(t, database)
		d.opened(database, mary)
		lost := d.opened(database, "lost@shopper.example")
		d.must(d.SetDisabled(t.Context(), lost.ID, true, "owner@shop.example"))
		for _, email := range []string{mary, "nobody@shopper.example", "lost@shopper.example"} {
			_, err := d.SignIn(t.Context(), email, "wrong lamp 37", home)
			d.want(err, customers.ErrSignIn)
			d.must(d.AskToReset(t.Context(), email, "en", home))
			d.must(d.AskToOpen(t.Context(), email, other, "en", home))
		}
		_, err := d.SignIn(t.Context(), "lost@shopper.example", secret, home)
		d.want(err, customers.ErrSignIn)
		got := map[customers.Kind]int{}
		for _, l := range d.letters(database) {
			got[l.Kind]++
			if (l.Kind == customers.OpenTwice || l.Kind == customers.NoAccount) && l.Link != "" {
				t.Error("who has an account is sent a link that opens one")
			}
		}
		if got[customers.Reset] != 1 || got[customers.NoAccount] != 1 || got[customers.Opening] != 1 || got[customers.OpenTwice] != 2 {
			t.Errorf("letters: %v", got)
		}
	})
}

func TestGuessingGetsSlowerButLocksNobodyOut(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, database *db.DB) {
		d := open(t, database)
		d.opened(database, mary) // from home
		for i := range 60 {      // from everywhere
			_, _ = d.SignIn(t.Context(), mary, "wrong lamp 37", "198.51.100."+string(rune('1'+i%9))+string(rune('0'+i/9)))
		}
		_, err := d.SignIn(t.Context(), mary, secret, "203.0.113.9")
		d.want(err, credentials.ErrThrottled)
		_, err = d.SignIn(t.Context(), mary, secret, home) // signed in from there before
		d.must(err)
		d.pass(30 * time.Second)
		_, err = d.SignIn(t.Context(), mary, secret, "203.0.113.9")
		d.must(err)
	})
}

func TestFewMailsAreSentToOneAddress(t *testing.T) {
	d := open(t, dbtest.SQLite(t))
	var sent, throttled int
	for range 10 {
		switch err := d.AskToReset(t.Context(), mary, "en", home); {
		case err == nil:
			sent++
		case errors.Is(err, credentials.ErrThrottled):
			throttled++
		default:
			t.Fatal(err)
		}
	}
	if sent != 4 || throttled != 6 {
		t.Errorf("%d sent, %d throttled", sent, throttled)
	}
}

func TestAPasswordIsChangedByWhoKnowsIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, database *db.DB) {
		d := open(t, database)
		c := d.opened(database, mary)
		_, err := d.ChangePassword(t.Context(), c.ID, other, other)
		d.want(err, customers.ErrPassword)
		_, err = d.ChangePassword(t.Context(), c.ID, secret, "12345678")
		d.wantField(err, "password")
		after, err := d.ChangePassword(t.Context(), c.ID, secret, other)
		d.must(err)
		if after.Stamp == c.Stamp {
			t.Error("other sessions go on")
		}
		_, err = d.SignIn(t.Context(), mary, secret, home)
		d.want(err, customers.ErrSignIn)
	})
}

func TestAnotherAddressIsProvenFirst(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, database *db.DB) {
		d := open(t, database)
		c := d.opened(database, mary)
		d.want(d.AskForEmail(t.Context(), c.ID, other, "m@new.example", home), customers.ErrPassword)
		d.must(d.AskForEmail(t.Context(), c.ID, secret, "M@new.example", home))
		l := d.letter(database, customers.NewEmail)
		if l.To != "m@new.example" {
			t.Errorf("the link goes to %s", l.To)
		}
		if now, _ := d.Customer(t.Context(), c.ID); now.Email != mary {
			t.Error("an address that was not proven is the account's")
		}
		after, err := d.ProveEmail(t.Context(), l.Link)
		d.must(err)
		if after.Email != "m@new.example" {
			t.Errorf("got %+v", after)
		}
		_, err = d.ProveEmail(t.Context(), l.Link)
		d.want(err, customers.ErrLink)

		d.opened(database, mary) // free again
		d.must(d.AskForEmail(t.Context(), c.ID, secret, mary, home))
		if l := d.letter(database, customers.NewTaken); l.Link != "" || l.To != mary {
			t.Errorf("letter: %+v", l)
		}
	})
}

func TestABookHasOnePreferredAddress(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, database *db.DB) {
		d := open(t, database)
		c := d.opened(database, mary)
		var full atomic.Int64
		var group sync.WaitGroup
		for range customers.MaxAddresses + 4 {
			group.Go(func() {
				err := d.PutAddress(t.Context(), c.ID, customers.Address{Street: "1 Quay", Country: "IE"})
				if errors.Is(err, customers.ErrFull) {
					full.Add(1)
				} else if err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		book := d.book(c, customers.MaxAddresses)
		if full.Load() != 4 {
			t.Errorf("%d were told that the book is full", full.Load())
		}
		d.must(d.PreferAddress(t.Context(), c.ID, book[3].ID))
		chosen := d.book(c, customers.MaxAddresses)[0]
		if chosen.ID != book[3].ID {
			t.Error("another address is preferred")
		}
		d.must(d.RemoveAddress(t.Context(), c.ID, chosen.ID))
		d.book(c, customers.MaxAddresses-1)
		d.want(d.PutAddress(t.Context(), c.ID, customers.Address{ID: chosen.ID}), customers.ErrNoAddress)
		rival := d.opened(database, "rival@shopper.example")
		d.want(d.PutAddress(t.Context(), rival.ID, customers.Address{ID: book[5].ID}), customers.ErrNoAddress)
		d.want(d.PreferAddress(t.Context(), rival.ID, book[5].ID), customers.ErrNoAddress)
		d.must(d.RemoveAddress(t.Context(), rival.ID, book[5].ID))
		d.book(c, customers.MaxAddresses-1)
	})
}

func (d *desk) book(c customers.Customer, size int) []customers.Address {
	d.t.Helper()
	book, err := d.Addresses(d.t.Context(), c.ID)
	d.must(err)
	preferred := 0
	for _, a := range book {
		if a.Preferred {
			preferred++
		}
	}
	if len(book) != size || preferred != 1 || !book[0].Preferred {
		d.t.Fatalf("%d addresses, %d preferred", len(book), preferred)
	}
	return book
}

func TestAnErasedAccountIsGone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, database *db.DB) {
		d := open(t, database)
		c := d.opened(database, mary)
		d.must(d.PutAddress(t.Context(), c.ID, customers.Address{Street: "1 Quay", Country: "IE"}))
		d.must(d.AskToReset(t.Context(), mary, "en", home))
		d.want(d.Close(t.Context(), c.ID, other), customers.ErrPassword)

		d.must(d.Close(t.Context(), c.ID, secret))

		if got := d.letters(database); len(got) != 0 {
			t.Errorf("letters to who is gone: %+v", got)
		}
		_, err := d.Customer(t.Context(), c.ID)
		d.want(err, customers.ErrUnknown)
		d.want(d.Erase(t.Context(), c.ID, "owner@shop.example"), customers.ErrUnknown)
		for _, table := range []string{"customers_customers", "customers_addresses", "customers_links"} {
			var n int
			if d.must(database.Read(t.Context()).Raw("SELECT count(*) FROM " + table).Scan(&n).Error); n != 0 {
				t.Errorf("%d rows are left in %s", n, table)
			}
		}
	})
}

func TestCustomersAreFoundAPageAtATime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, database *db.DB) {
		d := open(t, database)
		for _, email := range []string{"a@shopper.example", "b@shopper.example", "c_d@shopper.example"} {
			d.opened(database, email)
		}
		first, next, err := d.List(t.Context(), "shopper", "", 2)
		if err != nil || len(first) != 2 || next == "" || first[0].Email != "c_d@shopper.example" {
			t.Fatalf("first page: %+v, %q, %v", first, next, err)
		}
		second, next, err := d.List(t.Context(), "shopper", next, 2)
		if err != nil || len(second) != 1 || next != "" {
			t.Errorf("second page: %+v, %q, %v", second, next, err)
		}
		if found, _, err := d.List(t.Context(), "C_", "", 2); err != nil || len(found) != 1 {
			t.Errorf("found: %+v, %v", found, err)
		}
	})
}
