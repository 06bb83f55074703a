// Package store keeps catalog's rows.
package store

import "time"

// Product is a row of catalog_products.
type Product struct {
	ID, Slug, Name, Summary string
	HTML                    string `gorm:"column:html"`
	Brand, Type             string
	Tags                    []string    `gorm:"serializer:json"`
	Attributes              []Attribute `gorm:"serializer:json"`
	Options                 []string    `gorm:"serializer:json"`
	Images                  []Image     `gorm:"serializer:json"`
	Categories              []string    `gorm:"serializer:json"`
	Status, TaxCategory     string
	SEOTitle                string `gorm:"column:seo_title"`
	SEODescription          string `gorm:"column:seo_description"`
	CreatedAt, UpdatedAt    time.Time
}

// Image is a picture in a product's row.
type Image struct {
	Asset         string `json:"asset"`
	Alt           string `json:"alt"`
	Width, Height int
}

// Attribute is a fact in a product's row.
type Attribute struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Measure is how much a variant holds, in its row.
type Measure struct {
	Amount   int64  `json:"amount,omitempty"`
	Unit     string `json:"unit,omitempty"`
	Base     int64  `json:"base,omitempty"`
	BaseUnit string `json:"base_unit,omitempty"`
}

// Variant is a row of catalog_variants.
type Variant struct {
	SKU       string `gorm:"column:sku;primaryKey"`
	ProductID string
	Position  int
	Choices   []string `gorm:"serializer:json"`
	Barcode   string
	Grams     int64
	Measure   Measure `gorm:"serializer:json"`
	Image     string
}

// Category is a row of catalog_categories.
type Category struct {
	ID, ParentID, Slug, Name, Line, Image string
	Position                              int
}

// Collection is a row of catalog_collections.
type Collection struct {
	ID, Slug, Name, Line, Tag string
	Position                  int
}

// TableName names the table.
func (Product) TableName() string { return "catalog_products" }

// TableName names the table.
func (Variant) TableName() string { return "catalog_variants" }

// TableName names the table.
func (Category) TableName() string { return "catalog_categories" }

// TableName names the table.
func (Collection) TableName() string { return "catalog_collections" }

// Normalise makes missing lists empty ones, as JSON keeps them.
func (p *Product) Normalise() {
	for _, list := range []*[]string{&p.Tags, &p.Options, &p.Categories} {
		if *list == nil {
			*list = []string{}
		}
	}
	if p.Attributes == nil {
		p.Attributes = []Attribute{}
	}
	if p.Images == nil {
		p.Images = []Image{}
	}
}

// Normalise makes a missing list an empty one, as JSON keeps it.
func (v *Variant) Normalise() {
	if v.Choices == nil {
		v.Choices = []string{}
	}
}
