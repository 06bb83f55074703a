package shopify

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

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
	b.product.Handle = slug.Make(first.texts[handle])
	if b.product.Handle == "" || len(b.product.Handle) > 255 {
		c.bad(handle, "%s makes no address", quote(first.texts[handle]))
	}
	if line, again := r.handles[b.product.Handle]; again {
		c.bad(handle, "%s began on line %d: the rows of a product follow each other", quote(first.texts[handle]), line)
	} else {
		r.handles[b.product.Handle] = first.line
	}
	b.describe(&c)
	if b.failed = c.spoiled; !b.failed {
		b.nameOptions(&c)
		b.failed = c.spoiled
	}
	b.add(first)
	return b
}

// describe reads what the first row says of the whole product.
func (b *builder) describe(c *cells) {
	p := &b.product
	if p.Title = c.text(title, 255); p.Title == "" {
		c.bad(title, "is missing on the product's first row")
	}
	p.Body = c.row.texts[body]
	p.Vendor, p.Type = c.text(vendor, 255), c.text(kind, 255)
	p.SEOTitle, p.SEOText = c.text(seoTitle, 255), c.text(seoDescription, 1000)
	p.Category = path(c.text(category, 500))
	if len(p.Category) == 0 {
		p.Category = path(p.Type)
	}
	for tag := range strings.SplitSeq(c.text(tags, 5000), ",") {
		tag = strings.TrimSpace(tag)
		if taxed, ok := strings.CutPrefix(tag, "tax:"); ok {
			p.TaxCategory = taxed
		} else if tag != "" && !slices.Contains(p.Tags, tag) {
			p.Tags = append(p.Tags, tag)
		}
	}
	if !slices.Contains([]string{"", "standard", "reduced", "second-reduced", "zero"}, p.TaxCategory) {
		c.bad(tags, "%s is no tax category: standard, reduced, second-reduced or zero", quote("tax:"+p.TaxCategory))
	}
	p.Published = c.yes(published, true)
	switch strings.ToLower(c.row.texts[status]) {
	case "", "active":
	case "draft", "archived", "unlisted":
		p.Published = false
	default:
		c.bad(status, "%s is neither active, draft nor archived", quote(c.row.texts[status]))
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
	if t := next.texts[title]; !isFirst && t != "" && t != b.product.Title {
		c.bad(title, "differs from the product's first row, line %d", b.product.Line)
		b.product.Incomplete = true
		return
	}
	hasVariant := isFirst || next.texts[variantSKU] != "" || next.texts[price] != "" || next.texts[option1Value] != ""
	hasImage := next.texts[imageSource] != ""
	if !hasVariant && !hasImage {
		c.bad(imageSource, "is missing, and there is no variant in this row either")
		b.product.Incomplete = true
		return
	}
	if hasImage {
		b.addImage(&c)
	}
	if hasVariant {
		b.addVariant(&c)
	}
}

// addImage takes a picture. A row whose picture cannot be used keeps its variant.
func (b *builder) addImage(c *cells) {
	source := c.row.texts[imageSource]
	if b.sources[source] || b.full(c, len(b.product.Images), maxImages, imageSource) {
		return
	}
	if err := b.r.options.CheckAddress(source); err != nil {
		c.bad(imageSource, "%s cannot be fetched, %s: the picture is left out", quote(source), err)
		c.spoiled = false
		return
	}
	position, ok := c.number(imagePosition)
	if !ok {
		c.spoiled = false
		position = 0
	}
	if position == 0 {
		position = 1 << 30 // after those that have one
	}
	b.sources[source] = true
	b.product.Images = append(b.product.Images,
		Image{Line: c.row.lines[imageSource], Source: source, Alt: clip(c.row.texts[imageAlt], 512), position: position})
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
	if b.failed || len(p.Variants) == 0 {
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
	for name := range strings.SplitSeq(text, ">") {
		if name = clip(strings.TrimSpace(name), 100); name != "" && len(names) < 6 {
			names = append(names, name)
		}
	}
	return names
}

func clip(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most])
}
