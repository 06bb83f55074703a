package goods

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gosimple/slug"
)

// Writer writes products as Reader reads them, in Shopify's newer columns with
// a few that Shopify has not: further categories, a summary, and prices for a
// time.
type Writer struct {
	csv   *csv.Writer
	at    map[string]int
	facts []string
	cells []string
}

// written are the columns of an export, in order.
func written() []string {
	return []string{
		"Title", "URL handle", "Description", "Short description", "Vendor", "Product category", "Categories", "Type", "Tags",
		"Published on online store", "Status", "SKU", "Barcode", "Option1 name", "Option1 value", "Option2 name", "Option2 value",
		"Option3 name", "Option3 value", "Price", "Compare-at price", "Sale price", "Sale price starts", "Sale price ends",
		"Charge tax", "Unit price total measure", "Unit price total measure unit", "Unit price base measure",
		"Unit price base measure unit", "Inventory tracker", "Inventory quantity", "Continue selling when out of stock",
		"Weight value (grams)", "Weight unit for display", "Product image URL", "Image position", "Image alt text",
		"Variant image URL", "SEO title", "SEO description",
	}
}

// NewWriter writes the header to w. facts are the names of all attributes that
// the products have.
func NewWriter(w io.Writer, facts []string) (*Writer, error) {
	out := &Writer{csv: csv.NewWriter(w), at: map[string]int{}, facts: facts}
	names := written()
	for _, name := range facts {
		key := strings.ReplaceAll(slug.Make(name), "-", "_")
		names = append(names, Guarded(name)+" (product.metafields.custom."+key+")")
	}
	for i, name := range written() {
		out.at[name] = i
	}
	out.cells = make([]string, len(names))
	return out, out.csv.Write(names)
}

// Write writes a product's rows.
func (w *Writer) Write(p Product) error {
	for i := range max(len(p.Variants), len(p.Images)) {
		clear(w.cells)
		w.text("URL handle", p.Handle)
		if i == 0 {
			w.product(p)
		}
		if i < len(p.Variants) {
			w.variant(p, p.Variants[i])
		}
		if i < len(p.Images) {
			w.text("Product image URL", p.Images[i].Source)
			w.plain("Image position", strconv.Itoa(i+1))
			w.text("Image alt text", p.Images[i].Alt)
		}
		if err := w.csv.Write(w.cells); err != nil {
			return err
		}
	}
	return nil
}

// Flush writes what is still kept back.
func (w *Writer) Flush() error {
	w.csv.Flush()
	return w.csv.Error()
}

// text fills a cell with somebody's words, plain with what cannot be a formula.
func (w *Writer) text(name, text string)  { w.plain(name, Guarded(text)) }
func (w *Writer) plain(name, text string) { w.cells[w.at[name]] = text }

func (w *Writer) product(p Product) {
	w.text("Title", p.Title)
	w.text("Description", p.Body)
	w.text("Short description", p.Summary)
	w.text("Vendor", p.Vendor)
	w.text("Type", p.Type)
	w.text("SEO title", p.SEOTitle)
	w.text("SEO description", p.SEOText)
	var further []string
	for i, path := range p.Categories {
		if text := Listed(path, " > "); i == 0 {
			w.text("Product category", text)
		} else {
			further = append(further, text)
		}
	}
	w.text("Categories", Listed(further, ", "))
	tags := slices.Clone(p.Tags)
	if p.TaxCategory != "" && p.TaxCategory != "standard" {
		tags = append(tags, "tax:"+p.TaxCategory)
	}
	w.text("Tags", Listed(tags, ", "))
	w.plain("Published on online store", truth(p.Published))
	w.plain("Status", map[bool]string{true: "active", false: "draft"}[p.Published])
	for i, option := range p.Options {
		w.text("Option"+strconv.Itoa(i+1)+" name", option)
	}
	w.attributes(p.Attributes)
}

func (w *Writer) attributes(all []Attribute) {
	for i, name := range w.facts {
		var values []string
		for _, a := range all {
			if a.Name == name {
				values = append(values, a.Value)
			}
		}
		text := Listed(values, "; ")
		if strings.HasPrefix(text, "[") || strings.HasPrefix(text, "{") || strings.HasPrefix(text, "gid:") {
			text = `\` + text // no JSON and no reference
		}
		w.cells[len(w.at)+i] = Guarded(text)
	}
}

func (w *Writer) variant(p Product, v Variant) {
	w.text("SKU", string(v.SKU))
	w.text("Barcode", v.Barcode)
	for i, choice := range v.Choices {
		w.text("Option"+strconv.Itoa(i+1)+" value", choice)
	}
	if v.Priced {
		w.plain("Price", v.Price.Decimal())
	}
	if !v.CompareAt.IsZero() {
		w.plain("Compare-at price", v.CompareAt.Decimal())
	}
	if v.Sale != nil {
		w.plain("Sale price", v.Sale.Price.Decimal())
		w.plain("Sale price starts", v.Sale.From.UTC().Format(time.RFC3339Nano))
		w.plain("Sale price ends", v.Sale.Until.UTC().Format(time.RFC3339Nano))
	}
	w.plain("Charge tax", truth(p.TaxCategory != "zero"))
	if v.Measure.Amount > 0 {
		w.plain("Unit price total measure", Decimal(v.Measure.Amount))
		w.plain("Unit price total measure unit", v.Measure.Unit)
		w.plain("Unit price base measure", Decimal(v.Measure.Base))
		w.plain("Unit price base measure unit", v.Measure.BaseUnit)
	}
	if v.Tracked {
		w.plain("Inventory tracker", "shopify") // the word that says so in this format
	}
	w.plain("Inventory quantity", strconv.Itoa(v.OnHand))
	w.plain("Continue selling when out of stock", "DENY")
	w.plain("Weight value (grams)", strconv.FormatInt(v.Grams, 10))
	w.plain("Weight unit for display", "g")
	w.text("Variant image URL", v.Image)
}

func truth(yes bool) string { return strings.ToUpper(strconv.FormatBool(yes)) }
