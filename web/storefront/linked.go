package storefront

import (
	"encoding/json"
	"net/url"

	"holdfast/modules/kernel/sku"
	"holdfast/modules/shop"
	"holdfast/views/storefront"
	"holdfast/views/ui"
)

// thing is a JSON-LD object in the words of schema.org.
type thing map[string]any

func encoded(t thing) []byte {
	t["@context"] = "https://schema.org"
	text, err := json.Marshal(t) // of maps and strings: cannot fail
	if err != nil {
		return nil
	}
	return text
}

func organisation(s shop.Settings, base string) []byte {
	t := thing{"@type": "Store", "name": s.Name, "url": base + "/", "description": s.Tagline}
	if s.Email != "" {
		t["email"] = s.Email
	}
	return encoded(t)
}

func breadcrumbs(base string, links []ui.Link) []byte {
	items := make([]thing, len(links))
	for i, link := range links {
		items[i] = thing{"@type": "ListItem", "position": i + 1, "name": link.Text, "item": base + link.Href}
	}
	return encoded(thing{"@type": "BreadcrumbList", "itemListElement": items})
}

// describe fills in what search engines and other sites show of a product.
func (p *Pages) describe(page *storefront.ProductPage, o offer) {
	page.Title, page.Description, page.Type = o.Name, o.Summary, "product"
	if o.SEOTitle != "" {
		page.Title = o.SEOTitle
	}
	if o.SEODescription != "" {
		page.Description = o.SEODescription
	}
	availability := "https://schema.org/OutOfStock"
	if page.Stock.Sellable {
		availability = "https://schema.org/InStock"
	}
	t := thing{"@type": "Product", "name": o.Name, "description": page.Description, "sku": page.SKU, "url": page.Canonical,
		"offers": thing{"@type": "Offer", "price": page.Price.Amount.Decimal(), "priceCurrency": page.Price.Amount.Currency,
			"availability": availability, "url": page.Canonical}}
	if o.Brand != "" {
		t["brand"] = thing{"@type": "Brand", "name": o.Brand}
	}
	if len(page.Pictures) > 0 && page.Pictures[0].Path != "" {
		page.Image = p.BaseURL + page.Pictures[0].Src(1280)
		t["image"] = page.Image
	}
	page.JSONLD = encoded(t)
}

func escape(s sku.SKU) string { return url.QueryEscape(string(s)) }
