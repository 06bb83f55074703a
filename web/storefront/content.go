package storefront

import (
	"encoding/xml"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/search"
	"holdfast/views/storefront"
	"holdfast/web/pagecache"
	"holdfast/web/render"
)

// content is a page that the merchant wrote.
func (p *Pages) content(c *fiber.Ctx) error {
	page, err := p.Content.Page(c.UserContext(), c.Params("slug"))
	if err != nil {
		return err
	}
	if page.Slug != c.Params("slug") {
		return render.Moved(c, page.Href())
	}
	frame, err := p.frame(c, page.Href())
	if err != nil {
		return err
	}
	frame.Title, frame.Description = page.Title, page.Description
	return show(c, storefront.Content(storefront.ContentPage{Page: frame, Heading: page.Title, HTML: page.Body,
		Breadcrumbs: p.crumbs(c)}))
}

// address is an entry of the sitemap.
type address struct {
	Location string `xml:"loc"`
	Changed  string `xml:"lastmod,omitempty"`
}

// sitemapBound is how many addresses a sitemap may have, by its protocol.
const sitemapBound = 50_000

// sitemap lists every page that search engines should know.
func (p *Pages) sitemap(c *fiber.Ctx) error {
	pagecache.Tag(c, search.TagLists)
	list := []address{{Location: p.BaseURL + "/"}}
	menus, err := p.Catalog.Menus(c.UserContext())
	if err != nil {
		return err
	}
	for _, category := range menus.Categories {
		list = append(list, address{Location: p.BaseURL + categoryPath(category.Slug)})
	}
	for _, collection := range menus.Collections {
		list = append(list, address{Location: p.BaseURL + collectionPath(collection.Slug)})
	}
	pages, err := p.Content.Published(c.UserContext())
	if err != nil {
		return err
	}
	for _, page := range pages {
		list = append(list, address{Location: p.BaseURL + page.Href()})
	}
	products, err := p.Search.Slugs(c.UserContext(), "", sitemapBound-len(list))
	if err != nil {
		return err
	}
	for _, product := range products {
		list = append(list, address{Location: p.BaseURL + productPath(product.Slug), Changed: product.Updated.Format(time.DateOnly)})
	}
	text, err := xml.Marshal(struct {
		XMLName   xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		Addresses []address `xml:"url"`
	}{Addresses: list})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/xml; charset=utf-8")
	return c.Send(append([]byte(xml.Header), text...))
}

// robots keeps crawlers out of what is nobody's but a shopper's, and out of
// lists that are narrowed.
func (p *Pages) robots(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, "text/plain; charset=utf-8")
	return c.SendString("User-agent: *\nDisallow: /cart\nDisallow: /checkout\nDisallow: /orders/\nDisallow: /admin\nDisallow: /search\n" +
		"Disallow: /*?*min=\nDisallow: /*?*max=\nDisallow: /*?*sort=\nDisallow: /*?*stock=\nSitemap: " + p.BaseURL + "/sitemap.xml\n")
}
