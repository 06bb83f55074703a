package hint

import (
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"holdfast/web/secure"
)

// Cookies gives hints to browsers and reads them again.
type Cookies struct {
	signer *Signer
	cookie secure.Cookie
}

// NewCookies returns the hints that signer signs; tls says that the shop is
// reached over TLS.
func NewCookies(signer *Signer, tls bool) *Cookies {
	return &Cookies{signer: signer, cookie: secure.NewCookie("hint", tls)}
}

// Give sends the shopper a cookie that says h, together with the cookie of a
// cart or a session.
func (k *Cookies) Give(c *fiber.Ctx, h Hint) { k.cookie.Set(c, k.signer.Sign(h), TTL) }

// Take takes the cookie away.
func (k *Cookies) Take(c *fiber.Ctx) { k.cookie.Clear(c) }

// Read returns the hint that c brings, if it does. It allocates nothing.
func (k *Cookies) Read(c *fiber.Ctx) (Hint, bool) {
	return k.signer.Read(c.Request().Header.CookieBytes(utils.UnsafeBytes(k.cookie.Name())))
}
