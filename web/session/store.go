// Package session remembers who is signed in between requests: operators in
// one cookie, customers in another.
//
//	a session = a random id in a cookie, and what is kept under its hash
//
// There is none until there is something to remember: a visitor who looks gets
// no cookie. It ends when it was not used for a while (idle) and, used or not,
// some time after signing in (absolute). Signing in gives it a new id.
//
// Where it is kept may be away, be emptied, or come back as it was yesterday:
//
//	away    → nobody is signed out: the request goes on as a stranger's, Err says
//	          so, the cookie stays. Who signs in then has the session in the
//	          cookie itself, signed, for a quarter of an hour at a time
//	          (fallback.go); it is kept properly once that is possible.
//	emptied → everybody is signed out, and nothing else happens.
//	restored → what was ended stays ended: each end is in the Book, the shop's
//	          own database.
package session

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/web/gate"
)

// ErrUnavailable says that sessions cannot be read or kept just now.
var ErrUnavailable = fault.New(fault.Unavailable, "Who you are signed in as cannot be read just now. Nothing was lost: try again in a minute, or sign in again.")

// SignIn is one session as the Book knows it.
type SignIn = struct {
	ID, Owner, Agent, Network string
	Began, Seen, Expires      time.Time
}

// Book is what the shop's database knows of sessions.
type Book interface {
	// Begin notes a sign-in, and the end of the session instead, if any.
	Begin(ctx context.Context, s SignIn, instead string) error
	// Seen notes that a session was used and may go on until expires.
	Seen(ctx context.Context, id string, seen, expires time.Time) error
	// Of lists an owner's sessions, the latest first.
	Of(ctx context.Context, owner string) ([]SignIn, error)
	// End ends sessions for good; until is when they would have ended anyway.
	End(ctx context.Context, until time.Time, ids ...string) error
	// Ended reports whether a session that went on at checked is over, and
	// whether the database was asked to find out.
	Ended(ctx context.Context, id string, checked time.Time) (over, asked bool, err error)
}

// Options sets sessions up; what is zero is filled in.
type Options struct {
	TLS   bool     // the shop is reached over TLS
	Book  Book     // nil: ends are only as durable as the storage, and nothing is listed
	Keys  [][]byte // sign sessions while the storage is away, the first one; none: nobody signs in then
	Clock clock.Clock
	Log   *slog.Logger
}

// Store keeps sessions.
type Store struct {
	storage   fiber.Storage
	customers kind
	operators kind
	o         Options
}

// New returns sessions kept in storage: Redis, or the shop's database.
func New(storage fiber.Storage, o Options) *Store {
	if o.Clock == nil {
		o.Clock = clock.System
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Store{storage: storage, o: o}
	s.customers, s.operators = kinds(o)
	return s
}

// CookieName is the name of the customers' cookie: who brings it gets pages of
// their own. What an operator sees of the storefront is what everybody sees.
func (s *Store) CookieName() string { return s.customers.cookie.Name() }

// sessions are those of one request.
type sessions struct{ customer, operator Session }

type sessionKey struct{}

// Handler gives the request its sessions, which are read when they are first
// asked for, and keeps what was changed of them once the request has succeeded.
func (s *Store) Handler(c *fiber.Ctx) error {
	both := &sessions{Session{store: s, kind: &s.customers, c: c}, Session{store: s, kind: &s.operators, c: c}}
	c.Locals(sessionKey{}, both)
	if err := c.Next(); err != nil {
		return err // its page, made outside of here, may still read them
	}
	both.customer.save()
	both.operator.save()
	both.customer.c, both.operator.c = nil, nil
	return nil
}

// Of returns the customer's session, never nil. It must not be kept.
func Of(c *fiber.Ctx) *Session {
	if both, ok := c.Locals(sessionKey{}).(*sessions); ok {
		return &both.customer
	}
	return &Session{loaded: true}
}

// OfOperator returns the back office's session, never nil. It must not be kept.
func OfOperator(c *fiber.Ctx) *Session {
	if both, ok := c.Locals(sessionKey{}).(*sessions); ok {
		return &both.operator
	}
	return &Session{loaded: true}
}

// ID names the customer's session, for what is bound to it, and in the list of
// sessions; empty without one. It is no secret, and of no use in a cookie.
func ID(c *fiber.Ctx) string { return Of(c).name() }

// OperatorID names the back office's session, for what is bound to it.
func OperatorID(c *fiber.Ctx) string { return OfOperator(c).name() }

// record is what is kept.
type record struct {
	Operator string    `json:"operator,omitempty"`
	Customer string    `json:"customer,omitempty"`
	Flash    string    `json:"flash,omitempty"`
	Began    time.Time `json:"began"`
	Seen     time.Time `json:"seen"`
	Checked  time.Time `json:"checked,omitzero"` // when it was known not to be ended
}

// name hides the id from whoever can read the storage, and differs by kind: an
// operator's id in a customer's cookie names nothing.
func (k *kind) sessionName(id string) string {
	if k.listed {
		id = k.name + " " + id
	}
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:16])
}

func key(name string) string { return "session:" + name }

// errEnded says that there is no such session any more.
var errEnded = errors.New("there is no such session")

// read returns what is kept under id. Faults: errEnded, and whatever the
// storage or the book fails with.
func (s *Store) read(ctx context.Context, k *kind, id string) (r record, asked bool, err error) {
	defer gate.Wait(ctx)()
	b, err := s.storage.Get(key(k.sessionName(id)))
	if err != nil {
		return r, false, fmt.Errorf("read a session: %w", err)
	}
	if b == nil {
		return r, false, errEnded
	}
	if err := json.Unmarshal(b, &r); err != nil {
		return r, false, fmt.Errorf("read a session: %w", err)
	}
	asked, err = s.goesOn(ctx, k, id, r)
	return r, asked, err
}

// goesOn returns errEnded unless r may go on.
func (s *Store) goesOn(ctx context.Context, k *kind, id string, r record) (asked bool, err error) {
	if k.over(r, s.o.Clock()) {
		return false, errEnded
	}
	if s.o.Book == nil {
		return false, nil
	}
	over, asked, err := s.o.Book.Ended(ctx, k.sessionName(id), r.Checked)
	if over {
		err = errEnded
	}
	return asked, err
}

func (s *Store) write(ctx context.Context, k *kind, id string, r record) error {
	defer gate.Wait(ctx)()
	b, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("keep a session: %w", err)
	}
	if err := s.storage.Set(key(k.sessionName(id)), b, k.lifetime(r, s.o.Clock())); err != nil {
		return fmt.Errorf("keep a session: %w", err)
	}
	return nil
}

// forget ends sessions. The book's word is what counts; without one, the
// storage's.
func (s *Store) forget(ctx context.Context, k *kind, names ...string) error {
	defer gate.Wait(ctx)()
	if s.o.Book != nil {
		if err := s.o.Book.End(ctx, s.o.Clock().Add(k.absolute), names...); err != nil {
			return err
		}
	}
	for _, name := range names {
		if err := s.storage.Delete(key(name)); err != nil && s.o.Book == nil {
			return fmt.Errorf("end a session: %w", err)
		}
	}
	return nil
}
