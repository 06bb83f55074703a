package goods

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gosimple/slug"
)

// builder makes one product out of its rows.
type builder struct {
	r         *Reader
	product   Product
	options   []column       // the columns of the values of the options it has
	choices   map[string]int // the line of each combination
	sources   map[string]bool
	untaxed   int
	failed    bool
	overflown bool
}

func newBuilder(r *Reader, first *row) *builder {
	b := &builder{r: r, choices: map[string]int{}, sources: map[string]bool{}}
	b.product.Line = first.line
	c := cells{r: r, row: first}
	b.address(&c)
	b.describe(&c)
	if b.failed = c.spoiled; !b.failed {
		b.nameOptions(&c)
		b.failed = c.spoiled
	}
	b.add(first)
	return b
}

// address reads the product's handle, or makes one from its title.
func (b *builder) address(c *cells) {
	text, at := c.row.texts[handle], handle
	if text == "" {
		text, at, b.product.Guessed = c.row.texts[title], title, true
	}
	b.product.Handle = slug.Make(text)
	if b.product.Handle == "" || len(b.product.Handle) > 255 {
		c.bad(at, "%s makes no address", quote(text))
	}
	if line, again := b.r.handles[b.product.Handle]; again {
		c.bad(at, "%s began on line %d: the rows of a product follow each other", quote(text), line)
	} else {
		b.r.handles[b.product.Handle] = c.row.line
	}
}

// describe reads what the first row says of the whole product.
func (b *builder) describe(c *cells) {
	p := &b.product
	if p.Title = c.text(title, 255); p.Title == "" {
		c.bad(title, "is missing on the product's first row")
	}
	p.Summary, p.Body = c.row.texts[summary], c.row.texts[body]
	p.Vendor, p.Type = c.text(vendor, 255), c.text(kind, 255)
	p.SEOTitle, p.SEOText = c.text(seoTitle, 255), c.text(seoDescription, 1000)
	b.sort(c)
	b.tag(c)
	p.Attributes = c.row.facts
	b.show(c)
}

// sort reads the categories. A file without any is sorted by the type.
func (b *builder) sort(c *cells) {
	p := &b.product
	if main := path(c.text(category, 1000)); len(main) > 0 {
		p.Categories = append(p.Categories, main)
	}
	for _, text := range split(c.row.texts[categories], ',') {
		if further := path(text); len(further) > 0 && !slices.ContainsFunc(p.Categories, func(known []string) bool { return slices.Equal(known, further) }) {
			p.Categories = append(p.Categories, further)
		}
	}
	if len(p.Categories) == 0 && !c.r.header.has(categories) {
		if made := path(p.Type); len(made) > 0 {
			p.Categories = [][]string{made}
		}
	}
}

// taxCategories are those of the tax module.
func taxCategories() []string {
	return []string{"standard", "reduced", "second-reduced", "super-reduced", "parking", "zero", "food", "books", "pharmaceuticals", "childrens-clothing"}
}

func (b *builder) tag(c *cells) {
	p := &b.product
	for _, tag := range split(c.text(tags, 5000), ',') {
		if taxed, ok := strings.CutPrefix(tag, "tax:"); ok {
			p.TaxCategory = taxed
		} else if !slices.Contains(p.Tags, tag) {
			p.Tags = append(p.Tags, tag)
		}
	}
	if p.TaxCategory == "" {
		p.TaxCategory = map[string]string{"reduced-rate": "reduced", "zero-rate": "zero"}[strings.ToLower(c.row.texts[taxClass])]
	}
	if p.TaxCategory != "" && !slices.Contains(taxCategories(), p.TaxCategory) {
		c.bad(tags, "%s is no tax category: "+strings.Join(taxCategories(), ", "), quote("tax:"+p.TaxCategory))
	}
}

// show reads whether shoppers are to see the product.
func (b *builder) show(c *cells) {
	p := &b.product
	p.Published = c.yes(published, true)
	switch strings.ToLower(c.row.texts[status]) {
	case "", "active", "publish", "published":
	case "draft", "archived", "unlisted", "private", "pending", "hidden":
		p.Published = false
	default:
		c.bad(status, "%s is neither active, draft nor archived", quote(c.row.texts[status]))
	}
	if v := strings.ToLower(c.row.texts[visibility]); v == "hidden" || v == "versteckt" {
		p.Published = false
	}
}

// nameOptions reads the options' names. "Title" with "Default Title" is how the
// file says that there are none.
func (b *builder) nameOptions(c *cells) {
	if c.row.texts[option1Name] == "Title" && c.row.texts[option1Value] == "Default Title" {
		return
	}
	for _, o := range [][2]column{{option1Name, option1Value}, {option2Name, option2Value}, {option3Name, option3Value}} {
		name := c.text(o[0], 255)
		switch {
		case name == "" && c.row.texts[o[1]] != "":
			c.bad(o[0], "is missing, but there is a value")
		case name != "" && slices.Contains(b.product.Options, name):
			c.bad(o[0], "%s is an option twice", quote(name))
		case name != "":
			b.product.Options = append(b.product.Options, name)
			b.options = append(b.options, o[1])
		}
	}
}

// add takes one of the product's rows, the first one included.
func (b *builder) add(next *row) {
	if b.failed {
		return // its first row says why
	}
	c := cells{r: b.r, row: next}
	isFirst := next.line == b.product.Line
	if t := next.texts[title]; !isFirst && t != "" && t != b.product.Title && !next.plain && b.r.dialect != "WooCommerce" {
		c.bad(title, "differs from the product's first row, line %d", b.product.Line)
		b.product.Incomplete = true
		return
	}
	hasVariant := !next.plain && (isFirst || next.texts[variantSKU] != "" || next.texts[price] != "" || next.texts[option1Value] != "")
	hasImage := next.texts[imageSource] != ""
	if !hasVariant && !hasImage && !next.plain {
		c.bad(imageSource, "is missing, and there is no variant in this row either")
		b.product.Incomplete = true
		return
	}
	if hasImage {
		b.addImage(&c)
	}
	for _, source := range next.images {
		b.addAside(&c, imageSource, source)
	}
	if hasVariant {
		b.addVariant(&c)
	}
}

// addImage takes a picture. A row whose picture cannot be used keeps its variant.
func (b *builder) addImage(c *cells) {
	source := c.row.texts[imageSource]
	if b.sources[source] {
		b.complete(c, source)
		return
	}
	if b.full(c, len(b.product.Images), maxImages, imageSource) {
		return
	}
	if err := b.r.options.CheckAddress(source); err != nil {
		c.note(imageSource, "%s cannot be fetched, %s: the picture is left out", quote(source), err)
		return
	}
	b.sources[source] = true
	b.product.Images = append(b.product.Images,
		Image{Line: c.row.lines[imageSource], Source: source, Alt: clip(c.row.texts[imageAlt], 512), position: c.position()})
}

// unplaced is the position of pictures that have none: after those that have.
const unplaced = 1 << 30

func (c *cells) position() int {
	spoiled := c.spoiled
	position, ok := c.number(imagePosition)
	if c.spoiled = spoiled; !ok || position == 0 {
		return unplaced
	}
	return position
}

// complete gives a picture that a variant had named before what its own row
// says of it.
func (b *builder) complete(c *cells, source string) {
	at := slices.IndexFunc(b.product.Images, func(i Image) bool { return i.Source == source })
	known := &b.product.Images[at]
	if position := c.position(); known.position == unplaced {
		known.position = position
	}
	known.Alt = cmp.Or(known.Alt, clip(c.row.texts[imageAlt], 512))
}

// addAside takes a picture that has no row of its own.
func (b *builder) addAside(c *cells, at column, source string) {
	own := *c.row
	own.texts[imageSource], own.lines[imageSource] = source, c.row.lines[at]
	own.texts[imageAlt], own.texts[imagePosition] = "", ""
	aside := cells{r: c.r, row: &own}
	b.addImage(&aside)
}

// full reports whether the product has enough, and says so once.
func (b *builder) full(c *cells, have, most int, at column) bool {
	if have < most {
		return false
	}
	if !b.overflown {
		b.r.tell(c.row.line, b.r.header.names[at], fmt.Sprintf("the product has more than %d: this row and those after it are left out", most))
	}
	b.overflown, b.product.Incomplete = true, true
	return true
}

func (b *builder) fail() { b.failed = true }

// finish returns the product, if it can be used.
func (b *builder) finish() (Product, bool) {
	p := b.product
	if b.failed {
		return Product{}, false
	}
	if len(p.Variants) == 0 {
		if !p.Incomplete {
			b.r.tell(p.Line, "", "the product has nothing that could be sold: no variant")
		}
		return Product{}, false
	}
	if p.TaxCategory == "" && b.untaxed == len(p.Variants) {
		p.TaxCategory = "zero"
	}
	slices.SortStableFunc(p.Images, func(a, b Image) int { return cmp.Compare(a.position, b.position) })
	return p, true
}

// path splits a category's name: Kitchen > Mugs & cups.
func path(text string) []string {
	var names []string
	for _, name := range split(text, '>') {
		if name = clip(name, 100); len(names) < 6 {
			names = append(names, name)
		}
	}
	return names
}
