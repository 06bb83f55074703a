// Package db opens the shop's database and is the only way to write to it.
//
// Reads go to [DB.Read]. Every write goes through [DB.Write], one function a
// transaction:
//
//	SQLite:     writers that come together share one commit, each in a savepoint
//	PostgreSQL: a transaction each, tried again when the database asks for it
//
// What a transaction publishes (events, jobs, announcements) commits or
// vanishes with it. It is the only package besides the modules' stores that
// knows GORM.
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"gorm.io/gorm"

	"holdfast/modules/kernel/clock"
)

// Options says which database to open.
type Options struct {
	URL   string       // postgres://…; empty means SQLite in Dir
	Dir   string       // the data directory, for SQLite
	Log   *slog.Logger // nil: slog's default
	Clock clock.Clock  // nil: the machine's
	// Poll is how often other processes' announcements and, on SQLite, due
	// jobs are looked for. Zero means 250 ms.
	Poll time.Duration
	// Waiting is told of each write while it waits for its commit; nil: nobody.
	Waiting Waiting
}

// DB is the shop's database.
type DB struct {
	reader *gorm.DB
	writer writer
	sql    *sql.DB       // the pool that writes
	pool   *pgxpool.Pool // the same on PostgreSQL, nil on SQLite
	watch  *watch        // of PostgreSQL, nil on SQLite
	closer []func() error
	log    *slog.Logger
	now    clock.Clock
	poll   time.Duration

	waiting Waiting

	announcements announcements
	deliveries    deliveries

	lower atomic.Pointer[string] // the collation of unicodeOrder, where PostgreSQL has it
}

// writer runs one function in a transaction and answers after its commit.
type writer interface {
	write(ctx context.Context, fn func(*Tx) error) error
	close()
}

// Open opens the database that options names, without migrating it.
func Open(ctx context.Context, options Options) (*DB, error) {
	d := &DB{log: options.Log, now: options.Clock, poll: options.Poll, waiting: options.Waiting}
	if d.log == nil {
		d.log = slog.Default()
	}
	if d.now == nil {
		d.now = clock.System
	}
	if d.poll == 0 {
		d.poll = 250 * time.Millisecond
	}
	open := func() error { return d.openSQLite(options.Dir) }
	if options.URL != "" {
		open = func() error { return d.openPostgres(ctx, options.URL) }
	}
	if err := open(); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	if err := d.prepareDeliveries(); err != nil {
		return nil, errors.Join(fmt.Errorf("prepare jobs: %w", err), d.Close())
	}
	return d, nil
}

// Postgres reports whether the database is PostgreSQL; else it is SQLite.
func (d *DB) Postgres() bool { return d.pool != nil }

// Read returns a handle for reading. It cannot write on SQLite.
func (d *DB) Read(ctx context.Context) *gorm.DB { return d.reader.WithContext(ctx) }

// Write runs fn in a transaction and returns after its commit, or after undoing
// it when fn failed. Writers share commits and are run again when the database
// asks for it, so fn does nothing but talk to the database, quickly; it must
// not call Write.
func (d *DB) Write(ctx context.Context, fn func(tx *Tx) error) error {
	var done *Tx
	err := d.writeWaiting(ctx, func(tx *Tx) error {
		done = tx
		if err := fn(tx); err != nil {
			return err
		}
		return tx.flush()
	})
	if err == nil {
		d.announced(done.tags)
	}
	return err
}

func (d *DB) writeWaiting(ctx context.Context, fn func(*Tx) error) error {
	defer d.wait(ctx)()
	return d.writer.write(ctx, fn)
}

// Away reports whether the database is known not to answer: then nobody waits
// for it, and what was read before is better than nothing.
func (d *DB) Away() bool { return d.watch != nil && d.watch.away.Load() }

// Cut reports whether err says that a connection was cut, while PostgreSQL is
// there. It has new ones made: what only read may be tried again at once.
func (d *DB) Cut(err error) bool {
	if !errors.Is(err, ErrAway) || d.pool == nil || d.Away() {
		return false
	}
	d.pool.Reset()
	return true
}

// Ping reports whether the database answers. On PostgreSQL that is known, and
// asking costs nothing.
func (d *DB) Ping(ctx context.Context) error {
	if d.Away() {
		return ErrAway
	}
	if d.watch != nil && d.watch.stop != nil {
		return nil
	}
	return d.sql.PingContext(ctx)
}

// Close ends what Open began. Nothing may be running.
func (d *DB) Close() error {
	if d.writer != nil {
		d.writer.close()
	}
	var errs []error
	for i := len(d.closer) - 1; i >= 0; i-- {
		errs = append(errs, d.closer[i]())
	}
	return errors.Join(errs...)
}

// IsDuplicate reports whether err says that a unique key was taken already.
func IsDuplicate(err error) bool { return errors.Is(err, gorm.ErrDuplicatedKey) }

// IsMissing reports whether err says that there is no such row.
func IsMissing(err error) bool { return errors.Is(err, gorm.ErrRecordNotFound) }

// Like returns text as the pattern of a LIKE … ESCAPE '\' that finds it anywhere.
func Like(text string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text) + "%"
}

// translateRows has errors of Rows and Raw named as those of all else are: GORM
// forgets it.
func translateRows(g *gorm.DB) error {
	return g.Callback().Row().After("*").Register("db:translate", func(tx *gorm.DB) {
		if known, ok := tx.Dialector.(gorm.ErrorTranslator); ok && tx.Error != nil {
			tx.Error = known.Translate(tx.Error)
		}
	})
}

func gormConfig(log *slog.Logger, prepare bool) *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true,
		PrepareStmt:            prepare,
		PrepareStmtMaxSize:     500,
		TranslateError:         true,
		Logger:                 observer{log},
		NowFunc:                func() time.Time { return clock.System() },
	}
}
