// Package session remembers an operator between requests.
//
//	a session = a random id in a cookie, and what is kept under its hash
//
// There is none until there is something to remember: a visitor who looks gets
// no cookie. It ends when it was not used for a while (idle) and, used or not,
// some time after signing in (absolute). Signing in gives it a new id.
//
// Where it is kept may be away. Then nobody is signed out: the request goes on
// as a stranger's, Err says so, and the cookie stays as it is.
package session

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/web/gate"
	"holdfast/web/secure"
)

// ErrUnavailable says that sessions cannot be read or kept just now.
var ErrUnavailable = fault.New(fault.Unavailable, "Signing in does not work just now. Nothing was lost: try again in a minute.")

// Options sets sessions up; what is zero is filled in.
type Options struct {
	TLS      bool          // the shop is reached over TLS
	Idle     time.Duration // 2 h
	Absolute time.Duration // 12 h
	Clock    clock.Clock
	Log      *slog.Logger
}

// Store keeps sessions.
type Store struct {
	storage fiber.Storage
	cookie  secure.Cookie
	o       Options
}

// New returns sessions kept in storage: Redis, or the shop's database.
func New(storage fiber.Storage, o Options) *Store {
	if o.Idle <= 0 {
		o.Idle = 2 * time.Hour
	}
	if o.Absolute <= 0 {
		o.Absolute = 12 * time.Hour
	}
	if o.Clock == nil {
		o.Clock = clock.System
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Store{storage: storage, cookie: secure.NewCookie("session", o.TLS), o: o}
}

// CookieName is the name of the session's cookie: who brings it gets pages of
// their own.
func (s *Store) CookieName() string { return s.cookie.Name() }

type sessionKey struct{}

// Handler gives the request its session, which is read when it is first asked
// for, and keeps what was changed of it once the request has succeeded.
func (s *Store) Handler(c *fiber.Ctx) error {
	sess := &Session{store: s, c: c}
	c.Locals(sessionKey{}, sess)
	defer func() { sess.c = nil }()
	if err := c.Next(); err != nil {
		return err
	}
	sess.save()
	return nil
}

// Of returns the request's session, never nil. It must not be kept.
func Of(c *fiber.Ctx) *Session {
	if sess, ok := c.Locals(sessionKey{}).(*Session); ok {
		return sess
	}
	return &Session{loaded: true}
}

// ID names the request's session, for what is bound to it; empty without one.
// It is no secret, and of no use in a cookie.
func ID(c *fiber.Ctx) string {
	sess := Of(c)
	sess.load()
	if sess.id == "" {
		return ""
	}
	return key(sess.id)
}

// record is what is kept.
type record struct {
	Operator string    `json:"operator,omitempty"`
	Flash    string    `json:"flash,omitempty"`
	Began    time.Time `json:"began"`
	Seen     time.Time `json:"seen"`
}

// key hides the id from whoever can read the storage.
func key(id string) string {
	sum := sha256.Sum256([]byte(id))
	return "session:" + hex.EncodeToString(sum[:16])
}

// read returns what is kept under id; ok is false when there is nothing.
func (s *Store) read(ctx context.Context, id string) (r record, ok bool, err error) {
	defer gate.Wait(ctx)()
	b, err := s.storage.Get(key(id))
	if err != nil {
		return r, false, fmt.Errorf("read a session: %w", err)
	}
	if b == nil {
		return r, false, nil
	}
	if err := json.Unmarshal(b, &r); err != nil {
		return r, false, fmt.Errorf("read a session: %w", err)
	}
	now := s.o.Clock()
	if now.Sub(r.Seen) >= s.o.Idle || now.Sub(r.Began) >= s.o.Absolute {
		return record{}, false, nil
	}
	return r, true, nil
}

func (s *Store) write(ctx context.Context, id string, r record) error {
	defer gate.Wait(ctx)()
	b, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("keep a session: %w", err)
	}
	if err := s.storage.Set(key(id), b, min(s.o.Idle, s.left(r))); err != nil {
		return fmt.Errorf("keep a session: %w", err)
	}
	return nil
}

func (s *Store) forget(ctx context.Context, id string) error {
	defer gate.Wait(ctx)()
	if err := s.storage.Delete(key(id)); err != nil {
		return fmt.Errorf("end a session: %w", err)
	}
	return nil
}

// left is how long r may live at most.
func (s *Store) left(r record) time.Duration {
	return max(time.Second, r.Began.Add(s.o.Absolute).Sub(s.o.Clock()))
}
