package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// How PostgreSQL is watched: it is asked a question every askEvery, which takes
// no longer than askFor unless it hangs. Connecting takes several turns, over a
// slow line seconds.
const (
	askEvery   = 250 * time.Millisecond
	askFor     = time.Second
	connectFor = 3 * time.Second
)

// awaitFor is how long a start waits for PostgreSQL to start, too.
const awaitFor = time.Minute

// watch knows whether PostgreSQL answers, so that a request need not wait to
// find out. One goroutine asks, over a connection of its own; when there is no
// answer, and nobody else has had one meanwhile, PostgreSQL is away: every
// connection is cut, so that whoever waits is told, and none is opened until it
// answers again. What piles up is what comes within a second.
type watch struct {
	config *pgx.ConnConfig // without the watch's own dialer
	log    *slog.Logger
	away   atomic.Bool
	heard  atomic.Int64 // when anything last came from PostgreSQL, in nanoseconds

	mu    sync.Mutex
	conns map[*watched]struct{}

	stop  context.CancelFunc
	ended sync.WaitGroup
}

// watched is a connection that can be cut.
type watched struct {
	net.Conn
	w *watch
}

// watchPool has config's connections opened under the watch that it returns.
func watchPool(config *pgxpool.Config, log *slog.Logger) *watch {
	w := &watch{config: config.ConnConfig.Copy(), log: log, conns: map[*watched]struct{}{}}
	dial := config.ConnConfig.DialFunc
	config.ConnConfig.DialFunc = func(ctx context.Context, network, address string) (net.Conn, error) {
		if w.away.Load() {
			return nil, ErrAway
		}
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return w.add(conn), nil
	}
	return w
}

func (w *watch) add(conn net.Conn) net.Conn {
	c := &watched{conn, w}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.conns[c] = struct{}{}
	return c
}

// Read notes that something came.
func (c *watched) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if n > 0 {
		c.w.heard.Store(time.Now().UnixNano())
	}
	return n, err
}

// Close forgets the connection.
func (c *watched) Close() error {
	c.w.mu.Lock()
	delete(c.w.conns, c)
	c.w.mu.Unlock()
	return c.Conn.Close()
}

// await waits until PostgreSQL answers, which at the start of a machine may
// start later than the shop. What it refuses, it refuses at once.
func (w *watch) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, awaitFor)
	defer cancel()
	for said := false; ; said = true {
		conn, err := w.connect(ctx)
		if err == nil {
			return conn.Close(ctx)
		}
		if answer, ok := errors.AsType[*pgconn.PgError](err); (ok && !goingAway(answer)) || ctx.Err() != nil {
			return fmt.Errorf("reach PostgreSQL: %w", err)
		}
		if !said {
			w.log.WarnContext(ctx, "PostgreSQL does not answer: waiting for it", "err", err, "at most", awaitFor)
		}
		rest(ctx, askEvery)
	}
}

func (w *watch) connect(ctx context.Context) (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, connectFor)
	defer cancel()
	return pgx.ConnectConfig(ctx, w.config.Copy())
}

// start watches until stop is called; pool is emptied when PostgreSQL is lost.
func (w *watch) start(pool *pgxpool.Pool) {
	if w.stop != nil {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	w.stop = cancel
	w.ended.Go(func() { w.run(ctx, pool) })
}

func (w *watch) close() {
	if w.stop != nil {
		w.stop()
		w.ended.Wait()
	}
}

func (w *watch) run(ctx context.Context, pool *pgxpool.Pool) {
	var conn *pgx.Conn
	defer func() { hangUp(conn) }()
	var since time.Time
	for ; ctx.Err() == nil; rest(ctx, askEvery) {
		var err error
		if conn, err = w.ask(ctx, conn); err == nil {
			if w.away.CompareAndSwap(true, false) {
				w.log.Warn("PostgreSQL is back", "after", time.Since(since))
			}
			continue
		}
		if ctx.Err() == nil && w.away.CompareAndSwap(false, true) {
			since = time.Now()
			w.log.Error("PostgreSQL is away: nobody waits for it until it is back", "err", err)
			w.cut()
			pool.Reset()
		}
	}
}

// ask asks over conn, or over a new connection when that is broken, and returns
// the one to ask over next time. An error means that PostgreSQL is away.
func (w *watch) ask(ctx context.Context, conn *pgx.Conn) (*pgx.Conn, error) {
	if conn != nil {
		began := time.Now()
		within, cancel := context.WithTimeout(ctx, askFor)
		err := conn.Ping(within)
		cancel()
		if err == nil {
			return conn, nil
		}
		hangUp(conn)
		if errors.Is(err, context.DeadlineExceeded) && w.heard.Load() < began.UnixNano() {
			return nil, err
		}
	}
	conn, err := w.connect(ctx)
	if err != nil { // a server that starts anew refuses for a moment
		rest(ctx, askEvery/2)
		conn, err = w.connect(ctx)
	}
	if answer, ok := errors.AsType[*pgconn.PgError](err); ok && (!goingAway(answer) || answer.Code == "53300") {
		return nil, nil // it answers, if not to us
	}
	return conn, err
}

func hangUp(conn *pgx.Conn) {
	if conn != nil {
		ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
		defer cancel()
		_ = conn.Close(ctx) // no goodbye to who does not answer
	}
}

// cut ends every connection, so that nobody waits for an answer any longer.
func (w *watch) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for c := range w.conns {
		_ = c.Conn.Close()
	}
}

// rest waits for d or the end of ctx.
func rest(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// connector refuses at once what PostgreSQL would not answer.
type connector struct {
	driver.Connector
	watch *watch
}

// Connect takes a connection out of the pool. Faults: ErrAway.
func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	if c.watch.away.Load() {
		return nil, ErrAway
	}
	return c.Connector.Connect(ctx)
}
