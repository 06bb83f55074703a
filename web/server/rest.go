package server

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/fault"
	"holdfast/web/gate"
	"holdfast/web/render"
)

// errNoPage says that an address leads nowhere.
var errNoPage = fault.New(fault.NotFound, "There is no page at this address. It may have moved, or the address may be mistyped.")

// addRest registers what answers every address that no route has.
func (s *Server) addRest() {
	r := Route{Method: "*", Path: "(none)", Tier: gate.T1, Deadline: s.o.Deadline, Anywhere: true, speaks: speaksAddressed}
	steps := make([]any, 0, 8)
	for _, step := range append(s.way(r), s.nowhere) {
		steps = append(steps, step)
	}
	s.app.Use(steps...)
}

// nowhere answers with 404; or 405, or the address without its last slash,
// when that is where a route is.
func (s *Server) nowhere(c *fiber.Ctx) error {
	path, reads := c.Path(), c.Method() == fiber.MethodGet || c.Method() == fiber.MethodHead
	if s.knows(path) && !reads {
		return fiber.ErrMethodNotAllowed
	}
	if bare := "/" + strings.Trim(path, "/"); reads && bare != path && s.knows(bare) {
		if q := c.Request().URI().QueryString(); len(q) > 0 {
			bare += "?" + string(q)
		}
		return render.Moved(c, bare)
	}
	return errNoPage
}

// knows reports whether a route has the address for some method.
func (s *Server) knows(path string) bool {
	for _, r := range s.routes {
		if fiber.RoutePatternMatch(path, r.Path, s.app.Config()) {
			return true
		}
	}
	return false
}
