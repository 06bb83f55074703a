package imports

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"holdfast/modules/catalog"
	"holdfast/modules/imports/internal/shopify"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/money"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/media"
)

// summaryLength bounds a product's summary, in characters.
const summaryLength = 180

// plan says what is to hold of p afterwards; nil when none of it can be used.
func (r *run) plan(ctx context.Context, p shopify.Product, k known) (*plan, error) {
	old, err := r.old(ctx, p, k)
	if err != nil {
		return nil, err
	}
	p.Variants = slices.DeleteFunc(p.Variants, func(v shopify.Variant) bool { return r.foreign(v, old, k) || r.unnamed(p, v, old) })
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
	planned := &plan{line: p.Line}
	for _, v := range p.Variants {
		product.Variants = append(product.Variants, r.variant(v, old, k.assets))
		r.price(planned, v, k)
		r.stock(planned, v, k)
		if _, priced := k.terms[v.SKU]; !priced && !r.columns.Price {
			product.Status = catalog.Hidden
			r.tellHidden()
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
// now or before. The zero Product is a new one.
func (r *run) old(ctx context.Context, p shopify.Product, k known) (catalog.Product, error) {
	for _, v := range p.Variants {
		if item, ok := k.items[v.SKU]; ok && item.Product.Slug == p.Handle {
			return item.Product, nil
		}
	}
	slug := p.Handle
	found, err := r.needs.Catalog.Product(ctx, slug)
	if fault.KindOf(err) == fault.NotFound {
		var moved bool
		if slug, moved, err = r.needs.Catalog.Redirected(ctx, catalog.KindProduct, p.Handle); err != nil || !moved {
			return catalog.Product{}, err
		}
		found, err = r.needs.Catalog.Product(ctx, slug)
	}
	return found, err
}

// foreign reports, and tells, that a variant's SKU is another product's.
func (r *run) foreign(v shopify.Variant, old catalog.Product, k known) bool {
	item, taken := k.items[v.SKU]
	if !taken || item.Product.ID == old.ID {
		return false
	}
	r.report.add(Problem{v.Line, "", fmt.Sprintf("the SKU %q belongs to the product %s", v.SKU, item.Product.Slug)})
	return true
}

// unnamed reports, and tells, that nothing parts a variant from its siblings: a
// file without options can only speak of variants that are known.
func (r *run) unnamed(p shopify.Product, v shopify.Variant, old catalog.Product) bool {
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
func (r *run) describe(ctx context.Context, product *catalog.Product, p shopify.Product, old catalog.Product) error {
	c := r.columns
	product.HTML = pick(c.Body, r.cleaner.HTML(p.Body), old.HTML)
	product.Summary = pick(c.Body, r.cleaner.Summary(product.HTML, summaryLength), old.Summary)
	product.Brand, product.Type = pick(c.Vendor, p.Vendor, old.Brand), pick(c.Type, p.Type, old.Type)
	product.Tags = pick(c.Tags, p.Tags, old.Tags)
	product.SEOTitle, product.SEODescription = pick(c.SEOTitle, p.SEOTitle, old.SEOTitle), pick(c.SEOText, p.SEOText, old.SEODescription)
	product.TaxCategory = cmp.Or(p.TaxCategory, pick(c.Tags, "", old.TaxCategory), "standard")
	product.Status = catalog.Published
	if !p.Published {
		product.Status = catalog.Hidden
	}
	product.Status = pick(c.Published || old.ID == "", product.Status, old.Status)
	if product.Categories = old.Categories; c.Category {
		id, err := r.shelves.find(ctx, p.Category, r.report)
		if err != nil {
			return err
		}
		product.Categories = nil
		if id != "" {
			product.Categories = []string{id}
		}
	}
	return nil
}

func pick[T any](said bool, new, old T) T {
	if said {
		return new
	}
	return old
}

// illustrate gives the product its pictures. A picture that it had keeps the
// size that was known of it.
func (r *run) illustrate(product *catalog.Product, p shopify.Product, old catalog.Product, assets map[string]media.Asset) {
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
			}
		}
		product.Images = append(product.Images, shown)
	}
}

func (r *run) variant(v shopify.Variant, old catalog.Product, assets map[string]media.Asset) catalog.Variant {
	before, _ := old.Variant(v.SKU)
	c := r.columns
	return catalog.Variant{
		SKU: v.SKU, Choices: pick(c.Options || old.ID == "", v.Choices, before.Choices),
		Barcode: pick(c.Barcode, v.Barcode, before.Barcode), Grams: pick(c.Grams, v.Grams, before.Grams),
		Image: pick(c.Images, string(assets[v.Image].ID), before.Image),
	}
}

func (r *run) price(planned *plan, v shopify.Variant, k known) {
	if !r.columns.Price {
		return
	}
	now, priced := k.terms[v.SKU]
	wanted := now // with its sale, which the file cannot speak of
	wanted.SKU, wanted.Regular, wanted.Was = v.SKU, v.Price, pick(r.columns.CompareAt, v.CompareAt, now.Was)
	if !priced || wanted.Regular != now.Regular || !same(wanted.Was, now.Was) {
		planned.terms = append(planned.terms, wanted)
	}
}

func (r *run) stock(planned *plan, v shopify.Variant, k known) {
	now, counted := k.levels[v.SKU]
	wanted := inventory.Count{SKU: v.SKU, Tracked: v.Tracked, OnHand: v.OnHand}
	if !counted || (r.columns.Stock && (now.Tracked != wanted.Tracked || now.OnHand != wanted.OnHand)) {
		planned.counts = append(planned.counts, wanted)
	}
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
