package server

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/views/i18n"
	"holdfast/web/gate"
	"holdfast/web/hint"
	"holdfast/web/language"
	"holdfast/web/pagecache"
	"holdfast/web/render"
	"holdfast/web/request"
	"holdfast/web/secure"
)

// way is what a request of r passes before its handler.
func (s *Server) way(r Route) []fiber.Handler {
	steps := []fiber.Handler{s.counted(r), s.spoken(r)}
	if r.cache != nil && s.o.Cache != nil {
		steps = append(steps, s.o.Cache.Handler(*r.cache))
	}
	steps = append(steps, s.admitted(r), s.answered(r), legible)
	if s.o.Sessions != nil {
		steps = append(steps, s.o.Sessions.Handler)
	}
	if !r.Anywhere {
		steps = append(steps, secure.SameSite(s.o.BaseURL))
	}
	return steps
}

// spoken leads readers to the page in their language, and knows no page that
// has no language at an address with one.
func (s *Server) spoken(r Route) fiber.Handler {
	if s.o.Language == nil {
		return func(c *fiber.Ctx) error { return c.Next() }
	}
	return func(c *fiber.Ctx) error {
		if r.speaks == speaksAny {
			if led, err := s.o.Language.Prefer(c); led {
				return err
			}
		}
		if r.speaks == speaksNone && language.Prefixed(c) {
			return s.outside(c, errNoPage)
		}
		return c.Next()
	}
}

// inContext is a context that carries info, and says everything in its language.
func inContext(info *request.Info) context.Context {
	return i18n.With(request.With(context.Background(), info), i18n.At(info.Variant.Locale, info.Variant.Shop))
}

// slow is when a request is worth a line in the log.
const slow = time.Second

// counted counts and times the answer. It is also the last place that a panic
// reaches.
func (s *Server) counted(r Route) fiber.Handler {
	figures := s.o.Metrics.Route(r.Method, r.Path, r.Tier)
	return func(c *fiber.Ctx) (err error) {
		start := time.Now()
		defer func() {
			if p := recover(); p != nil {
				err = s.fail(c, panicked(p))
			}
			took := time.Since(start)
			status := c.Response().StatusCode()
			figures.Observe(status, took)
			s.log(c, r, status, took)
		}()
		return c.Next()
	}
}

func (s *Server) log(c *fiber.Ctx, r Route, status int, took time.Duration) {
	level := slog.LevelDebug
	if took >= slow {
		level = slog.LevelWarn
	}
	ctx := context.Background()
	if !s.o.Log.Enabled(ctx, level) {
		return
	}
	s.o.Log.LogAttrs(c.UserContext(), level, "answered", slog.String("method", c.Method()), slog.String("route", r.Path),
		slog.Int("status", status), slog.Duration("took", took), slog.String("tier", r.Tier.String()))
}

// admitted passes the gate, and gives the request its context.
func (s *Server) admitted(r Route) fiber.Handler {
	return func(c *fiber.Ctx) error {
		info := s.identified(c)
		p := gate.Priority{Tier: r.Tier, Funnel: info.Hint.Funnel, Cohort: info.Hint.Cohort}
		if !s.o.Gate.Enter(p) {
			return s.busy.Answer(c, secure.FromOurOwnPage(c, s.o.BaseURL))
		}
		slot := s.o.Gate.Slot(r.Tier)
		defer slot.Leave()
		kept := info
		kept.ID, kept.Variant = request.NewID(), s.variant(c)
		ctx, cancel := context.WithTimeout(gate.With(inContext(&kept), slot), r.Deadline)
		defer cancel()
		c.SetUserContext(ctx)
		return c.Next()
	}
}

// identified says who asks. A page that is made for everybody is asked for by
// nobody, and goes before those who only look, since many wait for it.
func (s *Server) identified(c *fiber.Ctx) (info request.Info) {
	if _, ok := pagecache.Filling(c); ok {
		info.Hint.Funnel = hint.Carting
		return info
	}
	info.Client = s.o.Proxies.Address(c)
	if s.o.Hints != nil {
		if h, ok := s.o.Hints.Read(c); ok {
			info.Hint = h
			return info
		}
	}
	if s.o.Cohorts != nil {
		info.Hint.Cohort = s.o.Cohorts.Cohort(info.Client)
	}
	return info
}

// variant is the variant of the page that c gets.
func (s *Server) variant(c *fiber.Ctx) request.Variant {
	if v, ok := pagecache.Filling(c); ok {
		return v
	}
	return s.o.Variant(c)
}

// begun begins an answer with the security headers.
func (s *Server) begun(c *fiber.Ctx) error {
	s.o.Headers.Apply(c)
	return c.Next()
}

// answered begins the answer, turns an error into its page, and compresses
// what came out.
func (s *Server) answered(r Route) fiber.Handler {
	return func(c *fiber.Ctx) error {
		s.o.Headers.Apply(c)
		c.Set(fiber.HeaderXRequestID, request.ID(c.UserContext()))
		if r.Private {
			render.NoStore(c)
		}
		if err := s.handled(c); err != nil {
			if err := s.fail(c, err); err != nil {
				return err
			}
		}
		comeBack(c) // a form that was refused, too
		if _, filling := pagecache.Filling(c); !filling {
			render.Compress(c)
		}
		return nil
	}
}

// handled runs what follows, a panic being an error like any other.
func (s *Server) handled(c *fiber.Ctx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = panicked(p)
		}
	}()
	return c.Next()
}

// panicError is a panic, and where it began. Nobody but the log is told.
type panicError struct {
	value any
	stack []byte
}

func panicked(p any) error { return &panicError{value: p, stack: debug.Stack()} }

func (e *panicError) Error() string { return fmt.Sprintf("panic: %v", e.value) }
