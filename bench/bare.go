package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	"golang.org/x/sys/unix"
	_ "modernc.org/sqlite"
)

// openBare makes the database for bare SQL, once: a filled shop in which one
// order was placed, to be copied. Nobody serves it afterwards.
func (b *bench) openBare(ctx context.Context, s *shopOn) error {
	if b.bare[s.name] {
		return nil
	}
	filled, err := b.open(ctx, s.name, "bare")
	if err != nil {
		return err
	}
	all, err := crowd(filled.addr, b.skus, 1, true)
	if err == nil {
		_, err = place(filled.process, all)
	}
	if err == nil {
		err = filled.db.Idle(ctx)
	}
	b.bare[s.name] = err == nil
	return errors.Join(err, filled.close())
}

// bareWriter writes the rows of an order with nothing around them.
type bareWriter struct {
	db       *sql.DB
	postgres bool
	ready    []*sql.Stmt // the statements of an order, in order
	source   source
}

// source is the order that is copied.
type source struct {
	content string
	total   int64
	job     int64
	skus    []string
}

// The statements that placing an order makes. Those for levels run once a line.
const (
	insertOrder = iota
	takeStock
	insertHold
	insertHoldLines
	insertMovements
	insertAttempt
	emptyCart
	touchCart
	insertEvent
	insertJob
	announce
	statements
)

var bareSQL = [statements]string{
	insertOrder: `INSERT INTO orders_orders (id, number, submit_key, token, email, name, payment_method, currency, total_minor, content, locale, cancel_reason, placed_at)
		VALUES (?, ?, ?, ?, 'maeve@example.com', 'Maeve Byrne', 'bank-transfer', 'EUR', ?, ?, 'en', '', ?) ON CONFLICT DO NOTHING`,
	takeStock: `UPDATE inventory_levels SET allocated = allocated + 1
		WHERE sku = ? AND (NOT tracked OR on_hand - reserved - allocated >= 1) RETURNING sku, tracked, on_hand, reserved, allocated`,
	insertHold:      `INSERT INTO inventory_holds (id, state) VALUES (?, 'allocated')`,
	insertHoldLines: `INSERT INTO inventory_hold_lines (hold_id, sku, quantity) VALUES (?, ?, 1), (?, ?, 1)`,
	insertMovements: `INSERT INTO inventory_movements (sku, on_hand, reserved, allocated, reason, ref, at)
		VALUES (?, 0, 0, 1, 'allocated', ?, ?), (?, 0, 0, 1, 'allocated', ?, ?)`,
	insertAttempt: `INSERT INTO payments_attempts (id, order_id, method, provider, amount, currency, state, idempotency_key,
		provider_ref, redirect, return_to, failure, created_at, updated_at, checked_at)
		VALUES (?, ?, 'bank-transfer', '', ?, 'EUR', 'pending', ?, '', '', ?, '', ?, ?, ?)`,
	emptyCart:   `DELETE FROM carts_lines WHERE cart_id = ?`,
	touchCart:   `UPDATE carts_carts SET coupon = '', updated_at = ? WHERE id = ?`,
	insertEvent: `INSERT INTO orders_events (order_id, kind, detail, actor, at) VALUES (?, 'placed', '', '', ?)`,
	insertJob: `INSERT INTO river_job (args, kind, max_attempts, metadata, priority, queue, scheduled_at, state, tags)
		SELECT args, kind, max_attempts, metadata, priority, queue, scheduled_at, 'available', tags FROM river_job WHERE id = ?`,
	announce: `INSERT INTO db_announcements (origin, tags, at) VALUES ('bench', ?, ?)`,
}

// writeBare writes a number of orders and prints how many, how many a second,
// the CPU of one in µs, and the middle and last hundredth's time in ns.
func writeBare(ctx context.Context, args []string) error {
	n, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	w := &bareWriter{postgres: args[1] == "PostgreSQL"}
	if err := w.open(ctx, args[2]); err != nil {
		return err
	}
	defer w.db.Close()
	carts, err := w.fillCarts(ctx, n)
	if err != nil {
		return err
	}
	write, end := w.alone, func() {}
	if !w.postgres {
		write, end = w.grouped(ctx)
	}
	defer end()
	took, faults := make([]time.Duration, n), make([]error, buyers)
	var next atomic.Int64
	var wg sync.WaitGroup
	spent, began := used(), time.Now()
	for b := range buyers {
		wg.Go(func() {
			for i := int(next.Add(1) - 1); i < n; i = int(next.Add(1) - 1) {
				at := time.Now()
				if err := write(ctx, carts[i], i); err != nil {
					faults[b] = err
					return
				}
				took[i] = time.Since(at)
			}
		})
	}
	wg.Wait()
	r := summary(took, time.Since(began))
	fmt.Fprintln(os.Stdout, n, r.perSec, each(used()-spent, n), r.p50.Nanoseconds(), r.p99.Nanoseconds())
	return errors.Join(faults...)
}

func used() time.Duration {
	var u unix.Rusage
	_ = unix.Getrusage(unix.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func (w *bareWriter) open(ctx context.Context, at string) (err error) {
	if w.postgres {
		w.db, err = sql.Open("pgx", at)
	} else {
		w.db, err = sql.Open("sqlite", "file:"+at+"/shop.db?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(5000)"+
			"&_pragma=foreign_keys(1)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-16000)&_time_format=sqlite&_txlock=immediate")
	}
	if err != nil {
		return err
	}
	w.db.SetMaxOpenConns(1)
	if w.postgres {
		w.db.SetMaxOpenConns(buyers)
		w.db.SetMaxIdleConns(buyers)
	}
	for _, text := range bareSQL {
		statement, err := w.db.PrepareContext(ctx, w.numbered(text))
		if err != nil {
			return fmt.Errorf("%w: %s", err, text)
		}
		w.ready = append(w.ready, statement)
	}
	one := w.db.QueryRowContext(ctx, "SELECT content, total_minor FROM orders_orders LIMIT 1")
	if err := one.Scan(&w.source.content, &w.source.total); err != nil {
		return err
	}
	if err := w.db.QueryRowContext(ctx, "SELECT max(id) FROM river_job").Scan(&w.source.job); err != nil {
		return err
	}
	rows, err := w.db.QueryContext(ctx, "SELECT sku FROM inventory_levels WHERE tracked ORDER BY sku")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var each string
		if err := rows.Scan(&each); err != nil {
			return err
		}
		w.source.skus = append(w.source.skus, each)
	}
	return rows.Err()
}

// numbered turns ? into $1, $2 … for PostgreSQL.
func (w *bareWriter) numbered(text string) string {
	if !w.postgres {
		return text
	}
	parts := strings.Split(text, "?")
	var b strings.Builder
	for i, part := range parts {
		if i > 0 {
			b.WriteString("$" + strconv.Itoa(i))
		}
		b.WriteString(part)
	}
	return b.String()
}

// lines are the two SKUs of order i, in their order.
func (w *bareWriter) lines(i int) (a, b string) {
	n := len(w.source.skus)
	x, y := i%n, (i*7+3)%n
	if x == y {
		y = (y + 1) % n
	}
	return w.source.skus[min(x, y)], w.source.skus[max(x, y)]
}

func (w *bareWriter) fillCarts(ctx context.Context, n int) ([]string, error) {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }()
	ids := make([]string, n)
	for i := range ids {
		ids[i] = rand.Text()
		if _, err := tx.ExecContext(ctx, w.numbered("INSERT INTO carts_carts (id, updated_at) VALUES (?, ?)"), ids[i], time.Now().UTC()); err != nil {
			return nil, err
		}
		for _, line := range twice(w.lines(i)) {
			_, err := tx.ExecContext(ctx, w.numbered("INSERT INTO carts_lines (cart_id, sku, quantity, seen_minor, added_at) VALUES (?, ?, 1, 100, ?)"), ids[i], line, time.Now().UTC())
			if err != nil {
				return nil, err
			}
		}
	}
	return ids, tx.Commit()
}

func twice(a, b string) [2]string { return [2]string{a, b} }
