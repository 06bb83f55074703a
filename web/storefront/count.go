package storefront

import (
	"strconv"

	"github.com/gofiber/fiber/v2"
)

// count is the number beside the link to the cart, for a page that the browser
// shows again without asking for it.
func (p *Pages) count(c *fiber.Ctx) error {
	n, err := p.cartCount(c)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, fiber.MIMETextPlainCharsetUTF8)
	return c.SendString(strconv.Itoa(n))
}
