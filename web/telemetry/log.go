// Package telemetry says how the shop is doing, at a price that leaves it
// doing so.
//
//	a log line carries its request's id, once somebody writes one
//	a figure is labelled with a route's pattern, never with an address
//
// What is looked up by label is looked up when a route is registered, so that
// counting a request costs two atomic additions.
package telemetry

import (
	"context"
	"io"
	"log/slog"

	"holdfast/web/request"
)

// NewLogger returns a logger that writes to w, as JSON or as text.
func NewLogger(w io.Writer, json bool, level slog.Leveler) *slog.Logger {
	o := &slog.HandlerOptions{Level: level}
	if json {
		return slog.New(requestHandler{slog.NewJSONHandler(w, o)})
	}
	return slog.New(requestHandler{slog.NewTextHandler(w, o)})
}

// requestHandler adds the request's id to what is logged within one.
type requestHandler struct{ slog.Handler }

func (h requestHandler) Handle(ctx context.Context, r slog.Record) error {
	if id := request.ID(ctx); id != "" {
		r.AddAttrs(slog.String("request", id))
	}
	return h.Handler.Handle(ctx, r)
}

func (h requestHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return requestHandler{h.Handler.WithAttrs(attrs)}
}

func (h requestHandler) WithGroup(name string) slog.Handler {
	return requestHandler{h.Handler.WithGroup(name)}
}
