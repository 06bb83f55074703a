package imports

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"holdfast/modules/catalog"
	"holdfast/modules/imports/internal/goods"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/media"
	"holdfast/modules/pricing"
)

// Export writes the catalogue to w, a few products at a time: a file that Run
// reads, and of which it changes nothing. site is the shop's own address, under
// which pictures are found that were not fetched from elsewhere.
func (s *Service) Export(ctx context.Context, w io.Writer, site string) (products int, err error) {
	facts, err := s.factNames(ctx)
	if err != nil {
		return 0, err
	}
	menus, err := s.needs.Shelves.Menus(ctx)
	if err != nil {
		return 0, err
	}
	out, err := goods.NewWriter(w, facts)
	if err != nil {
		return 0, fmt.Errorf("write the export: %w", err)
	}
	err = s.needs.Products.Each(ctx, func(batch []catalog.Product) error {
		e := exporting{site: strings.TrimSuffix(site, "/"), menus: menus}
		if err := s.gather(ctx, &e, batch); err != nil {
			return err
		}
		for _, p := range batch {
			if err := out.Write(e.product(p)); err != nil {
				return fmt.Errorf("write the export: %w", err)
			}
		}
		products += len(batch)
		return out.Flush()
	})
	if err != nil {
		return products, err
	}
	return products, out.Flush()
}

// factNames are the names of all attributes, in order.
func (s *Service) factNames(ctx context.Context) ([]string, error) {
	names := map[string]bool{}
	err := s.needs.Products.Each(ctx, func(batch []catalog.Product) error {
		for _, p := range batch {
			for _, a := range p.Attributes {
				names[a.Name] = true
			}
		}
		return nil
	})
	return slices.Sorted(maps.Keys(names)), err
}

// exporting is what is known of some products.
type exporting struct {
	site   string
	menus  catalog.Menus
	terms  map[sku.SKU]pricing.Terms
	levels map[sku.SKU]inventory.Level
	assets map[media.ID]media.Asset
}

func (s *Service) gather(ctx context.Context, e *exporting, batch []catalog.Product) error {
	var skus []sku.SKU
	var ids []media.ID
	for _, p := range batch {
		skus = append(skus, p.SKUs()...)
		for _, image := range p.Images {
			ids = append(ids, media.ID(image.Asset))
		}
		for _, v := range p.Variants {
			if v.Image != "" {
				ids = append(ids, media.ID(v.Image))
			}
		}
	}
	terms, err := s.needs.Prices.Terms(ctx, skus)
	if err != nil {
		return err
	}
	e.terms = make(map[sku.SKU]pricing.Terms, len(terms))
	for _, t := range terms {
		e.terms[t.SKU] = t
	}
	if e.levels, err = s.needs.Stock.Levels(ctx, skus); err != nil {
		return err
	}
	slices.Sort(ids)
	e.assets, err = s.needs.Album.Assets(ctx, slices.Compact(ids)...)
	return err
}

func (e *exporting) product(p catalog.Product) goods.Product {
	out := goods.Product{Handle: p.Slug, Title: p.Name, Summary: p.Summary, Body: p.HTML, Vendor: p.Brand, Type: p.Type, Tags: p.Tags,
		TaxCategory: p.TaxCategory, Published: p.Status == catalog.Published, SEOTitle: p.SEOTitle, SEOText: p.SEODescription, Options: p.Options}
	for _, a := range p.Attributes {
		out.Attributes = append(out.Attributes, goods.Attribute(a))
	}
	for _, id := range p.Categories {
		var path []string
		for _, c := range e.menus.Path(id) {
			path = append(path, c.Name)
		}
		if len(path) > 0 {
			out.Categories = append(out.Categories, path)
		}
	}
	for _, image := range p.Images {
		if address := e.address(image.Asset); address != "" {
			out.Images = append(out.Images, goods.Image{Source: address, Alt: image.Alt})
		}
	}
	for _, v := range p.Variants {
		out.Variants = append(out.Variants, e.variant(v))
	}
	return out
}

// address is where a picture came from, or where it is.
func (e *exporting) address(asset string) string {
	a, ok := e.assets[media.ID(asset)]
	switch {
	case !ok:
		return ""
	case a.Source != "":
		return a.Source
	}
	widest := 0
	for _, width := range a.Widths {
		widest = max(widest, width)
	}
	return e.site + a.Src(max(widest, 1))
}

func (e *exporting) variant(v catalog.Variant) goods.Variant {
	out := goods.Variant{SKU: v.SKU, Choices: v.Choices, Barcode: v.Barcode, Grams: v.Grams, Measure: goods.Measure(v.Measure), Tracked: true}
	if v.Image != "" {
		out.Image = e.address(v.Image)
	}
	if t, ok := e.terms[v.SKU]; ok {
		out.Priced, out.Price, out.CompareAt = true, t.Regular, t.Was
		if t.Sale != nil {
			sale := goods.Sale(*t.Sale)
			out.Sale = &sale
		}
	}
	if level, ok := e.levels[v.SKU]; ok {
		out.Tracked, out.OnHand = level.Tracked, level.OnHand
	}
	return out
}
