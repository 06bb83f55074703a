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
	f, err := p.list(c, q, readNarrowing(c), path, settings.Currency)
	if err != nil {
		return err
	}
	if astray, err := f.astray(c, path); astray {
		return err
	}
	page.Page, page.List = frame, f.list
	page.Title, page.Description = page.Name, page.Line
	p.index(c, &page, f, path)
	language := i18n.From(c.UserContext())
	page.JSONLD = jsonld.All(jsonld.Page(language.Absolute(page.Canonical), page.Name, language.Tag()), jsonld.Breadcrumbs(p.base(c), page.Breadcrumbs, page.Name, path))
	return show(c, storefront.Category(page), ui.List)
}

// index says what search engines keep of a list: the list, its pages, and what
// one value leaves of it. All else is one of very many like it; from where two
// things are chosen on, crawlers do not even go further.
func (p *Pages) index(c *fiber.Ctx, page *storefront.CategoryPage, f found, path string) {
	one := len(f.picks) == 1 && f.chosen() == 1
	page.NoIndex, page.NoFollow = f.active() && (!one || f.sort != ""), f.chosen() > 1
	if page.NoIndex {
		page.Canonical = p.BaseURL + f.bare().on(f.page).address(path)
		if f.chosen() > 0 { // which has other pages
			page.Canonical = p.BaseURL + path
		}
	} else {
		page.Canonical = p.BaseURL + f.address(path)
	}
	if one {
		_, value := f.labels(localised(c), f.picks[0])
		page.Title = i18n.F(localised(c), "find.picked_title", "Name", page.Name, "Value", value)
	}
	if f.page > 1 {
		page.Title = i18n.F(localised(c), "list.page_title", "Name", page.Title, "Page", f.page)
	}
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
