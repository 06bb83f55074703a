package catalog

import (
	"slices"
	"strings"

	"holdfast/modules/catalog/internal/store"
	"holdfast/modules/kernel/sku"
)

// Status says whether shoppers see a product.
type Status string

// The statuses of a product.
const (
	Published Status = "published"
	Hidden    Status = "hidden"
)

// Product is what a page describes.
type Product struct {
	ID             string // given at the first Put
	Slug           string // its address: /products/{slug}
	Name           string
	Summary        string // one or two sentences of plain text
	HTML           string // the description, sanitised by whoever wrote it
	Brand          string
	Type           string
	Tags           []string
	Attributes     []Attribute
	Options        []string // names, at most three: Size, Colour
	Variants       []Variant
	Images         []Image
	Categories     []string // ids, the main one first
	Status         Status
	TaxCategory    string // a category of the tax module
	SEOTitle       string
	SEODescription string
}

// Variant is what is sold.
type Variant struct {
	SKU     sku.SKU
	Choices []string // a value for each of the product's options
	Barcode string
	Grams   int64
	Measure Measure
	Image   string // the asset shown for it, empty for the product's first
}

// Name tells the variant from its siblings: "Blue, L".
func (v Variant) Name() string { return strings.Join(v.Choices, ", ") }

// Image is a picture of a product.
type Image struct {
	Asset         string `json:"asset"` // the media module's id
	Alt           string `json:"alt"`
	Width, Height int    // of the largest, in pixels
}

// Item is a variant with the product that it is one of.
type Item struct {
	Product Product
	Variant Variant
}

// Image returns the picture that shows the item best; the zero Image when the
// product has none.
func (i Item) Image() Image {
	for _, image := range i.Product.Images {
		if image.Asset == i.Variant.Image {
			return image
		}
	}
	if len(i.Product.Images) > 0 {
		return i.Product.Images[0]
	}
	return Image{}
}

// Variant returns the product's variant with that SKU.
func (p Product) Variant(s sku.SKU) (Variant, bool) {
	i := slices.IndexFunc(p.Variants, func(v Variant) bool { return v.SKU == s })
	if i < 0 {
		return Variant{}, false
	}
	return p.Variants[i], true
}

// SKUs returns the product's, in order.
func (p Product) SKUs() []sku.SKU {
	skus := make([]sku.SKU, len(p.Variants))
	for i, v := range p.Variants {
		skus[i] = v.SKU
	}
	return skus
}

func fromRow(row store.Product, variants []store.Variant) Product {
	p := Product{
		ID: row.ID, Slug: row.Slug, Name: row.Name, Summary: row.Summary, HTML: row.HTML, Brand: row.Brand,
		Type: row.Type, Tags: row.Tags, Options: row.Options, Categories: row.Categories, Status: Status(row.Status),
		TaxCategory: row.TaxCategory, SEOTitle: row.SEOTitle, SEODescription: row.SEODescription,
		Variants: make([]Variant, len(variants)), Images: make([]Image, len(row.Images)), Attributes: make([]Attribute, len(row.Attributes)),
	}
	for i, a := range row.Attributes {
		p.Attributes[i] = Attribute(a)
	}
	for i, v := range variants {
		p.Variants[i] = Variant{SKU: sku.SKU(v.SKU), Choices: v.Choices, Barcode: v.Barcode, Grams: v.Grams,
			Measure: Measure(v.Measure), Image: v.Image}
	}
	for i, image := range row.Images {
		p.Images[i] = Image(image)
	}
	return p
}

func toRow(p Product) (store.Product, []store.Variant) {
	row := store.Product{
		ID: p.ID, Slug: p.Slug, Name: p.Name, Summary: p.Summary, HTML: p.HTML, Brand: p.Brand, Type: p.Type,
		Tags: p.Tags, Options: p.Options, Categories: p.Categories, Status: string(p.Status), TaxCategory: p.TaxCategory,
		SEOTitle: p.SEOTitle, SEODescription: p.SEODescription, Images: make([]store.Image, len(p.Images)),
		Attributes: make([]store.Attribute, len(p.Attributes)),
	}
	for i, a := range p.Attributes {
		row.Attributes[i] = store.Attribute(a)
	}
	for i, image := range p.Images {
		row.Images[i] = store.Image(image)
	}
	variants := make([]store.Variant, len(p.Variants))
	for i, v := range p.Variants {
		variants[i] = store.Variant{SKU: string(v.SKU), ProductID: p.ID, Position: i, Choices: v.Choices,
			Barcode: v.Barcode, Grams: v.Grams,
			Measure: store.Measure(v.Measure), Image: v.Image}
	}
	return row, variants
}
