// Package language decides in which language a page is shown.
//
//	language = the address's prefix: /de/cart is the cart in German
//	           without one, the language that the merchant writes in
//
// The prefix is taken off before anything else looks at the address, so that
// page cache, gate and routes know one address a page. Who asks for an address
// without a prefix is led to the one of the language they prefer:
//
//	preference = what they chose in the shop (a cookie), else Accept-Language
//
// and only readers are: who sends a form stays where the form was, and so does
// who follows a link of the shop itself. Robots that say no language get the
// merchant's. A page never depends on a preference, only on its address.
package language

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/gofiber/fiber/v2"

	"holdfast/views/i18n"
	"holdfast/web/request"
	"holdfast/web/secure"
)

// Offer is the languages of a shop: the merchant's own, and those that the
// shop's own words are also to be had in.
type Offer struct {
	Own    string
	Others []string
}

// Options sets a chooser up.
type Options struct {
	// Offer says which languages the shop has now.
	Offer func(context.Context) (Offer, error)
	TLS   bool // the shop is reached over TLS
}

// Chooser chooses languages. It is safe for concurrent use.
type Chooser struct {
	offer  func(context.Context) (Offer, error)
	cookie secure.Cookie
	begin  func(*fiber.Ctx)
	stale  atomic.Bool
	now    atomic.Pointer[table]
	making sync.Mutex
}

// New returns a chooser that has not looked at the offer yet.
func New(o Options) *Chooser {
	k := &Chooser{offer: o.Offer, cookie: secure.NewCookie("language", o.TLS), begin: func(*fiber.Ctx) {}}
	k.now.Store(newTable(Offer{Own: "en"}))
	k.stale.Store(true)
	return k
}

// Begin says what an answer of the chooser's own begins with: headers that all
// answers have. It is called before the first request.
func (k *Chooser) Begin(begin func(*fiber.Ctx)) { k.begin = begin }

// Refresh says that the offer may have changed.
func (k *Chooser) Refresh() { k.stale.Store(true) }

// table returns the languages as they are offered now. While they cannot be
// read, those that were known last are.
func (k *Chooser) table() *table {
	if !k.stale.Load() || !k.making.TryLock() {
		return k.now.Load()
	}
	defer k.making.Unlock()
	k.stale.Store(false)
	offer, err := k.offer(context.Background())
	if err != nil {
		k.stale.Store(true)
		return k.now.Load()
	}
	if made := newTable(offer); !made.same(k.now.Load()) {
		k.now.Store(made)
	}
	return k.now.Load()
}

type spokenKey struct{}

// Handler takes the language off the address. It is the first of all handlers.
func (k *Chooser) Handler(c *fiber.Ctx) error {
	t := k.table()
	path := c.Request().URI().PathOriginal()
	prefix, rest := cut(path)
	if prefix == "" {
		return c.Next()
	}
	at := t.byTag(prefix[1:])
	switch {
	case at > 0 && rest == "":
		return k.to(c, prefix+"/", fiber.StatusMovedPermanently)
	case at > 0:
		c.Context().SetUserValue(spokenKey{}, &t.spoken[at])
		c.Path(rest)
		return c.Next()
	case reads(c) && rest != "":
		return k.to(c, rest, fiber.StatusFound) // it is not offered (any more), or needs no prefix
	case reads(c):
		return k.to(c, "/", fiber.StatusFound)
	}
	return c.Next()
}

// Variant is the language of c's page.
func (k *Chooser) Variant(c *fiber.Ctx) request.Variant {
	if s, ok := c.Context().UserValue(spokenKey{}).(*spoken); ok {
		return s.variant
	}
	return k.now.Load().spoken[0].variant
}

// Prefixed reports whether c's address names a language.
func Prefixed(c *fiber.Ctx) bool {
	_, ok := c.Context().UserValue(spokenKey{}).(*spoken)
	return ok
}

// cut parts a path after a language that we know: "/de" and "/cart". Nothing is
// cut off where the rest would be no path of ours: "//host" leads elsewhere.
func cut(path []byte) (prefix, rest string) {
	const long = 1 + 2 // every tag of i18n.Languages has two letters
	if len(path) < long || len(path) > long && path[long] != '/' {
		return "", ""
	}
	for _, tag := range i18n.Languages() {
		if string(path[1:long]) == tag {
			rest = string(path[long:])
			if len(rest) > 1 && !ours(rest) {
				return "", ""
			}
			return "/" + tag, rest
		}
	}
	return "", ""
}

// ours reports whether a browser that is led to path stays in the shop: some
// read "/\" as "//", and leave out what they cannot show.
func ours(path string) bool {
	for i := range len(path) {
		if path[i] <= ' ' || path[i] >= 0x7f || path[i] == '\\' {
			return false
		}
	}
	return path[0] == '/' && (len(path) == 1 || path[1] != '/')
}

func reads(c *fiber.Ctx) bool {
	return c.Method() == fiber.MethodGet || c.Method() == fiber.MethodHead
}

// to leads to path, with the query of the present address.
func (k *Chooser) to(c *fiber.Ctx, path string, status int) error {
	k.begin(c)
	if q := c.Request().URI().QueryString(); len(q) > 0 {
		path += "?" + string(q)
	}
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	return c.Redirect(path, status)
}
