package backoffice

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/catalog"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/search"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
)

// setSynonyms adds a group, or changes the one that the form is of.
func (p *Pages) setSynonyms(c *fiber.Ctx) error {
	typed := backoffice.SynonymForm{ID: form(c, "id", 20), Terms: form(c, "terms", 2000), OneWay: form(c, "one_way", 5) != ""}
	id, _ := strconv.ParseInt(typed.ID, 10, 64)
	terms := strings.FieldsFunc(typed.Terms, func(r rune) bool { return r == '\n' || r == ',' || r == ';' })
	kept, err := p.Search.SetSynonyms(c.UserContext(), search.Synonyms{ID: id, Terms: terms, OneWay: typed.OneWay})
	if err != nil {
		return p.showSearching(c, "", func(page *backoffice.SearchPage, _ search.Rules) { page.Synonyms = typed }, err)
	}
	direction := " = "
	if kept.OneWay {
		direction = " → "
	}
	if err := p.note(c, "search.synonyms", strconv.FormatInt(kept.ID, 10), kept.Terms[0]+direction+strings.Join(kept.Terms[1:], ", ")); err != nil {
		return err
	}
	return done(c, searchPath+"#synonyms", i18n.F(localised(c), "finding.group_saved", "Term", kept.Terms[0]))
}

// dropSynonyms removes a group.
func (p *Pages) dropSynonyms(c *fiber.Ctx) error {
	id, _ := strconv.ParseInt(form(c, "id", 20), 10, 64)
	if err := p.Search.DropSynonyms(c.UserContext(), id); err != nil {
		return err
	}
	if err := p.note(c, "search.synonyms_removed", strconv.FormatInt(id, 10), ""); err != nil {
		return err
	}
	return done(c, searchPath+"#synonyms", i18n.T(localised(c), "finding.group_removed"))
}

// setPins decides what comes first for a query.
func (p *Pages) setPins(c *fiber.Ctx) error {
	text, typed := form(c, "query", 200), form(c, "products", 5000)
	again := func(why error) error {
		return p.showSearching(c, text, func(page *backoffice.SearchPage, _ search.Rules) { page.Pins = typed }, why)
	}
	products, err := p.productsTyped(localised(c), typed)
	if err != nil {
		return again(err)
	}
	ids, slugs := make([]string, len(products)), make([]string, len(products))
	for i, product := range products {
		ids[i], slugs[i] = product.ID, product.Slug
	}
	kept, err := p.Search.Pin(c.UserContext(), text, ids...)
	if err != nil {
		return again(err)
	}
	if err := p.note(c, "search.pinned", kept, strings.Join(slugs, ", ")); err != nil {
		return err
	}
	key := "finding.pin_saved"
	if len(ids) == 0 {
		key = "finding.unpinned"
	}
	return done(c, tryPath(text), i18n.F(localised(c), key, "Query", kept))
}

// dropPins lets a query be answered as any other.
func (p *Pages) dropPins(c *fiber.Ctx) error {
	kept, err := p.Search.Pin(c.UserContext(), form(c, "query", 200))
	if err != nil {
		return err
	}
	if err := p.note(c, "search.unpinned", kept, ""); err != nil {
		return err
	}
	return done(c, searchPath+"#pinned", i18n.F(localised(c), "finding.unpinned", "Query", kept))
}

// mostTyped bounds how many lines of products are read; the search takes fewer.
const mostTyped = 50

// productsTyped returns the products that lines name, by a SKU or by the end of
// their address. Faults: Invalid with the lines that name none.
func (p *Pages) productsTyped(ctx context.Context, lines string) (products []catalog.Product, err error) {
	for i, line := range strings.Split(lines, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || len(products) > mostTyped {
			continue
		}
		product, err := p.productTyped(ctx, line)
		if errors.Is(err, catalog.ErrUnknownProduct) {
			return nil, fault.InvalidFields(fault.Field{Name: "products", Message: i18n.F(ctx, "finding.pin_unknown", "Line", i+1, "Name", bounded(line, 60))})
		}
		if err != nil {
			return nil, err
		}
		products = append(products, product)
	}
	return products, nil
}

func (p *Pages) productTyped(ctx context.Context, name string) (catalog.Product, error) {
	items, err := p.Catalog.Items(ctx, []sku.SKU{sku.SKU(name)})
	if err != nil {
		return catalog.Product{}, err
	}
	for _, item := range items {
		return item.Product, nil
	}
	if _, slug, ok := strings.Cut(name, "/products/"); ok {
		name, _, _ = strings.Cut(slug, "?")
	}
	return p.Catalog.Product(ctx, name)
}

// rebuildIndex has it rebuilt in the background.
func (p *Pages) rebuildIndex(c *fiber.Ctx) error {
	if err := p.Search.RebuildSoon(c.UserContext()); err != nil {
		return err
	}
	if err := p.note(c, "search.rebuild", "", ""); err != nil {
		return err
	}
	return done(c, searchPath, i18n.T(localised(c), "finding.rebuilding"))
}
