package db

import (
	"context"
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
	if d.pool, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	d.closer = append(d.closer, func() error { d.pool.Close(); return nil })
	d.sql = stdlib.OpenDBFromPool(d.pool)
	d.closer = append(d.closer, d.sql.Close)
	g, err := gorm.Open(gormpostgres.New(gormpostgres.Config{Conn: d.sql}), gormConfig(d.log))
	if err != nil {
		return fmt.Errorf("open PostgreSQL: %w", err)
	}
	d.reader = g
	d.writer = retryingWriter{db: d, gorm: g}
	return nil
}

// retryingWriter gives each writer a transaction, and another one when
// PostgreSQL undid it for somebody else's sake.
type retryingWriter struct {
	db   *DB
	gorm *gorm.DB
}

func (retryingWriter) close() {}

func (w retryingWriter) write(ctx context.Context, fn func(*Tx) error) error {
	for attempt := 1; ; attempt++ {
		err := w.gorm.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
			return fn(&Tx{gorm: tx, db: w.db, ctx: ctx})
		})
		if err == nil || attempt == attempts || !retryable(err) {
			return err
		}
		if err := pause(ctx, attempt); err != nil {
			return err
		}
	}
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
