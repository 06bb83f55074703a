package storefront

import (
	"encoding/xml"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/search"
	"holdfast/views/i18n"
	"holdfast/views/layout"
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
	Others   []other
}

// other is the address of the same page in another language, or for everybody
// who reads none of ours.
type other struct {
	XMLName  xml.Name `xml:"xhtml:link"`
	Rel      string   `xml:"rel,attr"`
	Language string   `xml:"hreflang,attr"`
	Location string   `xml:"href,attr"`
}

// alternates are the addresses of the page at path in each language.
func (p *Pages) alternates(languages []layout.Language, path string) []other {
	if len(languages) < 2 {
		return nil
	}
	others := make([]other, 0, len(languages)+1)
	for _, l := range languages {
		others = append(others, other{Rel: "alternate", Language: l.Tag, Location: p.BaseURL + i18n.At(l.Tag, languages[0].Tag).Path(path)})
	}
	return append(others, other{Rel: "alternate", Language: "x-default", Location: p.BaseURL + path})
}

// sitemapBound is how many addresses a sitemap may have, by its protocol.
const sitemapBound = 50_000

// sitemap lists every page that search engines should know, in the language of
// its address: there is one sitemap a language, and each names the others' pages.
func (p *Pages) sitemap(c *fiber.Ctx) error {
	pagecache.Tag(c, search.TagLists)
	settings, err := p.Shop.Settings(c.UserContext())
	if err != nil {
		return err
	}
	languages, base := offered(settings), p.base(c)
	var list []address
	add := func(path, changed string) {
		list = append(list, address{Location: base + path, Changed: changed, Others: p.alternates(languages, path)})
	}
	add("/", "")
	menus, err := p.Catalog.Menus(c.UserContext())
	if err != nil {
		return err
	}
	for _, category := range menus.Categories {
		add(categoryPath(category.Slug), "")
	}
	for _, collection := range menus.Collections {
		add(collectionPath(collection.Slug), "")
	}
	pages, err := p.Content.Published(c.UserContext())
	if err != nil {
		return err
	}
	for _, page := range pages {
		add(page.Href(), "")
	}
	products, err := p.Search.Slugs(c.UserContext(), "", sitemapBound-len(list))
	if err != nil {
		return err
	}
	for _, product := range products {
		add(productPath(product.Slug), product.Updated.Format(time.DateOnly))
	}
	text, err := xml.Marshal(struct {
		XMLName   xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		XHTML     string    `xml:"xmlns:xhtml,attr"`
		Addresses []address `xml:"url"`
	}{XHTML: "http://www.w3.org/1999/xhtml", Addresses: list})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/xml; charset=utf-8")
	return c.Send(append([]byte(xml.Header), text...))
}
