package session

import (
	"context"

	"github.com/valyala/fasthttp"
)

// Operates reports whether a request's header names an operator's session that
// goes on. It is for what has to be known before the request is read; whether
// the operator may do what it asks for is found out afterwards.
func (s *Store) Operates(h *fasthttp.RequestHeader) bool {
	k, ctx := &s.operators, context.Background()
	value := string(h.Cookie(k.cookie.Name()))
	if len(value) == idLen {
		r, _, err := s.read(ctx, k, value)
		return err == nil && r.Operator != ""
	}
	id, r, ok := s.unsigned(k, value)
	if !ok {
		return false
	}
	_, err := s.goesOn(ctx, k, id, r)
	return err == nil && r.Operator != ""
}
