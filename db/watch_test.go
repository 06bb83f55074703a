package db_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/db/dbtest/proxy"
)

// behind is a PostgreSQL behind a proxy, watched.
func behind(t *testing.T) (*db.DB, *proxy.Proxy) {
	t.Helper()
	options := dbtest.PostgresOptions(t)
	p, through := proxy.BeforePostgres(t, options.URL)
	options.URL = through
	d := dbtest.Open(t, options)
	dbtest.Start(t, d)
	t.Cleanup(p.Heal)
	return d, p
}

// wantAway waits until d knows whether its database is away.
func wantAway(t *testing.T, d *db.DB, away bool, within time.Duration) {
	t.Helper()
	for late := time.After(within); d.Away() != away; {
		select {
		case <-late:
			t.Fatalf("after %v it is not known that the database is away: %t", within, away)
		case <-time.After(time.Millisecond):
		}
	}
}

func one(ctx context.Context, d *db.DB) error {
	var n int
	return d.Read(ctx).Raw("SELECT 1").Scan(&n).Error
}

func TestNobodyWaitsForAPostgresThatHangs(t *testing.T) {
	d, p := behind(t)
	p.Hang()
	var waiting sync.WaitGroup
	for range 50 { // more than there are connections
		waiting.Go(func() {
			ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
			defer cancel()
			if err := one(ctx, d); !errors.Is(err, db.ErrAway) {
				t.Errorf("who waits is told %v", err)
			}
		})
	}
	began := time.Now()
	waiting.Wait()
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("they waited %v", took)
	}

	began = time.Now()
	err := d.Write(t.Context(), func(tx *db.Tx) error { return nil })
	if took := time.Since(began); !errors.Is(err, db.ErrAway) || took > 100*time.Millisecond || d.Ping(t.Context()) == nil {
		t.Errorf("a write: %v after %v", err, took)
	}

	p.Heal()
	wantAway(t, d, false, 10*time.Second)
	if err := one(t.Context(), d); err != nil {
		t.Errorf("back again: %v", err)
	}
}

func TestAPostgresThatIsGoneIsFoundWhenItIsBack(t *testing.T) {
	d, p := behind(t)

	p.Gone()
	wantAway(t, d, true, 5*time.Second)
	if err := one(t.Context(), d); !errors.Is(err, db.ErrAway) {
		t.Errorf("gone: %v", err)
	}
	p.Heal()
	wantAway(t, d, false, 5*time.Second)

	heard := make(chan struct{}, 1)
	d.OnAnnounce(func([]string) { heard <- struct{}{} })
	if err := d.Write(t.Context(), func(tx *db.Tx) error { tx.Announce("test"); return nil }); err != nil {
		t.Fatal(err)
	}
	<-heard
}

func TestASlowPostgresIsNotAway(t *testing.T) {
	d, p := behind(t)
	p.Slow(500 * time.Millisecond)

	for range 6 {
		if err := one(t.Context(), d); err != nil || d.Away() {
			t.Fatalf("%v, away: %t", err, d.Away())
		}
	}
}

func TestAConnectionThatWasCutFailsNoWrite(t *testing.T) {
	d, p := behind(t)
	for range 10 {
		p.Cut()
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return tx.Gorm().Exec("SELECT 1").Error }); err != nil {
			t.Fatal(err)
		}
	}
}

func TestACommitWithoutAnAnswerIsSaidToBeUnsure(t *testing.T) {
	d, p := behind(t)

	err := d.Write(t.Context(), func(tx *db.Tx) error {
		if err := tx.Gorm().Exec("SELECT 1").Error; err != nil {
			return err
		}
		p.Hang()
		return nil
	})

	if !errors.Is(err, db.ErrUnsure) {
		t.Errorf("%v", err)
	}
}

func TestAStartWaitsForPostgres(t *testing.T) {
	options := dbtest.PostgresOptions(t)
	p, through := proxy.BeforePostgres(t, options.URL)
	options.URL = through
	p.Gone()
	back := time.AfterFunc(500*time.Millisecond, p.Heal)
	defer back.Stop()

	d, err := db.Open(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(one(t.Context(), d), d.Close()); err != nil {
		t.Error(err)
	}
}
