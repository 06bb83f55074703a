package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"time"

	"github.com/gofiber/fiber/v2"
)

// Listen opens the addresses; Addr tells them, also when they were to be free
// ones.
func (s *Server) Listen(ctx context.Context) (err error) {
	var config net.ListenConfig
	if s.listener, err = config.Listen(ctx, "tcp", s.o.Addr); err != nil {
		return fmt.Errorf("open the shop's address: %w", err)
	}
	if s.o.OpsAddr == "" {
		return nil
	}
	if s.ops, err = config.Listen(ctx, "tcp", s.o.OpsAddr); err != nil {
		_ = s.listener.Close()
		return fmt.Errorf("open the operations address: %w", err)
	}
	return nil
}

// Addr is where the shop is reached.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// OpsAddr is where metrics and profiles are, empty if nowhere.
func (s *Server) OpsAddr() string {
	if s.ops == nil {
		return ""
	}
	return s.ops.Addr().String()
}

// Run listens, if Listen was not called, and serves until ctx ends. Then it
// drains: it says that it is not ready, lingers so that a balancer hears of
// it, accepts no more, and lets what has begun finish, for as long as Drain.
func (s *Server) Run(ctx context.Context) error {
	if s.listener == nil {
		if err := s.Listen(ctx); err != nil {
			return err
		}
	}
	ended := make(chan error, 2)
	go func() { ended <- s.App().Listener(s.listener) }()
	if s.ops != nil {
		s.opsHTTP = &http.Server{Handler: s.operations(), ReadHeaderTimeout: 5 * time.Second}
		go func() { ended <- s.opsHTTP.Serve(s.ops) }()
	}
	select {
	case err := <-ended:
		return errors.Join(fmt.Errorf("serve: %w", err), s.drain())
	case <-ctx.Done():
		return s.drain()
	}
}

func (s *Server) drain() error {
	s.draining.Store(true)
	s.o.Log.Info("draining", slog.Duration("linger", s.o.Linger), slog.Duration("at most", s.o.Drain))
	if s.o.Linger > 0 {
		time.Sleep(s.o.Linger)
	}
	err := s.app.ShutdownWithTimeout(s.o.Drain)
	if s.opsHTTP != nil {
		_ = s.opsHTTP.Close()
	}
	if err != nil {
		return fmt.Errorf("drain: %w", err)
	}
	return nil
}

// operations are the routes for whoever runs the shop, apart from shoppers.
func (s *Server) operations() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", s.o.Metrics.Handler())
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := s.ready(r.Context()); err != nil {
			http.Error(w, "not ready", http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write([]byte("ok\n"))
	})
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	return mux
}

// healthz says that the process answers.
func (s *Server) healthz(c *fiber.Ctx) error {
	s.o.Headers.Apply(c)
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Type("txt", "utf-8").SendString("ok\n")
}

// readyz says whether new requests should come here. Load is no reason against
// it: a busy shop that is taken out leaves the others busier.
func (s *Server) readyz(c *fiber.Ctx) error {
	s.o.Headers.Apply(c)
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Type("txt", "utf-8")
	if err := s.ready(context.Background()); err != nil {
		return c.Status(fiber.StatusServiceUnavailable).SendString("not ready\n")
	}
	return c.SendString("ok\n")
}

var errDraining = errors.New("draining")

func (s *Server) ready(ctx context.Context) error {
	if s.draining.Load() {
		return errDraining
	}
	if s.o.Ready == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return s.o.Ready(ctx)
}
