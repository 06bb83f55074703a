package session

import (
	"context"
	"crypto/rand"
	"log/slog"

	"github.com/gofiber/fiber/v2"
)

// idLen is the length of an id: 26 characters of base32 are 130 random bits.
const idLen = 26

// Session is the session of one request. It is not safe for concurrent use,
// and of no use after the request.
type Session struct {
	store *Store
	c     *fiber.Ctx

	loaded bool
	err    error
	id     string // empty: there is none
	data   record
	dirty  bool
}

// Operator is the id of who is signed in to the back office, empty if nobody.
func (s *Session) Operator() string {
	s.load()
	return s.data.Operator
}

// Err says that there may be a session that could not be read: then nobody is
// to be sent to sign in again. Faults: ErrUnavailable.
func (s *Session) Err() error {
	s.load()
	if s.err != nil {
		return ErrUnavailable
	}
	return nil
}

// SignIn makes the session that of operator, under a new id.
// Faults: ErrUnavailable.
func (s *Session) SignIn(operator string) error {
	if err := s.Err(); err != nil {
		return err
	}
	now := s.store.o.Clock()
	next := record{Operator: operator, Flash: s.data.Flash, Began: now, Seen: now}
	id := rand.Text()
	if err := s.store.write(s.ctx(), id, next); err != nil {
		return s.lost(err)
	}
	if s.id != "" {
		if err := s.store.forget(s.ctx(), s.id); err != nil {
			return s.lost(err)
		}
	}
	s.id, s.data, s.dirty = id, next, false
	s.store.cookie.Set(s.c, id, s.store.left(next))
	return nil
}

// SignOut ends the session, here and wherever its cookie was copied to.
// Faults: ErrUnavailable.
func (s *Session) SignOut() error {
	if err := s.Err(); err != nil {
		return err
	}
	if s.id == "" {
		return nil
	}
	if err := s.store.forget(s.ctx(), s.id); err != nil {
		return s.lost(err)
	}
	s.id, s.data, s.dirty = "", record{}, false
	s.store.cookie.Clear(s.c)
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

// load reads the session that the cookie names, once.
func (s *Session) load() {
	if s.loaded {
		return
	}
	s.loaded = true
	id := s.store.cookie.Value(s.c)
	if len(id) != idLen {
		return
	}
	r, ok, err := s.store.read(s.ctx(), id)
	if err != nil {
		s.err = err
		s.store.o.Log.WarnContext(s.ctx(), "session not read", slog.Any("error", err))
		return
	}
	if !ok {
		return
	}
	s.id, s.data = id, r
	// Being used is worth a write only now and then.
	if now := s.store.o.Clock(); now.Sub(r.Seen) > s.store.o.Idle/20 {
		s.dirty = true
	}
}

// save keeps what was changed. A message that is lost is not worth a failed
// request: what matters was kept by SignIn.
func (s *Session) save() {
	if !s.dirty || s.err != nil {
		return
	}
	now := s.store.o.Clock()
	s.data.Seen = now
	fresh := s.id == ""
	if fresh {
		if s.data.Flash == "" {
			return
		}
		s.id, s.data.Began = rand.Text(), now
	} else if _, still, err := s.store.read(s.ctx(), s.id); err != nil || !still {
		return // signed out meanwhile: it must not come back
	}
	if err := s.store.write(s.ctx(), s.id, s.data); err != nil {
		_ = s.lost(err)
		return
	}
	if fresh {
		s.store.cookie.Set(s.c, s.id, s.store.left(s.data))
	}
}

// lost logs why a session could not be kept.
func (s *Session) lost(err error) error {
	s.store.o.Log.ErrorContext(s.ctx(), "session not kept", slog.Any("error", err))
	return ErrUnavailable
}

func (s *Session) ctx() context.Context { return s.c.UserContext() }
