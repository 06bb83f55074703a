package storefront

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/sku"
	"holdfast/views/i18n"
	"holdfast/views/jsonld"
	"holdfast/views/storefront"
)

// describe fills in what search engines and other sites show of a product.
func (p *Pages) describe(c *fiber.Ctx, page *storefront.ProductPage, o offer) {
	language := i18n.From(c.UserContext())
	head := &page.Page // its Description is the head's, the page's own is HTML
	head.Title, head.Description, head.Type = o.Name, o.Summary, "product"
	if o.SEOTitle != "" {
		head.Title, head.Titled = o.SEOTitle, true
	}
	if o.SEODescription != "" {
		head.Description = o.SEODescription
	}
	linked := jsonld.Offer{Name: o.Name, Description: head.Description, SKU: page.SKU, URL: language.Absolute(head.Canonical),
		Brand: o.Brand, Price: page.Price.Amount, InStock: page.Stock.Sellable}
	for _, a := range o.attributes() {
		linked.Properties = append(linked.Properties, jsonld.Property{Name: a.Name, Value: a.Value})
	}
	for _, picture := range page.Pictures {
		if picture.Path != "" {
			linked.Images = append(linked.Images, p.BaseURL+picture.Src(1280))
		}
	}
	if len(linked.Images) > 0 {
		head.Image = linked.Images[0]
	}
	head.JSONLD = jsonld.All(jsonld.Page(linked.URL, o.Name, language.Tag()), jsonld.Product(linked), jsonld.Breadcrumbs(p.base(c), page.Breadcrumbs, o.Name, productPath(o.Slug)))
}

func escape(s sku.SKU) string { return url.QueryEscape(string(s)) }
