package shopify

import (
	"fmt"
	"strings"

	"github.com/gosimple/slug"

	"holdfast/modules/kernel/sku"
)

// addVariant takes a variant, or says what is wrong with it.
func (b *builder) addVariant(c *cells) {
	if b.full(c, len(b.product.Variants), maxVariants, option1Value) {
		return
	}
	v := Variant{Line: c.row.line}
	b.choose(c, &v)
	b.prices(c, &v)
	b.stock(c, &v)
	v.Grams = c.weight(grams)
	v.Barcode = c.text(barcode, 100)
	taxed := c.yes(taxable, true)
	b.identify(c, &v)
	if c.spoiled {
		b.product.Incomplete = true
		return
	}
	b.picture(c, &v)
	if !taxed {
		b.untaxed++
	}
	b.choices[key(v.Choices)] = v.Line
	b.r.skus[v.SKU] = v.Line
	b.product.Variants = append(b.product.Variants, v)
}

// choose reads a value for each option.
func (b *builder) choose(c *cells, v *Variant) {
	for i, at := range b.options {
		value := c.text(at, 255)
		if value == "" {
			c.bad(at, "is missing: each variant has a value for %s", b.product.Options[i])
		}
		v.Choices = append(v.Choices, value)
	}
	if c.spoiled || (len(b.options) == 0 && !b.r.header.has(option1Value)) {
		return
	}
	if line, again := b.choices[key(v.Choices)]; again {
		c.bad(option1Value, "the same combination of options is on line %d", line)
	}
}

// prices reads what it costs. A cell that is empty is not a price of nothing.
func (b *builder) prices(c *cells, v *Variant) {
	v.Price = c.amount(price)
	if b.r.header.has(price) && c.row.texts[price] == "" {
		c.bad(price, "is missing")
	}
	if v.CompareAt = c.amount(compareAt); v.CompareAt.IsZero() {
		v.CompareAt.Currency = ""
	}
}

// stock reads how many there are. Without a tracker nobody counts, and what is
// sold on when it has run out is not counted either.
func (b *builder) stock(c *cells, v *Variant) {
	v.OnHand, _ = c.number(quantity)
	if v.OnHand < 0 {
		c.r.tell(c.row.lines[quantity], c.r.header.names[quantity], fmt.Sprintf("%q counts as 0", c.row.texts[quantity]))
		v.OnHand = 0
	}
	v.Tracked = b.r.header.has(quantity)
	if b.r.header.has(tracker) {
		v.Tracked = c.row.texts[tracker] != ""
	}
	switch strings.ToLower(c.row.texts[policy]) {
	case "continue", "true":
		v.Tracked = false
	case "", "deny", "false":
	default:
		c.bad(policy, "%s is neither deny nor continue", quote(c.row.texts[policy]))
	}
}

// identify reads the SKU, or makes one that will be the same next time.
func (b *builder) identify(c *cells, v *Variant) {
	if text := c.row.texts[variantSKU]; text != "" {
		parsed, err := sku.Parse(text)
		if err != nil {
			c.bad(variantSKU, "%s is no SKU: it has more than %d characters, or invisible ones", quote(text), sku.MaxLength)
		} else if line, again := b.r.skus[parsed]; again {
			c.bad(variantSKU, "%s is on line %d already", quote(text), line)
		}
		v.SKU = parsed
		return
	}
	made := strings.ToUpper(slug.Make(b.product.Handle + " " + strings.Join(v.Choices, " ")))
	made = strings.Trim(made[:min(len(made), sku.MaxLength-6)], "-")
	v.SKU = sku.SKU(made)
	for n := 2; b.r.skus[v.SKU] != 0; n++ {
		v.SKU = sku.SKU(fmt.Sprintf("%s-%d", made, n))
	}
}

// picture notes which of the product's pictures shows the variant; one that is
// in no row of its own becomes one of them.
func (b *builder) picture(c *cells, v *Variant) {
	source := c.row.texts[variantImage]
	if source == "" {
		return
	}
	if !b.sources[source] {
		own := *c.row
		own.texts[imageSource], own.lines[imageSource] = source, c.row.lines[variantImage]
		own.texts[imageAlt], own.texts[imagePosition] = "", ""
		aside := cells{r: c.r, row: &own}
		b.addImage(&aside)
	}
	if b.sources[source] {
		v.Image = source
	}
}

func key(choices []string) string { return strings.Join(choices, "\x00") }
