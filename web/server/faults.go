package server

import (
	"context"
	"errors"
	"fmt"
	"html"
	"log/slog"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/fault"
	"holdfast/web/render"
	"holdfast/web/request"
)

// Problem is what a shopper is told about a fault.
type Problem struct {
	Status    int
	Message   string // what to do; empty when there is nothing to add to the status
	Fields    []fault.Field
	RequestID string // what the log is searched for
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
	if p.Status == fiber.StatusServiceUnavailable || p.Status == fiber.StatusTooManyRequests {
		c.Set(fiber.HeaderRetryAfter, "5")
	}
	c.Status(p.Status).Type("html", "utf-8")
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
	attrs := []slog.Attr{
		slog.String("method", c.Method()), slog.String("route", c.Route().Path),
		slog.Int("status", p.Status), slog.Any("error", err),
	}
	if crash, ok := errors.AsType[*panicError](err); ok {
		attrs = append(attrs, slog.String("stack", string(crash.stack)))
	}
	s.o.Log.LogAttrs(c.UserContext(), slog.LevelError, "request failed", attrs...)
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
	return c.SendString(fmt.Sprintf(`<!DOCTYPE html><html lang="en"><title>Problem %d</title><h1>There is a problem</h1><p>%s</p><p>%s</p><p><a href="/">Start page</a></p></html>`,
		p.Status, html.EscapeString(message), html.EscapeString(p.RequestID)))
}

const plainBusy = `<!DOCTYPE html><html lang="en"><title>Busy</title><h1>The shop is busy</h1><p>Many people are here at once. Wait a few seconds.</p><p><a href="">Try again</a></p></html>`

const plainBusyPost = `<!DOCTYPE html><html lang="en"><title>Busy</title><h1>The shop is busy</h1><p>Nothing was lost and nothing was done. Wait a few seconds, then send it again, or reload this page.</p><!--form--></html>`
