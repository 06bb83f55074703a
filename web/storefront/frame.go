package storefront

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"holdfast/modules/catalog"
	"holdfast/modules/shop"
	"holdfast/static"
	"holdfast/views/i18n"
	"holdfast/views/layout"
	"holdfast/views/theme"
	"holdfast/views/ui"
	"holdfast/web/pagecache"
	"holdfast/web/render"
)

// show answers with a page, or with the one of fragments that was asked for, in
// the request's language.
func show(c *fiber.Ctx, page templ.Component, fragments ...string) error {
	c.Set(fiber.HeaderContentLanguage, i18n.From(c.UserContext()).Tag())
	// Browsers may fetch what a pointer rests on, where that is safe.
	c.Set("Speculation-Rules", `"`+static.URL("speculation.json")+`"`)
	if c.Method() == fiber.MethodPost { // refused: no address shows this again
		render.KeepForBack(c)
	}
	return render.Page(c, page, fragments...)
}

// localised is the request's context, which carries its language.
func localised(c *fiber.Ctx) context.Context { return c.UserContext() }

// frame returns what every page has: the merchant's part, and the cart's badge.
func (p *Pages) frame(c *fiber.Ctx, path string) (layout.Page, error) {
	frame, _, err := p.frameAnd(c, path)
	return frame, err
}

// frameAnd is frame, with the settings that it was made of.
func (p *Pages) frameAnd(c *fiber.Ctx, path string) (layout.Page, shop.Settings, error) {
	frame, settings, err := p.bareFrame(c, path)
	if err != nil {
		return frame, settings, err
	}
	if _, filling := pagecache.Filling(c); !filling {
		frame.Cart.Count, err = p.cartCount(c)
	}
	return frame, settings, err
}

// bareFrame is frameAnd without what is in the cart, for pages that have
// looked at the cart already or do not show it.
func (p *Pages) bareFrame(c *fiber.Ctx, path string) (layout.Page, shop.Settings, error) {
	ctx := localised(c)
	settings, err := p.Shop.Settings(ctx)
	if err != nil {
		return layout.Page{}, settings, fmt.Errorf("read the shop's settings: %w", err)
	}
	merchant, err := p.merchant(ctx, settings)
	if err != nil {
		return layout.Page{}, settings, err
	}
	return layout.Page{Canonical: p.BaseURL + path, Here: here(c, path), Shop: merchant}, settings, nil
}

// here is the address that shows the page again, in another language. What a
// form is answered with has none: path is where the form is.
func here(c *fiber.Ctx, path string) string {
	uri := c.Request().URI()
	if c.Method() != fiber.MethodGet {
		return path
	}
	if query := uri.QueryString(); len(query) > 0 {
		return string(uri.PathOriginal()) + "?" + string(query)
	}
	return string(uri.PathOriginal())
}

// base is the address that every page in c's language begins with.
func (p *Pages) base(c *fiber.Ctx) string { return p.BaseURL + i18n.From(c.UserContext()).Prefix() }

// offered are the languages that pages are to be had in, none where there is
// only one.
func offered(settings shop.Settings) []layout.Language {
	own := i18n.For(settings.Locale)
	list := []layout.Language{{Tag: own.Tag(), Name: own.Name()}}
	for _, tag := range settings.Locales {
		known, ok := i18n.Known(tag)
		if each := (layout.Language{Tag: known, Name: i18n.For(known).Name()}); ok && !slices.Contains(list, each) {
			list = append(list, each)
		}
	}
	return list
}

func (p *Pages) merchant(ctx context.Context, settings shop.Settings) (layout.Shop, error) {
	menus, err := p.Catalog.Menus(ctx)
	if err != nil {
		return layout.Shop{}, err
	}
	footer, err := p.Content.Menu(ctx)
	if err != nil {
		return layout.Shop{}, err
	}
	merchant := layout.Shop{
		Name: settings.Name, Tagline: settings.Tagline, Demo: p.Demo, Languages: offered(settings),
		Theme: theme.URL(look(settings)), Menu: links(menus.Below("")),
	}
	if merchant.Footer, err = p.footer(ctx, settings, footer); err != nil {
		return layout.Shop{}, err
	}
	if settings.LegalAddress != "" {
		merchant.Address = strings.Split(settings.LegalAddress, "\n")
	}
	return merchant, nil
}

func look(s shop.Settings) theme.Look {
	return theme.Look{Accent: s.Colours.Accent, Fascia: s.Colours.Fascia, Lamp: s.Colours.Lamp}
}

func links(categories []catalog.Category) []ui.Link {
	list := make([]ui.Link, len(categories))
	for i, category := range categories {
		list[i] = ui.Link{Href: categoryPath(category.Slug), Text: category.Name}
	}
	return list
}

func (p *Pages) cartCount(c *fiber.Ctx) (int, error) {
	id := p.Carting.Read(c)
	if id == "" {
		return 0, nil
	}
	return p.Carts.Count(c.UserContext(), id)
}

func categoryPath(slug string) string   { return "/categories/" + slug }
func collectionPath(slug string) string { return "/collections/" + slug }
func productPath(slug string) string    { return "/products/" + slug }
