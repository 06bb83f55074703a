package secure

import (
	"time"

	"github.com/gofiber/fiber/v2"
)

// Cookie is one of the shop's cookies: for the whole shop, out of reach of
// scripts, and not sent along with another site's posts. Behind TLS its name
// begins with __Host-, so that no sister domain can set it.
type Cookie struct {
	name   string
	secure bool
}

// NewCookie returns the cookie called name; tls says that the shop is reached
// over TLS.
func NewCookie(name string, tls bool) Cookie {
	if tls {
		name = "__Host-" + name
	}
	return Cookie{name: name, secure: tls}
}

// Name is the cookie's name as the browser sends it.
func (k Cookie) Name() string { return k.name }

// Value is what the browser sent; empty if nothing. It is valid after the
// request, too.
func (k Cookie) Value(c *fiber.Ctx) string { return string(c.Request().Header.Cookie(k.name)) }

// Set sends the cookie, for as long as ttl; 0: until the browser is closed.
func (k Cookie) Set(c *fiber.Ctx, value string, ttl time.Duration) {
	k.send(c, value, int(ttl/time.Second), time.Time{})
}

// Clear takes the cookie away.
func (k Cookie) Clear(c *fiber.Ctx) { k.send(c, "", 0, time.Unix(1, 0)) }

func (k Cookie) send(c *fiber.Ctx, value string, maxAge int, expires time.Time) {
	c.Cookie(&fiber.Cookie{
		Name: k.name, Value: value, Path: "/", MaxAge: maxAge, Expires: expires,
		Secure: k.secure, HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode,
		SessionOnly: maxAge == 0 && expires.IsZero(),
	})
}
