package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"strings"
	"sync"
	"time"
)

// alone writes an order in a transaction of its own, as the shop does on
// PostgreSQL.
func (w *bareWriter) alone(ctx context.Context, cart string, i int) error {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := w.order(ctx, tx, cart, i); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// bareMember is an order that waits for its group's commit.
type bareMember struct {
	cart   string
	i      int
	answer chan error
}

// grouped writes orders that come together in one transaction, as the shop does
// on SQLite.
func (w *bareWriter) grouped(ctx context.Context) (write func(context.Context, string, int) error, end func()) {
	queue := make(chan bareMember, buyers)
	var ended sync.WaitGroup
	ended.Go(func() {
		for first := range queue {
			w.commitGroup(ctx, first, queue)
		}
	})
	write = func(_ context.Context, cart string, i int) error {
		m := bareMember{cart, i, make(chan error, 1)}
		queue <- m
		return <-m.answer
	}
	return write, func() { close(queue); ended.Wait() }
}

func (w *bareWriter) commitGroup(ctx context.Context, first bareMember, queue chan bareMember) {
	group := []bareMember{first}
	tx, err := w.db.BeginTx(ctx, nil)
	for at := 0; err == nil && at < len(group); at++ {
		if err = w.order(ctx, tx, group[at].cart, group[at].i); err != nil || len(group) == buyers {
			continue
		}
		select {
		case m := <-queue:
			group = append(group, m)
		default:
		}
	}
	if err == nil {
		err = tx.Commit()
	} else if tx != nil {
		_ = tx.Rollback()
	}
	for _, m := range group {
		m.answer <- err
	}
}

// order writes the rows of one order.
func (w *bareWriter) order(ctx context.Context, tx *sql.Tx, cart string, i int) error {
	id, now := rand.Text(), time.Now().UTC()
	a, b := w.lines(i)
	run := func(which int, args ...any) error {
		_, err := tx.StmtContext(ctx, w.ready[which]).ExecContext(ctx, args...)
		return err
	}
	if err := run(insertOrder, id, "NQ-"+id[:12], rand.Text(), rand.Text(), w.source.total, w.source.content, now); err != nil {
		return err
	}
	for _, line := range twice(a, b) {
		var sku string
		var tracked bool
		var onHand, reserved, allocated int64
		row := tx.StmtContext(ctx, w.ready[takeStock]).QueryRowContext(ctx, line)
		if err := row.Scan(&sku, &tracked, &onHand, &reserved, &allocated); err != nil {
			return err
		}
	}
	attempt := rand.Text()
	for _, step := range []struct {
		which int
		args  []any
	}{
		{insertHold, []any{id}},
		{insertHoldLines, []any{id, a, id, b}},
		{insertMovements, []any{a, id, now, b, id, now}},
		{insertAttempt, []any{attempt, id, w.source.total, rand.Text(), "/payments/" + attempt + "/return", now, now, now}},
		{emptyCart, []any{cart}},
		{touchCart, []any{now, cart}},
		{insertEvent, []any{id, now}},
		{insertJob, []any{w.source.job}},
		{announce, []any{strings.Join([]string{"stock:" + a, "stock:" + b}, "\n"), now}},
	} {
		if err := run(step.which, step.args...); err != nil {
			return err
		}
	}
	return nil
}
