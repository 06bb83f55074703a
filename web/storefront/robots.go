package storefront

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/views/i18n"
)

// robots keeps crawlers out of what is nobody's but a shopper's, and out of
// lists that are narrowed, in each language.
func (p *Pages) robots(c *fiber.Ctx) error {
	settings, err := p.Shop.Settings(c.UserContext())
	if err != nil {
		return err
	}
	var text strings.Builder
	text.WriteString("User-agent: *\nDisallow: /admin\n")
	languages := offered(settings)
	for _, l := range languages {
		prefix := i18n.At(l.Tag, languages[0].Tag).Prefix()
		for _, path := range []string{"/cart", "/checkout", "/orders/", "/account", "/search"} {
			text.WriteString("Disallow: " + prefix + path + "\n")
		}
	}
	for _, parameter := range []string{"min", "max", "sort", "stock"} {
		text.WriteString("Disallow: /*?*" + parameter + "=\n")
	}
	for _, l := range languages {
		text.WriteString("Sitemap: " + p.BaseURL + i18n.At(l.Tag, languages[0].Tag).Path("/sitemap.xml") + "\n")
	}
	c.Set(fiber.HeaderContentType, "text/plain; charset=utf-8")
	return c.SendString(text.String())
}
