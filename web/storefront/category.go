package storefront

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/catalog"
	"holdfast/modules/search"
	"holdfast/views/i18n"
	"holdfast/views/jsonld"
	"holdfast/views/storefront"
	"holdfast/views/ui"
	"holdfast/web/render"
)

// category is a department or a shelf of it, with what lies below it.
func (p *Pages) category(c *fiber.Ctx) error {
	menus, err := p.Catalog.Menus(c.UserContext())
	if err != nil {
		return err
	}
	category, err := menus.Category(c.Params("slug"))
	if errors.Is(err, catalog.ErrUnknownCategory) {
		return p.moved(c, catalog.KindCategory, categoryPath, err)
	}
	page := storefront.CategoryPage{Name: category.Name, Line: category.Line, Subcategories: links(menus.Below(category.ID))}
	page.Breadcrumbs = p.crumbs(c, menus.Path(category.Parent)...)
	return p.showList(c, page, search.Query{Category: category.ID}, categoryPath(category.Slug))
}

// collection is every product that carries the collection's tag.
func (p *Pages) collection(c *fiber.Ctx) error {
	menus, err := p.Catalog.Menus(c.UserContext())
	if err != nil {
		return err
	}
	collection, err := menus.Collection(c.Params("slug"))
	if errors.Is(err, catalog.ErrUnknownCollection) {
		return p.moved(c, catalog.KindCollection, collectionPath, err)
	}
	page := storefront.CategoryPage{Name: collection.Name, Line: collection.Line,
		Breadcrumbs: p.crumbs(c)}
	return p.showList(c, page, search.Query{Tag: collection.Tag}, collectionPath(collection.Slug))
}

func (p *Pages) showList(c *fiber.Ctx, page storefront.CategoryPage, q search.Query, path string) error {
	frame, settings, err := p.frameAnd(c, path)
	if err != nil {
		return err
	}
	list, found, n, err := p.list(c, q, path, settings.Currency)
	if err != nil {
		return err
	}
	page.Page, page.List = frame, list
	page.Title, page.Description, page.NoIndex = page.Name, page.Line, n.active()
	if found.Page > 1 {
		page.Canonical = p.BaseURL + narrowing{}.address(path, "", found.Page)
		page.Title = i18n.F(localised(c), "list.page_title", "Name", page.Name, "Page", found.Page)
	}
	language := i18n.From(c.UserContext())
	page.JSONLD = jsonld.All(jsonld.Page(language.Absolute(page.Canonical), page.Name, language.Tag()), jsonld.Breadcrumbs(p.base(c), page.Breadcrumbs, page.Name, path))
	return show(c, storefront.Category(page))
}

// crumbs is the way from home down through categories to a page.
func (p *Pages) crumbs(c *fiber.Ctx, way ...catalog.Category) []ui.Link {
	return append([]ui.Link{{Href: "/", Text: i18n.T(localised(c), "page.home")}}, links(way)...)
}

// moved sends who comes by an old address to the present one, for good; who
// comes by none is told so.
func (p *Pages) moved(c *fiber.Ctx, kind catalog.Kind, path func(string) string, unknown error) error {
	slug, ok, err := p.Catalog.Redirected(c.UserContext(), kind, c.Params("slug"))
	if err != nil {
		return err
	}
	if !ok {
		return unknown
	}
	return render.Moved(c, path(slug))
}
