package secure

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/fault"
)

// ErrCrossSite says that a form was sent from somebody else's page.
var ErrCrossSite = fault.New(fault.Denied, "This was sent from another site, so nothing was changed. Open the page here and send it again.")

// SameSite refuses unsafe requests that a browser sends from another site, as
// net/http's CrossOriginProtection does: by Sec-Fetch-Site, which every
// current browser sends and no page can set, else by comparing Origin with
// Host. Requests with neither come from no browser, and no cookie rides along.
// origin is the shop's own, for proxies that change Host; it may be empty.
// Faults: ErrCrossSite.
func SameSite(origin string) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if !allowed(c, origin) {
			return ErrCrossSite
		}
		return c.Next()
	}
}

// FromOurOwnPage reports whether SameSite would let c pass.
func FromOurOwnPage(c *fiber.Ctx, origin string) bool { return allowed(c, origin) }

func allowed(c *fiber.Ctx, own string) bool {
	switch c.Method() {
	case fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions:
		return true
	}
	header := &c.Request().Header
	origin := string(header.Peek(fiber.HeaderOrigin))
	ours := own != "" && origin == own
	switch string(header.Peek("Sec-Fetch-Site")) {
	case "same-origin", "none":
		return true
	case "":
	default:
		return ours
	}
	if origin == "" || ours {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && u.Host == string(header.Host())
}
