package imports

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"holdfast/modules/catalog"
	"holdfast/modules/imports/internal/goods"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/money"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/media"
	"holdfast/modules/pricing"
)

// summaryLength bounds a product's summary, in characters.
const summaryLength = 180

// plan says what is to hold of p afterwards; nil when none of it can be used.
func (r *run) plan(ctx context.Context, p goods.Product, k known) (*plan, error) {
	old := old(p, k)
	p.Variants = slices.DeleteFunc(p.Variants, func(v goods.Variant) bool { return r.foreign(v, old, k) || r.unnamed(p, v, old) })
	if len(p.Variants) == 0 {
		return nil, nil
	}
	product := catalog.Product{ID: old.ID, Slug: cmp.Or(old.Slug, p.Handle), Name: p.Title, Options: p.Options}
	if err := r.describe(ctx, &product, p, old); err != nil {
		return nil, err
	}
	if !r.columns.Options && old.ID != "" {
		product.Options = old.Options
	}
	r.illustrate(&product, p, old, k.assets)
	planned := &plan{line: p.Line, before: old}
	for _, v := range p.Variants {
		product.Variants = append(product.Variants, r.variant(v, old, k.assets))
		r.price(planned, v, k)
		r.stock(planned, v, k)
		if _, priced := k.terms[v.SKU]; !priced && !v.Priced {
			product.Status = catalog.Hidden
			if !r.columns.Price {
				r.tellHidden()
			}
		}
	}
	if p.Incomplete && len(old.Options) == len(product.Options) {
		product.Variants = append(product.Variants, missing(old, product)...)
	}
	planned.product = product
	return planned, nil
}

// tellHidden says once why products without a price are not shown.
func (r *run) tellHidden() {
	if !r.hidden {
		r.report.add(Problem{Column: "Variant Price", Reason: "there is no such column, and new products stay hidden until they have a price"})
	}
	r.hidden = true
}

// old returns the product that p is about: the one with its handle for a slug,
// now or before; when the handle was only made from the title, rather the one
// with its SKUs. The zero Product is a new one.
func old(p goods.Product, k known) catalog.Product {
	if !p.Guessed {
		return k.slugs[p.Handle]
	}
	var owner catalog.Product
	for _, v := range p.Variants {
		item, known := k.items[v.SKU]
		if known && !v.Made && owner.ID != "" && owner.ID != item.Product.ID {
			return k.slugs[p.Handle] // SKUs of several
		}
		if known && !v.Made {
			owner = item.Product
		}
	}
	if owner.ID != "" {
		return owner
	}
	return k.slugs[p.Handle]
}

// foreign reports, and tells, that a variant's SKU is another product's.
func (r *run) foreign(v goods.Variant, old catalog.Product, k known) bool {
	item, taken := k.items[v.SKU]
	if !taken || item.Product.ID == old.ID {
		return false
	}
	r.report.add(Problem{v.Line, "", fmt.Sprintf("the SKU %q belongs to the product %s", v.SKU, item.Product.Slug)})
	return true
}

// unnamed reports, and tells, that nothing parts a variant from its siblings: a
// file without options can only speak of variants that are known.
func (r *run) unnamed(p goods.Product, v goods.Variant, old catalog.Product) bool {
	if r.columns.Options {
		return false
	}
	if _, isOld := old.Variant(v.SKU); isOld || (len(old.Options) == 0 && v.Line == p.Variants[0].Line) {
		return false
	}
	r.report.add(Problem{v.Line, "", fmt.Sprintf("the variant %q is new, and the file has no options to tell it by", v.SKU)})
	return true
}

// describe fills in what is said of the product as a whole. What the file has
// no column for stays as it was.
func (r *run) describe(ctx context.Context, product *catalog.Product, p goods.Product, old catalog.Product) error {
	c := r.columns
	product.HTML = pick(c.Body, r.cleaner.HTML(p.Body), old.HTML)
	product.Summary = pick(c.Body, r.cleaner.Summary(product.HTML, summaryLength), old.Summary)
	if c.Summary && p.Summary != "" {
		product.Summary = r.cleaner.Summary(r.cleaner.HTML(p.Summary), 2*summaryLength)
	}
	product.Attributes = pick(c.Attributes, attributes(p.Attributes, old.Attributes), old.Attributes)
	product.Brand, product.Type = pick(c.Vendor, p.Vendor, old.Brand), pick(c.Type, p.Type, old.Type)
	product.Tags = pick(c.Tags, p.Tags, old.Tags)
	product.SEOTitle, product.SEODescription = pick(c.SEOTitle, p.SEOTitle, old.SEOTitle), pick(c.SEOText, p.SEOText, old.SEODescription)
	product.TaxCategory = cmp.Or(p.TaxCategory, pick(c.Tax, "", old.TaxCategory), "standard")
	product.Status = catalog.Published
	if !p.Published {
		product.Status = catalog.Hidden
	}
	product.Status = pick(c.Published || old.ID == "", product.Status, old.Status)
	if product.Categories = old.Categories; c.Category {
		product.Categories = nil
		for _, path := range p.Categories {
			id, err := r.shelves.find(ctx, path, r.report)
			if err != nil {
				return err
			}
			if id != "" && !slices.Contains(product.Categories, id) {
				product.Categories = append(product.Categories, id)
			}
		}
	}
	return nil
}

// attributes are those of the file, in the order that they had before if they
// are the same.
func attributes(said []goods.Attribute, before []catalog.Attribute) []catalog.Attribute {
	now := make([]catalog.Attribute, len(said))
	for i, a := range said {
		now[i] = catalog.Attribute(a)
	}
	if len(now) != len(before) {
		return now
	}
	order := func(a, b catalog.Attribute) int { return cmp.Compare(a.Name, b.Name) } // values keep theirs
	if a, b := slices.SortedStableFunc(slices.Values(now), order), slices.SortedStableFunc(slices.Values(before), order); slices.Equal(a, b) {
		return before
	}
	return now
}

func pick[T any](said bool, new, old T) T {
	if said {
		return new
	}
	return old
}

// illustrate gives the product its pictures. A picture that it had keeps the
// size that was known of it.
func (r *run) illustrate(product *catalog.Product, p goods.Product, old catalog.Product, assets map[string]media.Asset) {
	if !r.columns.Images {
		product.Images = old.Images
		return
	}
	for _, image := range p.Images {
		a, ok := assets[image.Source]
		if !ok {
			continue
		}
		shown := catalog.Image{Asset: string(a.ID), Alt: cmp.Or(image.Alt, p.Title), Width: a.Width, Height: a.Height}
		for _, before := range old.Images {
			if before.Asset == shown.Asset {
				shown.Width, shown.Height = before.Width, before.Height
				if image.Alt == "" { // the file does not say
					shown.Alt = before.Alt
				}
			}
		}
		product.Images = append(product.Images, shown)
	}
}

func (r *run) variant(v goods.Variant, old catalog.Product, assets map[string]media.Asset) catalog.Variant {
	before, _ := old.Variant(v.SKU)
	c := r.columns
	return catalog.Variant{
		SKU: v.SKU, Choices: pick(c.Options || old.ID == "", v.Choices, before.Choices),
		Barcode: pick(c.Barcode, v.Barcode, before.Barcode), Grams: pick(c.Grams, v.Grams, before.Grams),
		Measure: pick(c.Measure, catalog.Measure(v.Measure), before.Measure),
		Image:   pick(c.Images, string(assets[v.Image].ID), before.Image),
	}
}

func (r *run) price(planned *plan, v goods.Variant, k known) {
	if !v.Priced {
		return
	}
	now, priced := k.terms[v.SKU]
	wanted := now // with its sale, unless the file speaks of sales
	wanted.SKU, wanted.Regular, wanted.Was = v.SKU, v.Price, pick(r.columns.CompareAt || r.columns.Sale, v.CompareAt, now.Was)
	if r.columns.Sale {
		wanted.Sale = nil
		if v.Sale != nil {
			sale := pricing.Sale(*v.Sale)
			wanted.Sale = &sale
		}
	}
	if !priced || wanted.Regular != now.Regular || !same(wanted.Was, now.Was) || !sameSale(wanted.Sale, now.Sale) {
		planned.terms = append(planned.terms, wanted)
	}
}

func (r *run) stock(planned *plan, v goods.Variant, k known) {
	now, counted := k.levels[v.SKU]
	wanted := inventory.Count{SKU: v.SKU, Tracked: v.Tracked, OnHand: v.OnHand}
	uncounted := !now.Tracked && !wanted.Tracked // how many there are says nothing
	if !counted || (r.columns.Stock && !uncounted && (now.Tracked != wanted.Tracked || now.OnHand != wanted.OnHand)) {
		planned.counts = append(planned.counts, wanted)
	}
}

func sameSale(a, b *pricing.Sale) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Price == b.Price && a.From.Equal(b.From) && a.Until.Equal(b.Until)
}

func same(a, b money.Money) bool { return a == b || (a.IsZero() && b.IsZero()) }

// missing returns the variants that old had and product has not.
func missing(old, product catalog.Product) []catalog.Variant {
	has := map[sku.SKU]bool{}
	for _, v := range product.Variants {
		has[v.SKU] = true
	}
	return slices.DeleteFunc(slices.Clone(old.Variants), func(v catalog.Variant) bool { return has[v.SKU] })
}
