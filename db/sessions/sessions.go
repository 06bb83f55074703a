// Package sessions keeps sessions in the shop's own database, in the shape that
// web's session store wants of a storage.
//
//	SQLite:     a file of its own, sessions.db, that does not wait for the disk
//	PostgreSQL: the table session_entries
//
// A session that is set to what it is already is not written, until a tenth of
// its time has passed. Whoever reads the database finds no session's id in it,
// only what it hashes to.
package sessions

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"holdfast/db"
	"holdfast/modules/kernel/clock"
)

// timeout bounds each call: a page waits no longer for a session.
const timeout = 2 * time.Second

// sweepEvery is how often what has expired is removed, and sweepAtOnce how many
// rows a statement removes, so that nobody waits long behind it.
const (
	sweepEvery  = 10 * time.Minute
	sweepAtOnce = 1000
)

// Options says where sessions are kept.
type Options struct {
	Dir   string       // the data directory, for SQLite
	Clock clock.Clock  // nil: the machine's
	Log   *slog.Logger // nil: slog's default
}

// Storage keeps sessions by key. It has the methods of Fiber's Storage.
type Storage struct {
	table table
	now   clock.Clock
	log   *slog.Logger
	stop  context.CancelFunc
	ended sync.WaitGroup
}

// entry is one session.
type entry struct {
	data    []byte
	expires time.Time // zero: never
}

// table is where entries are.
type table interface {
	// read returns the entry of key that has not expired, ok false when there is none.
	read(ctx context.Context, key string, now time.Time) (e entry, ok bool, err error)
	write(ctx context.Context, key string, e entry) error
	remove(ctx context.Context, key string) error
	removeAll(ctx context.Context) error
	// sweep removes up to limit entries that expired before now, and returns how many.
	sweep(ctx context.Context, now time.Time, limit int) (int64, error)
	close() error
}

// Open opens the storage beside d, until Close.
func Open(ctx context.Context, d *db.DB, options Options) (*Storage, error) {
	s := &Storage{now: options.Clock, log: options.Log}
	if s.now == nil {
		s.now = clock.System
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	if d.Postgres() {
		s.table = rows{d}
	} else {
		f, err := openFile(ctx, options.Dir)
		if err != nil {
			return nil, fmt.Errorf("open the sessions: %w", err)
		}
		s.table = f
	}
	ctx, s.stop = context.WithCancel(context.WithoutCancel(ctx))
	s.ended.Go(func() { s.sweeper(ctx) })
	return s, nil
}

// Get returns what was set for key, nil when there is nothing or it has expired.
func (s *Storage) Get(key string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	e, _, err := s.table.read(ctx, hash(key), s.now())
	if err != nil {
		return nil, fmt.Errorf("read a session: %w", err)
	}
	return e.data, nil
}

// Set keeps value under key for as long as lifetime, 0 for ever. It writes only
// what has changed.
func (s *Storage) Set(key string, value []byte, lifetime time.Duration) error {
	if key == "" || len(value) == 0 {
		return nil // Fiber's contract
	}
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	e := entry{data: value}
	if lifetime > 0 {
		e.expires = s.now().Add(lifetime)
	}
	old, there, err := s.table.read(ctx, hash(key), s.now())
	if err == nil && there && same(old, e, lifetime) {
		return nil
	}
	if err := s.table.write(ctx, hash(key), e); err != nil {
		return fmt.Errorf("write a session: %w", err)
	}
	return nil
}

// same reports whether writing e over old would change nothing but the last
// tenth of its lifetime.
func same(old, e entry, lifetime time.Duration) bool {
	if string(old.data) != string(e.data) || old.expires.IsZero() != e.expires.IsZero() {
		return false
	}
	shift := e.expires.Sub(old.expires)
	return shift >= 0 && shift <= lifetime/10
}

// Delete removes what was set for key.
func (s *Storage) Delete(key string) error {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	if err := s.table.remove(ctx, hash(key)); err != nil {
		return fmt.Errorf("remove a session: %w", err)
	}
	return nil
}

// Reset removes all sessions.
func (s *Storage) Reset() error {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	if err := s.table.removeAll(ctx); err != nil {
		return fmt.Errorf("remove the sessions: %w", err)
	}
	return nil
}

// Close ends what Open began.
func (s *Storage) Close() error {
	s.stop()
	s.ended.Wait()
	return s.table.close()
}

// Sweep removes what has expired and returns how much that was.
func (s *Storage) Sweep(ctx context.Context) (int64, error) {
	var all int64
	for {
		n, err := s.table.sweep(ctx, s.now(), sweepAtOnce)
		all += n
		if err != nil {
			return all, fmt.Errorf("sweep the sessions: %w", err)
		}
		if n < sweepAtOnce {
			return all, nil
		}
	}
}

func (s *Storage) sweeper(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if _, err := s.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, "cannot remove expired sessions", "err", err)
		}
	}
}

// hash needs no salt: a session's id is random already.
func hash(key string) string {
	sum := sha256.Sum256([]byte(key))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
