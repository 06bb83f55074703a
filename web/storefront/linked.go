package storefront

import (
	"net/url"

	"holdfast/modules/kernel/sku"
	"holdfast/views/jsonld"
	"holdfast/views/storefront"
)

// describe fills in what search engines and other sites show of a product.
func (p *Pages) describe(page *storefront.ProductPage, o offer) {
	head := &page.Page // its Description is the head's, the page's own is HTML
	head.Title, head.Description, head.Type = o.Name, o.Summary, "product"
	if o.SEOTitle != "" {
		head.Title, head.Titled = o.SEOTitle, true
	}
	if o.SEODescription != "" {
		head.Description = o.SEODescription
	}
	linked := jsonld.Offer{Name: o.Name, Description: head.Description, SKU: page.SKU, URL: head.Canonical,
		Brand: o.Brand, Price: page.Price.Amount, InStock: page.Stock.Sellable}
	for _, picture := range page.Pictures {
		if picture.Path != "" {
			linked.Images = append(linked.Images, p.BaseURL+picture.Src(1280))
		}
	}
	if len(linked.Images) > 0 {
		head.Image = linked.Images[0]
	}
	head.JSONLD = jsonld.All(jsonld.Product(linked), jsonld.Breadcrumbs(p.BaseURL, page.Breadcrumbs, o.Name, productPath(o.Slug)))
}

func escape(s sku.SKU) string { return url.QueryEscape(string(s)) }
