package storefront

import (
	"errors"
	"html"
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/catalog"
	"holdfast/modules/search"
	"holdfast/modules/shop"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
	"holdfast/views/ui"
	"holdfast/web/pagecache"
)

// home is the front of the shop: the sections that the merchant chose.
func (p *Pages) home(c *fiber.Ctx) error {
	frame, settings, err := p.frameAnd(c, "/")
	if err != nil {
		return err
	}
	pagecache.Tag(c, search.TagLists)
	frame.Description = settings.Tagline
	page := storefront.HomePage{Page: frame, Line: settings.Tagline}
	for _, section := range settings.HomeSections {
		if err := p.addSection(c, &page, section); err != nil {
			return err
		}
	}
	return show(c, storefront.Home(page))
}

func (p *Pages) addSection(c *fiber.Ctx, page *storefront.HomePage, s shop.HomeSection) error {
	switch s.Kind {
	case shop.Hero:
		return p.addHero(c, page, s)
	case shop.Categories:
		return p.addTiles(c, page, s)
	case shop.Collection:
		return p.addCollection(c, page, s)
	case shop.Text:
		page.Sections = append(page.Sections, storefront.Section{Title: s.Heading, HTML: paragraphs(s.Text)})
	}
	return nil
}

func (p *Pages) addHero(c *fiber.Ctx, page *storefront.HomePage, s shop.HomeSection) error {
	page.Line, page.Lead, page.Link = s.Heading, s.Text, ui.Link{Href: s.Link, Text: s.LinkLabel}
	if s.Image == "" {
		return nil
	}
	pictures, err := p.pictures(c, image{asset: s.Image, alt: ""})
	if err == nil {
		page.Picture = pictures[0]
	}
	return err
}

// addTiles shows the departments, each with the picture that the merchant chose.
func (p *Pages) addTiles(c *fiber.Ctx, page *storefront.HomePage, s shop.HomeSection) error {
	menus, err := p.Catalog.Menus(c.UserContext())
	if err != nil {
		return err
	}
	section := storefront.Section{Title: s.Heading}
	var images []image
	for _, category := range menus.Below("") {
		section.Tiles = append(section.Tiles, storefront.Tile{Href: categoryPath(category.Slug), Name: category.Name, Line: category.Line})
		images = append(images, image{asset: category.Image})
	}
	pictures, err := p.pictures(c, images...)
	if err != nil {
		return err
	}
	for i := range section.Tiles {
		section.Tiles[i].Picture = pictures[i]
	}
	page.Sections = append(page.Sections, section)
	return nil
}

func (p *Pages) addCollection(c *fiber.Ctx, page *storefront.HomePage, s shop.HomeSection) error {
	menus, err := p.Catalog.Menus(c.UserContext())
	if err != nil {
		return err
	}
	collection, err := menus.Collection(s.Slug)
	if errors.Is(err, catalog.ErrUnknownCollection) {
		return nil // the merchant has taken the collection away: its section goes, too
	}
	if err != nil {
		return err
	}
	found, err := p.Search.Find(c.UserContext(), search.Query{Tag: collection.Tag, PerPage: s.Count})
	if err != nil {
		return err
	}
	cards, err := p.cards(c, found.Cards)
	if err != nil {
		return err
	}
	title := s.Heading
	if title == "" {
		title = collection.Name
	}
	page.Sections = append(page.Sections, storefront.Section{Title: title, Line: collection.Line, Cards: cards,
		Link: ui.Link{Href: collectionPath(collection.Slug), Text: i18n.T(localised(c), "home.see_all")}})
	return nil
}

// paragraphs turns plain text into HTML, an empty line parting paragraphs.
func paragraphs(text string) string {
	var out strings.Builder
	for part := range strings.SplitSeq(text, "\n\n") {
		if part = strings.TrimSpace(part); part != "" {
			out.WriteString("<p>" + html.EscapeString(part) + "</p>")
		}
	}
	return out.String()
}
