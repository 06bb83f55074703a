package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	gormpostgres "gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// attempts bounds how often a transaction is run that the database undid.
const attempts = 6

// connections is how many a process opens at most, unless the address says
// pool_max_conns: pgx's own four would be spent on the jobs.
const connections = 20

func (d *DB) openPostgres(ctx context.Context, url string) error {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return errors.New("HOLDFAST_DATABASE_URL is no PostgreSQL address") // the cause may hold a password
	}
	if !strings.Contains(url, "pool_max_conns") {
		config.MaxConns = connections
	}
	d.watch = watchPool(config, d.log)
	if err := d.watch.await(ctx); err != nil {
		return err
	}
	if d.pool, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	d.closer = append(d.closer, func() error { d.watch.close(); d.pool.Close(); return nil })
	d.sql = sql.OpenDB(connector{stdlib.GetPoolConnector(d.pool), d.watch})
	d.sql.SetMaxIdleConns(0) // the pool keeps them
	d.closer = append(d.closer, d.sql.Close)
	// pgx keeps prepared statements by connection itself. GORM's would be made
	// and thrown away with each use of one: two more turns over the line.
	g, err := gorm.Open(postgresDialector{gormpostgres.Dialector{Config: &gormpostgres.Config{Conn: d.sql}}}, gormConfig(d.log, false))
	if err != nil {
		return fmt.Errorf("open PostgreSQL: %w", err)
	}
	if err := translateRows(g); err != nil {
		return err
	}
	d.reader = g
	d.writer = retryingWriter{db: d, gorm: g}
	return nil
}

// postgresDialector is GORM's, which also knows what befell PostgreSQL itself.
type postgresDialector struct{ gormpostgres.Dialector }

// Translate names the faults that stores and shoppers ask about.
func (d postgresDialector) Translate(err error) error {
	return translatePostgres(d.Dialector.Translate(err))
}

// retryingWriter gives each writer a transaction, and another one when
// PostgreSQL undid it for somebody else's sake.
type retryingWriter struct {
	db   *DB
	gorm *gorm.DB
}

func (retryingWriter) close() {}

func (w retryingWriter) write(ctx context.Context, fn func(*Tx) error) error {
	cut := false
	for attempt := 1; ; attempt++ {
		sent, err := w.once(ctx, fn)
		switch {
		case err == nil:
			return nil
		case sent && !answered(err):
			return fmt.Errorf("%w: %w", ErrUnsure, err)
		case attempt == attempts || ctx.Err() != nil:
			return err
		case errors.Is(err, ErrAway):
			// The connections may have been cut since they were last used, which
			// is no reason to give up; it is if a new one is no better.
			if cut || !w.db.Cut(err) {
				return err
			}
			cut = true
		case !retryable(err):
			return err
		}
		if err := pause(ctx, attempt); err != nil {
			return err
		}
	}
}

// once runs fn in a transaction; sent says that PostgreSQL was asked to commit.
func (w retryingWriter) once(ctx context.Context, fn func(*Tx) error) (sent bool, err error) {
	tx := w.gorm.WithContext(ctx).Begin()
	if tx.Error != nil {
		return false, tx.Error
	}
	undo := true
	defer func() { // also when fn panics
		if undo {
			tx.Rollback()
		}
	}()
	if err := fn(&Tx{gorm: tx, db: w.db, ctx: ctx}); err != nil {
		return false, err
	}
	if err := ctx.Err(); err != nil {
		return false, err
	}
	undo = false
	return true, tx.Commit().Error
}

// answered reports whether err is what PostgreSQL said, so that it is certain
// that nothing was committed.
func answered(err error) bool {
	_, ok := errors.AsType[*pgconn.PgError](err)
	return ok
}

// retryable reports whether err is a serialisation failure (40001) or a
// deadlock (40P01): the transaction did nothing and may be run again.
func retryable(err error) bool {
	fault, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (fault.Code == "40001" || fault.Code == "40P01")
}

// pause waits up to 2, 4, 8 … ms, at random so that rivals part.
func pause(ctx context.Context, attempt int) error {
	timer := time.NewTimer(time.Duration(rand.Int64N(int64(time.Millisecond) << attempt)))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
