package server

import (
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/web/gate"
	"holdfast/web/pagecache"
)

// Router registers routes. Its methods return routers that differ in one
// thing, so that what a route is reads from left to right:
//
//	r.Page("/products/:slug", pagecache.Live("option"), h.show)
//	r.At(gate.T0).Post("/checkout", h.place)
//	r.At(gate.T0).FromAnywhere().Post("/payments/webhook", h.hear)
//	r.Group("/admin").Private().With(signedIn, tokens.Check).Get("/orders", h.list)
type Router struct {
	server *Server
	prefix string
	before []fiber.Handler
	route  Route
}

// Route is what a route is.
type Route struct {
	Method   string
	Path     string
	Tier     gate.Tier
	Private  bool          // what it answers is not to be stored anywhere
	Anywhere bool          // posts may come from other sites: messages of payment providers
	Deadline time.Duration // of a request

	speaks speaks
	cache  *pagecache.Rule
}

// Router returns a router whose routes are of tier T1.
func (s *Server) Router() Router {
	return Router{server: s, route: Route{Tier: gate.T1, Deadline: s.o.Deadline}}
}

// speaks is what a route does with languages.
type speaks int

const (
	speaksAny       speaks = iota // it has an address in each, and leads readers to theirs
	speaksAddressed               // it has an address in each
	speaksNone                    // it has one address: a language before it leads nowhere
)

// Group returns a router below prefix.
func (r Router) Group(prefix string) Router { r.prefix += prefix; return r }

// At returns a router for a tier.
func (r Router) At(t gate.Tier) Router { r.route.Tier = t; return r }

// Private returns a router for what no cache may keep, not even the one behind
// a browser's Back.
func (r Router) Private() Router { r.route.Private = true; return r }

// FromAnywhere returns a router for posts that come from other sites on
// purpose. Their handlers check a signature.
func (r Router) FromAnywhere() Router { r.route.Anywhere = true; return r }

// Within returns a router whose requests have another deadline.
func (r Router) Within(d time.Duration) Router { r.route.Deadline = d; return r }

// Addressed returns a router for what is in the language of its address,
// whatever its reader prefers: what programs read.
func (r Router) Addressed() Router { r.route.speaks = speaksAddressed; return r }

// Alone returns a router for what is the same in every language, and has no
// address in any: the back office, messages of providers.
func (r Router) Alone() Router { r.route.speaks = speaksNone; return r }

// With returns a router that runs handlers before those of its routes.
func (r Router) With(handlers ...fiber.Handler) Router {
	r.before = slices.Concat(r.before, handlers)
	return r
}

// Page registers a page that everybody without a session or a cart sees alike,
// and that is kept for them by rule.
func (r Router) Page(path string, rule pagecache.Rule, h fiber.Handler) {
	r.route.cache = &rule
	r.add(fiber.MethodGet, path, h)
}

// Get registers a page that is made for each request.
func (r Router) Get(path string, h fiber.Handler) { r.add(fiber.MethodGet, path, h) }

// Post registers what a form does.
func (r Router) Post(path string, h fiber.Handler) { r.add(fiber.MethodPost, path, h) }

// Asset registers files: they pass no gate, have no session and no deadline,
// and say themselves how long they may be kept.
func (r Router) Asset(path string, h fiber.Handler) {
	s := r.server
	r.route.Method, r.route.Path, r.route.speaks = fiber.MethodGet, r.prefix+path, speaksNone
	s.routes = append(s.routes, r.route)
	s.app.Get(r.route.Path, s.counted(r.route), s.spoken(r.route), s.begun, h)
}

func (r Router) add(method, path string, h fiber.Handler) {
	s := r.server
	r.route.Method, r.route.Path = method, r.prefix+path
	if method == fiber.MethodPost && r.route.Deadline == s.o.Deadline {
		r.route.Deadline = s.o.PostDeadline
	}
	s.routes = append(s.routes, r.route)
	steps := slices.Concat(s.way(r.route), r.before, []fiber.Handler{h})
	if method == fiber.MethodGet {
		steps[len(steps)-1] = s.twice(h)
		s.app.Get(r.route.Path, steps...)
		return
	}
	s.app.Add(method, r.route.Path, steps...)
}

// twice makes a page once more when what it was made from was lost on the way.
// Reading changes nothing, so nobody need hear of it.
func (s *Server) twice(h fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		err := h(c)
		if err == nil || s.o.Again == nil || !s.o.Again(err) {
			return err
		}
		c.Response().ResetBody()
		return h(c)
	}
}

// Routes returns what was registered, for tests and for the map of the shop.
func (s *Server) Routes() []Route { return slices.Clone(s.routes) }
