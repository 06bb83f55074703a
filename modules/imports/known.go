package imports

import (
	"context"

	"holdfast/modules/catalog"
	"holdfast/modules/imports/internal/goods"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/media"
	"holdfast/modules/pricing"
)

// known is what holds of a batch's SKUs before it is imported.
type known struct {
	items  map[sku.SKU]catalog.Item
	slugs  map[string]catalog.Product // by handle, also by an old one
	terms  map[sku.SKU]pricing.Terms
	levels map[sku.SKU]inventory.Level
	assets map[string]media.Asset
}

func (r *run) known(ctx context.Context, products []goods.Product) (known, error) {
	var skus []sku.SKU
	var addresses, slugs []string
	for _, p := range products {
		slugs = append(slugs, p.Handle)
		for _, v := range p.Variants {
			skus = append(skus, v.SKU)
		}
		for _, image := range p.Images {
			addresses = append(addresses, image.Source)
		}
	}
	k := known{terms: map[sku.SKU]pricing.Terms{}}
	var err error
	if k.items, err = r.needs.Catalog.Items(ctx, skus); err != nil {
		return k, err
	}
	if k.slugs, err = r.needs.Catalog.Addressed(ctx, slugs); err != nil {
		return k, err
	}
	terms, err := r.needs.Prices.Terms(ctx, skus)
	if err != nil {
		return k, err
	}
	for _, t := range terms {
		k.terms[t.SKU] = t
	}
	if k.levels, err = r.needs.Stock.Levels(ctx, skus); err != nil {
		return k, err
	}
	expect := r.needs.Pictures.Expect
	if r.options.DryRun {
		expect = r.needs.Pictures.Foresee
	}
	k.assets, err = expect(ctx, addresses...)
	r.countPictures(k.assets)
	return k, err
}

func (r *run) countPictures(assets map[string]media.Asset) {
	for address, a := range assets {
		if a.State == media.Placeholder && !r.fetched[address] {
			r.fetched[address] = true
			r.report.Pictures++
		}
	}
}
