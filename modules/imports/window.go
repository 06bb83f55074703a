package imports

import (
	"context"
	"fmt"

	"holdfast/modules/catalog"
	"holdfast/modules/imports/demo"
	"holdfast/modules/shop"
)

// window dresses the demo's front: each department and the head of the home
// page get the picture of a product, which is there only now.
func (f Demo) window(ctx context.Context) error {
	for i, d := range demo.Departments() {
		picture, err := f.pictureOf(ctx, d.Window)
		if err != nil {
			return err
		}
		top := catalog.Category{Slug: d.Slug, Name: d.Name, Line: d.Line, Image: picture, Position: i + 1}
		if _, err := f.Needs.Shelves.PutCategory(ctx, top); err != nil {
			return err
		}
	}
	settings, err := f.Settings.Settings(ctx)
	if err != nil {
		return err
	}
	if settings.HomeSections, err = f.homeSections(ctx); err != nil {
		return err
	}
	return f.Settings.Save(ctx, settings, actor)
}

func (f Demo) homeSections(ctx context.Context) ([]shop.HomeSection, error) {
	var sections []shop.HomeSection
	for _, s := range demo.HomeSections() {
		switch s.Kind {
		case demo.SectionHero:
			picture, err := f.pictureOf(ctx, s.Window)
			if err != nil {
				return nil, err
			}
			sections = append(sections, shop.HomeSection{Kind: shop.Hero, Heading: s.Heading, Text: s.Lead, Image: picture, Link: s.Link, LinkLabel: s.LinkLabel})
		case demo.SectionCollection:
			sections = append(sections, shop.HomeSection{Kind: shop.Collection, Heading: s.Heading, Slug: s.Slug, Count: s.Count})
		case demo.SectionDepartments:
			sections = append(sections, shop.HomeSection{Kind: shop.Categories, Heading: s.Heading})
		}
	}
	return sections, nil
}

// pictureOf returns the first picture of the product with that handle.
func (f Demo) pictureOf(ctx context.Context, handle string) (string, error) {
	found, err := f.Needs.Catalog.Addressed(ctx, []string{handle})
	if err != nil {
		return "", fmt.Errorf("find %s for the window: %w", handle, err)
	}
	product := found[handle]
	if len(product.Images) == 0 {
		return "", fmt.Errorf("%s has no picture for the window", handle)
	}
	return product.Images[0].Asset, nil
}
