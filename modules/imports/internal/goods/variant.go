package goods

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gosimple/slug"

	"holdfast/modules/kernel/money"
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
	v.Grams = c.weight()
	v.Measure = c.measure()
	v.Barcode = c.text(barcode, 100)
	var taxed bool
	if t := strings.ToLower(c.row.texts[taxable]); t != "taxable" && t != "none" && t != "shipping" {
		taxed = c.yes(taxable, true)
	} else {
		taxed = t == "taxable"
	}
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

// prices reads what it costs. A cell that is empty is not a price of nothing:
// only a product that nobody sees may do without.
func (b *builder) prices(c *cells, v *Variant) {
	v.Price, v.CompareAt = c.amount(price), c.amount(compareAt)
	v.Priced = c.row.texts[price] != ""
	if c.row.texts[salePrice] != "" {
		b.reduce(c, v)
	}
	if !v.Priced && (b.r.header.has(price) || b.r.header.has(salePrice)) && b.product.Published {
		c.bad(price, "is missing")
	}
	if v.CompareAt.IsZero() {
		v.CompareAt.Currency = ""
	}
}

// reduce reads a reduced price: for a time, or from now on, when the regular
// one is what it is compared with.
func (b *builder) reduce(c *cells, v *Variant) {
	reduced := c.amount(salePrice)
	from, hasFrom := c.instant(saleFrom, false)
	until, hasUntil := c.instant(saleUntil, true)
	switch {
	case !v.Priced:
		v.Price, v.Priced = reduced, true
	case !hasFrom && !hasUntil:
		v.Price, v.CompareAt = reduced, v.Price
	default:
		if !hasFrom {
			from = time.Unix(0, 0).UTC()
		}
		if !hasUntil {
			until = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
		}
		if !from.Before(until) {
			c.bad(saleUntil, "is not after the beginning")
			return
		}
		v.Sale = &Sale{Price: reduced, From: from, Until: until}
	}
}

// instant reads a moment in the shop's zone. A day alone begins with its first
// moment, and as an end is meant with all of its hours.
func (c *cells) instant(at column, end bool) (time.Time, bool) {
	text := c.row.texts[at]
	if text == "" {
		return time.Time{}, false
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02T15:04:05", "2006-01-02", "02.01.2006"} {
		t, err := time.ParseInLocation(layout, text, c.r.options.Zone)
		if err != nil {
			continue
		}
		if end && len(layout) == 10 {
			t = t.AddDate(0, 0, 1)
		}
		return t.UTC(), true
	}
	c.bad(at, "%s is no date: write 2027-03-31 or 2027-03-31 18:00", quote(text))
	return time.Time{}, false
}

// stock reads how many there are. Without a tracker nobody counts, and what is
// sold on when it has run out is not counted either.
func (b *builder) stock(c *cells, v *Variant) {
	has := b.r.header.has
	v.OnHand, _ = c.number(quantity)
	v.Tracked = has(quantity)
	if has(tracker) {
		v.Tracked = c.row.texts[tracker] != ""
	}
	if has(inStock) && c.row.texts[quantity] == "" { // WooCommerce's: nobody counts, it is there or not
		v.Tracked = slices.Contains([]string{"0", "no", "false", "outofstock"}, strings.ToLower(c.row.texts[inStock]))
	}
	switch strings.ToLower(c.row.texts[policy]) {
	case "continue", "true", "1", "yes", "notify":
		v.Tracked = false
	case "", "deny", "false", "0", "no":
	default:
		c.bad(policy, "%s is neither deny nor continue", quote(c.row.texts[policy]))
	}
	if v.OnHand < 0 {
		c.note(quantity, "%q counts as 0", c.row.texts[quantity])
		v.OnHand = 0
	}
}

// measure reads how much it holds, for the unit price.
func (c *cells) measure() Measure {
	m := Measure{Amount: c.thousandths(amount), Unit: unit(c.row.texts[amountUnit]), Base: c.thousandths(base)}
	m.BaseUnit = cmp.Or(unit(c.row.texts[baseUnit]), m.Unit)
	if m.Amount == 0 {
		return Measure{}
	}
	if m.Unit == "" {
		c.note(amountUnit, "%s is no unit of measure: the unit price is left out", quote(c.row.texts[amountUnit]))
		return Measure{}
	}
	if m.Base == 0 {
		m.Base = 1000
	}
	return m
}

// unit is a unit as the catalogue names it; empty: none.
func unit(text string) string {
	text = strings.ToLower(strings.TrimSpace(text))
	if known := map[string]string{"m³": "m3", "m²": "m2", "piece": "item", "pieces": "item", "items": "item", "stück": "item",
		"liter": "l", "litre": "l", "gram": "g", "gramm": "g", "kilogramm": "kg"}[text]; known != "" {
		return known
	}
	if slices.Contains([]string{"mg", "g", "kg", "ml", "cl", "l", "m3", "cm", "m", "m2", "item"}, text) {
		return text
	}
	return ""
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
	made = made[:min(len(made), sku.MaxLength-6)]
	for !utf8.ValidString(made) {
		made = made[:len(made)-1]
	}
	made = strings.Trim(made, "-")
	v.SKU, v.Made = sku.SKU(made), true
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
		b.addAside(c, variantImage, source)
	}
	if b.sources[source] {
		v.Image = source
	}
}

func key(choices []string) string { return strings.Join(choices, "\x00") }

// Decimal writes thousandths as a number: 0.75.
func Decimal(thousandths int64) string {
	text := money.New(thousandths, "KWD").Decimal()
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}
