// Package server takes a request in and sends its answer.
//
//	count → page cache → gate → context → errors → session → same site → handler
//
// That is the order of way(), and each step is a package of its own. Who comes
// early is cheap: a kept page and a rejection cost microseconds, and nothing is
// read or rendered before the gate has admitted. Routes say what they are when
// they are registered (Router): their tier, whether their pages may be kept,
// whether posts may come from elsewhere. A client has no say in it.
package server

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/web/client"
	"holdfast/web/gate"
	"holdfast/web/hint"
	"holdfast/web/language"
	"holdfast/web/pagecache"
	"holdfast/web/request"
	"holdfast/web/secure"
	"holdfast/web/session"
	"holdfast/web/telemetry"
)

// Options are the parts of a server. What is nil or zero is filled in, or left
// out where that makes sense: sessions, hints, the page cache.
type Options struct {
	Addr    string // ":8080"; port 0 takes a free one
	OpsAddr string // of /metrics, /debug/pprof and health; empty: none
	BaseURL string // the shop's own address: "https://shop.example"

	Proxies  client.Proxies
	Headers  *secure.Headers
	Cache    *pagecache.Cache
	Gate     *gate.Gate
	Hints    *hint.Cookies
	Cohorts  *hint.Signer
	Sessions *session.Store
	Metrics  *telemetry.Metrics
	Log      *slog.Logger

	Busy      []byte                   // the page of who is sent away, standing alone
	BusyPost  []byte                   // the same for posts, with gate.FormMarker in it
	ErrorPage ErrorPage                // the page of a fault
	SignIn    func(back string) string // where who is signed out goes, to come back to an address afterwards
	Language  *language.Chooser        // of each page; nil: English
	Variant   func(*fiber.Ctx) request.Variant
	Ready     func(context.Context) error // nil error: can serve
	Again     func(error) bool            // a page that failed so is made once more; nil: none is

	Deadline     time.Duration // of a request: 10 s
	PostDeadline time.Duration // of a post: Deadline, or 40 s
	BodyLimit    int           // of a post: 8 MB
	Bounds       []Bound       // of requests that may take more
	Linger       time.Duration // between not being ready and closing, for balancers
	Drain        time.Duration // how long requests may take to finish then: 20 s
}

// Server is the shop's server.
type Server struct {
	o        Options
	app      *fiber.App
	busy     *gate.Busy
	routes   []Route
	complete sync.Once
	draining atomic.Bool
	unsaid   unsaid

	listener net.Listener
	ops      net.Listener
	opsHTTP  *http.Server
}

// New returns a server without routes of its own, but for its health.
func New(o Options) *Server {
	s := &Server{o: filled(o)}
	s.busy = gate.NewBusy(s.o.Headers, s.o.Busy, s.o.BusyPost)
	s.app = fiber.New(fiber.Config{
		AppName:                 "holdfast",
		DisableStartupMessage:   true,
		Immutable:               true, // params and queries outlive the request's buffers
		StrictRouting:           true,
		CaseSensitive:           true, // one address a page
		EnableTrustedProxyCheck: true, // and no proxy is trusted here: package client knows them
		ReadBufferSize:          16 << 10,
		WriteBufferSize:         16 << 10, // a page in one system call
		BodyLimit:               s.o.BodyLimit,
		ReadTimeout:             20 * time.Second,
		WriteTimeout:            30 * time.Second,
		IdleTimeout:             75 * time.Second,
		ErrorHandler:            s.outside,
	})
	s.app.Server().CloseOnShutdown = true
	if len(s.o.Bounds) > 0 {
		s.app.Server().HeaderReceived = bounded(s.o.Bounds)
	}
	if s.o.Language != nil {
		s.o.Language.Begin(s.o.Headers.Apply)
		s.app.Use(s.o.Language.Handler)
	}
	s.app.Get("/healthz", s.healthz)
	s.app.Get("/readyz", s.readyz)
	s.o.Metrics.WatchGate(s.o.Gate)
	if s.o.Cache != nil {
		s.o.Metrics.WatchCache(s.o.Cache)
	}
	return s
}

func filled(o Options) Options {
	tls := strings.HasPrefix(o.BaseURL, "https://")
	if o.Headers == nil {
		o.Headers = secure.NewHeaders(secure.HeaderOptions{TLS: tls})
	}
	if o.Gate == nil {
		o.Gate = gate.New(gate.Options{})
	}
	if o.Metrics == nil {
		o.Metrics = telemetry.NewMetrics()
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Variant == nil && o.Language != nil {
		o.Variant = o.Language.Variant
	}
	if o.Variant == nil {
		o.Variant = func(*fiber.Ctx) request.Variant { return request.Variant{Locale: "en"} }
	}
	if o.Busy == nil {
		o.Busy = []byte(plainBusy)
	}
	if o.BusyPost == nil {
		o.BusyPost = []byte(plainBusyPost)
	}
	if o.ErrorPage == nil {
		o.ErrorPage = plainError
	}
	if o.SignIn == nil {
		o.SignIn = func(string) string { return "/account/login" }
	}
	// Whoever sent something waits rather than to send it again: placing an order
	// takes some forty turns to the database, over a line that has become slow
	// half a second each.
	o.PostDeadline = or(o.PostDeadline, or(o.Deadline, 40*time.Second))
	o.Deadline = or(o.Deadline, 10*time.Second)
	o.Drain = or(o.Drain, 20*time.Second)
	o.BodyLimit = or(o.BodyLimit, 8<<20)
	return o
}

func or[T comparable](v, other T) T {
	var zero T
	if v == zero {
		return other
	}
	return v
}

// App returns the application with all its routes; none can be added after.
func (s *Server) App() *fiber.App {
	s.complete.Do(s.addRest)
	return s.app
}

// Gate is the gate before every handler.
func (s *Server) Gate() *gate.Gate { return s.o.Gate }
