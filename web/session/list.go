package session

import (
	"context"
	"slices"
	"time"

	"holdfast/modules/kernel/fault"
	"holdfast/web/gate"
)

// ErrUnknown says that there is no such session, or that it is somebody else's.
var ErrUnknown = fault.New(fault.NotFound, "This sign-in has ended already.")

// Info is one place where a customer is signed in.
type Info struct {
	ID      string // to end it; of no use in a cookie
	Began   time.Time
	Seen    time.Time // to the hour
	Agent   string    // what the browser calls itself
	Network string    // the address it signed in from; "invalid IP" if unknown
	Current bool      // it is the one that asks
}

type currentKey struct{}

// WithCurrent returns a context in which Sessions marks the session id, which
// is ID's, as the one that asks.
func WithCurrent(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, currentKey{}, id)
}

// Sessions returns where customer is signed in, the latest first. Current is set
// when ctx is of WithCurrent.
func (s *Store) Sessions(ctx context.Context, customer string) ([]Info, error) {
	if s.o.Book == nil {
		return nil, nil
	}
	defer gate.Wait(ctx)()
	rows, err := s.o.Book.Of(ctx, customer)
	if err != nil {
		return nil, err
	}
	current, _ := ctx.Value(currentKey{}).(string)
	var list []Info
	for _, r := range rows {
		if s.gone(r) {
			continue
		}
		list = append(list, Info{ID: r.ID, Began: r.Began, Seen: r.Seen, Agent: r.Agent, Network: r.Network, Current: r.ID == current})
	}
	return list, nil
}

// gone reports whether the storage was emptied since r was written. What is in
// its cookie is not in the storage, and expires soon.
func (s *Store) gone(r SignIn) bool {
	if r.Expires.Sub(s.o.Clock()) <= fallbackFor {
		return false
	}
	b, err := s.storage.Get(key(r.ID))
	return err == nil && b == nil
}

// End ends one of customer's sessions for good. Faults: ErrUnknown.
func (s *Store) End(ctx context.Context, customer, id string) error {
	return s.endThose(ctx, customer, func(other string) bool { return other == id }, true)
}

// EndOthers ends all of customer's sessions but keep, which is ID's; empty: all.
func (s *Store) EndOthers(ctx context.Context, customer, keep string) error {
	return s.endThose(ctx, customer, func(other string) bool { return other != keep }, false)
}

func (s *Store) endThose(ctx context.Context, customer string, which func(id string) bool, must bool) error {
	if s.o.Book == nil {
		return ErrUnavailable
	}
	for {
		rows, err := s.o.Book.Of(ctx, customer)
		if err != nil {
			return err
		}
		rows = slices.DeleteFunc(rows, func(r SignIn) bool { return !which(r.ID) })
		if len(rows) == 0 && must {
			return ErrUnknown
		}
		if len(rows) == 0 {
			return nil
		}
		names := make([]string, len(rows))
		for i, r := range rows {
			names[i] = r.ID
		}
		if err := s.forget(ctx, &s.customers, names...); err != nil {
			return err
		}
		must = false
		if len(rows) < 99 { // the book lists a hundred at once
			return nil
		}
	}
}
