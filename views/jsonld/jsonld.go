// Package jsonld says to search engines, in schema.org's words, what a page
// shows to people.
//
//	structured data = what stands on the page, and nothing else
//
// Addresses are absolute. What it returns goes into layout.Page.JSONLD.
package jsonld

import (
	"encoding/json"

	"holdfast/modules/kernel/money"
	"holdfast/views/ui"
)

const context = "https://schema.org"

// Offer is a product that can be bought at a price.
type Offer struct {
	Name, Description, SKU, URL string
	Images                      []string
	Brand                       string
	Price                       money.Money
	InStock                     bool
	Properties                  []Property
}

// Property is what is said of a product: Material, oak.
type Property struct{ Name, Value string }

type product struct {
	Context     string   `json:"@context"`
	Type        string   `json:"@type"`
	Name        string   `json:"name"`
	Description string   `json:"description,omitempty"`
	SKU         string   `json:"sku,omitempty"`
	Image       []string `json:"image,omitempty"`
	Brand       *named   `json:"brand,omitempty"`
	Offers      offer    `json:"offers"`
	Properties  []named  `json:"additionalProperty,omitempty"`
}

type named struct {
	Type  string `json:"@type"`
	Name  string `json:"name"`
	Value string `json:"value,omitempty"`
}

type offer struct {
	Type         string `json:"@type"`
	URL          string `json:"url"`
	Price        string `json:"price"`
	Currency     string `json:"priceCurrency"`
	Availability string `json:"availability"`
}

// Product describes what a product page sells.
func Product(o Offer) []byte {
	availability := context + "/OutOfStock"
	if o.InStock {
		availability = context + "/InStock"
	}
	p := product{
		Context: context, Type: "Product", Name: o.Name, Description: o.Description, SKU: o.SKU, Image: o.Images,
		Offers: offer{Type: "Offer", URL: o.URL, Price: o.Price.Decimal(), Currency: o.Price.Currency, Availability: availability},
	}
	if o.Brand != "" {
		p.Brand = &named{Type: "Brand", Name: o.Brand}
	}
	for _, each := range o.Properties {
		p.Properties = append(p.Properties, named{Type: "PropertyValue", Name: each.Name, Value: each.Value})
	}
	return encode(p)
}

type trail struct {
	Context string `json:"@context"`
	Type    string `json:"@type"`
	Items   []step `json:"itemListElement"`
}

type step struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name"`
	Item     string `json:"item"`
}

// Breadcrumbs describes the way from home to the page at self, called name.
func Breadcrumbs(base string, links []ui.Link, name, self string) []byte {
	t := trail{Context: context, Type: "BreadcrumbList"}
	for i, l := range append(append([]ui.Link{}, links...), ui.Link{Href: self, Text: name}) {
		t.Items = append(t.Items, step{Type: "ListItem", Position: i + 1, Name: l.Text, Item: base + l.Href})
	}
	return encode(t)
}

type page struct {
	Context  string `json:"@context"`
	Type     string `json:"@type"`
	URL      string `json:"url"`
	Name     string `json:"name"`
	Language string `json:"inLanguage"`
}

// Page says which language the page at address is in.
func Page(address, name, language string) []byte {
	return encode(page{context, "WebPage", address, name, language})
}

// All puts several descriptions into one.
func All(parts ...[]byte) []byte {
	raw := make([]json.RawMessage, len(parts))
	for i, p := range parts {
		raw[i] = p
	}
	return encode(raw)
}

// encode escapes <, > and &, so that nothing ends the script element. Values of
// these types cannot fail to encode.
func encode(v any) []byte {
	out, err := json.Marshal(v)
	if err != nil {
		panic("jsonld: " + err.Error())
	}
	return out
}
