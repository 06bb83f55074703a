package server

import (
	"context"
	"errors"
	"fmt"
	"html"
	"log/slog"
	"math/rand/v2"
	"strconv"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/fault"
	"holdfast/web/gate"
	"holdfast/web/pagecache"
	"holdfast/web/render"
	"holdfast/web/request"
	"holdfast/web/secure"
)

// Problem is what a shopper is told about a fault.
type Problem struct {
	Status    int
	Message   string // what to do; empty when there is nothing to add to the status
	Fields    []fault.Field
	RequestID string // what the log is searched for
	Again     string // a form, as HTML, that sends what was typed once more; empty: none
}

// ErrorPage writes the page of a problem. Its status is set already.
type ErrorPage func(c *fiber.Ctx, p Problem) error

// statusOf is the status of each kind of fault; SignedOut has none.
func statusOf(k fault.Kind) int {
	switch k {
	case fault.Invalid:
		return fiber.StatusUnprocessableEntity
	case fault.NotFound:
		return fiber.StatusNotFound
	case fault.Conflict:
		return fiber.StatusConflict
	case fault.Denied:
		return fiber.StatusForbidden
	case fault.TooMany:
		return fiber.StatusTooManyRequests
	case fault.Unavailable:
		return fiber.StatusServiceUnavailable
	case fault.Gone:
		return fiber.StatusGone
	}
	return fiber.StatusInternalServerError
}

// problemOf says what a shopper is told of err: nothing that is not meant for
// them.
func problemOf(err error) Problem {
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		return Problem{Status: statusOf(f.Kind), Message: f.Message, Fields: f.Fields}
	}
	if f, ok := errors.AsType[*fiber.Error](err); ok {
		return Problem{Status: f.Code, Message: told(f.Code)}
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return Problem{Status: fiber.StatusServiceUnavailable, Message: "This took too long. Try again."}
	}
	return Problem{Status: fiber.StatusInternalServerError}
}

// told is what to do about a request that no handler saw.
func told(status int) string {
	switch status {
	case fiber.StatusRequestEntityTooLarge:
		return "What was sent is too large. Choose a smaller file, or send less at once."
	case fiber.StatusRequestHeaderFieldsTooLarge:
		return "The browser sent too much along. Delete this site's cookies and try again."
	case fiber.StatusMethodNotAllowed:
		return "This page cannot be used like that. Go back and try again."
	}
	return ""
}

// maxEcho bounds the form that is sent back: a product's page, described at length.
const maxEcho = 128 << 10

// fail answers with err's page, or sends who is signed out to sign in.
func (s *Server) fail(c *fiber.Ctx, err error) error {
	c.Response().ResetBody()
	c.Response().Header.SetContentEncoding("")
	c.Response().Header.Del(fiber.HeaderETag)
	c.Set(fiber.HeaderCacheControl, "no-store")
	if fault.KindOf(err) == fault.SignedOut {
		back := ""
		if c.Method() == fiber.MethodGet {
			back = c.OriginalURL()
		}
		return render.Leave(c, s.o.SignIn(back))
	}
	p := problemOf(err)
	p.RequestID = request.ID(c.UserContext())
	s.record(c, p, err)
	if p.Status == fiber.StatusServiceUnavailable {
		pagecache.Unmade(c)
	}
	// Another site's form must not be sent in the shopper's name.
	if p.Status == fiber.StatusServiceUnavailable && secure.FromOurOwnPage(c, s.o.BaseURL) {
		p.Again = gate.Again(c, maxEcho)
	}
	c.Status(p.Status).Type("html", "utf-8")
	comeBack(c)
	if err := s.page(c, p); err != nil {
		s.o.Log.ErrorContext(c.UserContext(), "error page failed", slog.Any("error", err))
		c.Response().ResetBody()
		return plainError(c, p)
	}
	return nil
}

// page writes p's page; it must not panic over what has failed already.
func (s *Server) page(c *fiber.Ctx, p Problem) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = panicked(p)
		}
	}()
	return s.o.ErrorPage(c, p)
}

// record logs what is our fault.
func (s *Server) record(c *fiber.Ctx, p Problem, err error) {
	if p.Status < fiber.StatusInternalServerError {
		return
	}
	others, say := s.unsaid.more(p.Status == fiber.StatusServiceUnavailable, time.Now())
	if !say {
		return
	}
	attrs := []slog.Attr{
		slog.String("method", c.Method()), slog.String("route", c.Route().Path),
		slog.Int("status", p.Status), slog.Any("error", err),
	}
	if others > 0 {
		attrs = append(attrs, slog.Int64("others since", others))
	}
	if crash, ok := errors.AsType[*panicError](err); ok {
		attrs = append(attrs, slog.String("stack", string(crash.stack)))
	}
	s.o.Log.LogAttrs(c.UserContext(), slog.LevelError, "request failed", attrs...)
}

// saidASecond is how many lines of one crowd are logged a second.
const saidASecond = 10

// comeBack says when to try again, to whoever is to: not to all at once.
func comeBack(c *fiber.Ctx) {
	status := c.Response().StatusCode()
	if status == fiber.StatusServiceUnavailable || status == fiber.StatusTooManyRequests {
		c.Set(fiber.HeaderRetryAfter, strconv.Itoa(2+rand.IntN(8)))
	}
}

// unsaid counts what is not logged: while something is away, a few lines a
// second say what thousands would.
type unsaid struct {
	mu    sync.Mutex
	since time.Time // the second's beginning
	said  int
	count int64
}

// more reports whether to log one more, and how many were not since the last.
// Only what comes in crowds is held back.
func (u *unsaid) more(crowd bool, now time.Time) (others int64, say bool) {
	if !crowd {
		return 0, true
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if now.Sub(u.since) >= time.Second {
		u.since, u.said = now, 0
	}
	if u.said == saidASecond {
		u.count++
		return 0, false
	}
	others, u.count = u.count, 0
	u.said++
	return others, true
}

// outside answers what no route has seen: what is too large, or no HTTP.
func (s *Server) outside(c *fiber.Ctx, err error) error {
	s.o.Headers.Apply(c)
	c.SetUserContext(inContext(&request.Info{ID: request.NewID(), Variant: s.o.Variant(c)}))
	return s.fail(c, err)
}

// plainError is the page of a problem without a shop around it.
func plainError(c *fiber.Ctx, p Problem) error {
	message := p.Message
	if message == "" {
		message = "Try again, or go to the start page."
	}
	c.Type("html", "utf-8")
	return c.SendString(fmt.Sprintf(`<!DOCTYPE html><html lang="en"><title>Problem %d</title><h1>There is a problem</h1><p>%s</p><p>%s</p>%s<p><a href="/">Start page</a></p></html>`,
		p.Status, html.EscapeString(message), html.EscapeString(p.RequestID), p.Again))
}

const plainBusy = `<!DOCTYPE html><html lang="en"><title>Busy</title><h1>The shop is busy</h1><p>Many people are here at once. Wait a few seconds.</p><p><a href="">Try again</a></p></html>`

const plainBusyPost = `<!DOCTYPE html><html lang="en"><title>Busy</title><h1>The shop is busy</h1><p>Nothing was lost and nothing was done. Wait a few seconds, then send it again, or reload this page.</p><!--form--></html>`
