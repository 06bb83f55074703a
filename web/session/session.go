package session

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"

	"github.com/gofiber/fiber/v2"

	"holdfast/web/request"
)

// idLen is the length of an id: 26 characters of base32 are 130 random bits.
const idLen = 26

// longestAgent bounds what is kept of a browser's name, in bytes.
const longestAgent = 300

// Session is one of the two sessions of a request: a customer's (Of) or an
// operator's (OfOperator). It is not safe for concurrent use, and of no use
// after the request.
type Session struct {
	store *Store
	kind  *kind
	c     *fiber.Ctx

	loaded   bool
	err      error
	id       string // empty: there is none
	data     record
	dirty    bool
	unread   string // the id that could not be read
	inCookie bool   // the session is in its cookie: the storage was away
}

// Operator is the id of who is signed in to the back office, empty if nobody.
func (s *Session) Operator() string {
	s.load()
	return s.data.Operator
}

// Customer is the id of the customer who is signed in, empty if nobody.
func (s *Session) Customer() string {
	s.load()
	return s.data.Customer
}

// Err says that there may be a session that could not be read: then the request
// goes on as a stranger's, and who asks for what is not a stranger's is told so.
// Faults: ErrUnavailable.
func (s *Session) Err() error {
	s.load()
	if s.err != nil {
		return ErrUnavailable
	}
	return nil
}

// SignIn makes the operators' session that of operator, under a new id; it works
// while the storage is away, too. Faults: ErrUnavailable.
func (s *Session) SignIn(operator string) error { return s.begin(record{Operator: operator}) }

// SignInCustomer makes the customers' session that of the customer id, under a
// new id; it works while the storage is away, too. Faults: ErrUnavailable.
func (s *Session) SignInCustomer(id string) error { return s.begin(record{Customer: id}) }

// begin begins r under a new id, and ends the session before it.
func (s *Session) begin(r record) error {
	s.load()
	if s.store == nil || (r.Customer != "") != s.kind.listed {
		return s.lost(errors.New("this session is not of that kind"))
	}
	now := s.store.o.Clock()
	r.Flash, r.Began, r.Seen, r.Checked = s.data.Flash, now, now, now
	id := rand.Text()
	err := s.store.write(s.ctx(), s.kind, id, r)
	inCookie := err != nil && s.store.signs()
	if err != nil && !inCookie {
		return s.lost(err)
	}
	if err := s.note(id, r, inCookie); err != nil {
		return s.lost(err)
	}
	s.id, s.data, s.dirty, s.inCookie, s.err, s.unread = id, r, false, inCookie, nil, ""
	s.send()
	return nil
}

// note writes into the book that id begins, and that what was before it ends.
func (s *Session) note(id string, r record, inCookie bool) error {
	before := ""
	if old := s.id + s.unread; old != "" {
		before = s.kind.sessionName(old)
	}
	if s.store.o.Book == nil || !s.kind.listed {
		if before == "" {
			return nil
		}
		return s.store.forget(s.ctx(), s.kind, before)
	}
	lives := s.kind.lifetime(r, r.Seen)
	if inCookie {
		lives = fallbackFor
	}
	agent := s.c.Get(fiber.HeaderUserAgent)
	return s.store.o.Book.Begin(s.ctx(), SignIn{ID: s.kind.sessionName(id), Owner: r.Customer, Agent: agent[:min(len(agent), longestAgent)],
		Network: request.Of(s.ctx()).Client.String(), Began: r.Began, Seen: r.Seen, Expires: r.Seen.Add(lives)}, before)
}

// SignOut ends the session, here and wherever its cookie was copied to, also
// while it cannot be read. Faults: ErrUnavailable.
func (s *Session) SignOut() error {
	s.load()
	old := s.id + s.unread
	if old == "" {
		return s.Err()
	}
	if err := s.store.forget(s.ctx(), s.kind, s.kind.sessionName(old)); err != nil {
		return s.lost(err)
	}
	s.id, s.data, s.dirty, s.inCookie, s.err, s.unread = "", record{}, false, false, nil, ""
	s.kind.cookie.Clear(s.c)
	return nil
}

// Flash keeps a message for the next page that is shown.
func (s *Session) Flash(message string) {
	s.load()
	s.data.Flash, s.dirty = message, true
}

// TakeFlash returns the message that was kept, once.
func (s *Session) TakeFlash() string {
	s.load()
	message := s.data.Flash
	if message != "" {
		s.data.Flash, s.dirty = "", true
	}
	return message
}

// name is the session's name outside of its cookie, empty without one.
func (s *Session) name() string {
	s.load()
	if s.id == "" {
		return ""
	}
	return s.kind.sessionName(s.id)
}

// load reads the session that the cookie names, once.
func (s *Session) load() {
	if s.loaded {
		return
	}
	s.loaded = true
	value := s.kind.cookie.Value(s.c)
	if value == "" {
		return
	}
	id, r, asked, err := s.found(value)
	if errors.Is(err, errEnded) {
		return
	}
	if err != nil {
		s.err, s.unread = err, id
		if !errors.Is(err, ErrRedisAway) { // said once, by whoever found out
			s.store.o.Log.WarnContext(s.ctx(), "session not read", slog.Any("error", err))
		}
		return
	}
	s.id, s.data = id, r
	// Being used is worth a write only now and then.
	now := s.store.o.Clock()
	if asked {
		s.data.Checked, s.dirty = now, true
	}
	if now.Sub(r.Seen) > s.kind.touch() {
		s.dirty = true
	}
}

// found reads what a cookie says: an id, or the session itself.
func (s *Session) found(value string) (id string, r record, asked bool, err error) {
	if len(value) == idLen {
		r, asked, err = s.store.read(s.ctx(), s.kind, value)
		return value, r, asked, err
	}
	id, r, ok := s.store.unsigned(s.kind, value)
	if !ok {
		return "", record{}, false, errEnded
	}
	s.inCookie = true
	asked, err = s.store.goesOn(s.ctx(), s.kind, id, r)
	return id, r, asked, err
}

// save keeps what was changed. A message that is lost is not worth a failed
// request: what matters was kept by begin.
func (s *Session) save() {
	if s.err != nil {
		return
	}
	if s.inCookie {
		s.settle()
		return
	}
	if !s.dirty {
		return
	}
	now := s.store.o.Clock()
	fresh := s.id == ""
	if fresh {
		if s.data.Flash == "" {
			return
		}
		s.id, s.data.Began, s.data.Checked = rand.Text(), now, now
	} else if _, _, err := s.store.read(s.ctx(), s.kind, s.id); err != nil {
		return // signed out meanwhile: it must not come back
	}
	used := now.Sub(s.data.Seen) > s.kind.touch()
	s.data.Seen = now
	if err := s.store.write(s.ctx(), s.kind, s.id, s.data); err != nil {
		_ = s.lost(err)
		return
	}
	if fresh {
		s.send()
	} else if used {
		s.seen()
	}
}

// seen notes in the book that the session goes on.
func (s *Session) seen() {
	if s.store.o.Book == nil || s.data.Customer == "" {
		return
	}
	now := s.store.o.Clock()
	lives := s.kind.lifetime(s.data, now)
	if s.inCookie {
		lives = fallbackFor
	}
	if err := s.store.o.Book.Seen(s.ctx(), s.kind.sessionName(s.id), now, now.Add(lives)); err != nil {
		s.store.o.Log.WarnContext(s.ctx(), "session not noted", slog.Any("error", err))
	}
}

// send sends the cookie: the session's id, or the session itself.
func (s *Session) send() {
	now := s.store.o.Clock()
	if s.inCookie {
		s.kind.cookie.Set(s.c, s.store.signed(s.kind, s.id, s.data), fallbackFor)
		return
	}
	s.kind.cookie.Set(s.c, s.id, s.kind.left(s.data, now))
}

// lost logs why a session could not be kept.
func (s *Session) lost(err error) error {
	if s.store != nil {
		s.store.o.Log.ErrorContext(s.ctx(), "session not kept", slog.Any("error", err))
	}
	return ErrUnavailable
}

func (s *Session) ctx() context.Context { return s.c.UserContext() }
