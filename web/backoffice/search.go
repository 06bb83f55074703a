package backoffice

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/catalog"
	"holdfast/modules/search"
	"holdfast/modules/staff"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
	"holdfast/views/ui"
	"holdfast/web/server"
)

const searchPath = "/admin/search"

// triedOut is how many results of a query are shown.
const triedOut = 10

func (p *Pages) searchRoutes(look server.Router) {
	if p.Search == nil {
		return
	}
	look.Get("/search", p.searching)
	stocks := look.With(may(staff.ManageCatalog))
	stocks.Post("/search/synonyms", p.setSynonyms)
	stocks.Post("/search/synonyms/remove", p.dropSynonyms)
	stocks.Post("/search/pins", p.setPins)
	stocks.Post("/search/pins/remove", p.dropPins)
	stocks.Post("/search/rebuild", p.rebuildIndex)
}

// searching shows what the search was taught, and tries a query out.
func (p *Pages) searching(c *fiber.Ctx) error {
	return p.showSearching(c, query(c, "q"), func(page *backoffice.SearchPage, rules search.Rules) {
		id, _ := strconv.ParseInt(query(c, "synonyms"), 10, 64)
		for _, group := range rules.Synonyms {
			if group.ID == id {
				page.Synonyms = backoffice.SynonymForm{ID: strconv.FormatInt(id, 10), Terms: strings.Join(group.Terms, "\n"), OneWay: group.OneWay}
			}
		}
	}, nil)
}

// showSearching shows the page with what keep puts into its forms, and why one
// was refused.
func (p *Pages) showSearching(c *fiber.Ctx, text string, keep func(*backoffice.SearchPage, search.Rules), why error) error {
	frame, err := p.frame(c, "finding.title", searchPath)
	if err != nil {
		return err
	}
	ctx := localised(c)
	rules, err := p.Search.Rules(ctx)
	if err != nil {
		return err
	}
	page := backoffice.SearchPage{Page: frame, Operates: operator(c).Role.May(staff.ManageCatalog), Query: strings.TrimSpace(text)}
	if page.Index, err = p.indexState(ctx); err != nil {
		return err
	}
	pinned, err := p.pinnedProducts(ctx, rules)
	if err != nil {
		return err
	}
	for _, each := range rules.Queries() {
		row := backoffice.PinnedRow{Query: each, Href: tryPath(each)}
		for _, product := range kept(pinned, rules.Pinned(each)) {
			row.Products = append(row.Products, ui.Link{Href: productPath(product.ID), Text: product.Name})
		}
		page.Pinned = append(page.Pinned, row)
	}
	for _, group := range rules.Synonyms {
		id := strconv.FormatInt(group.ID, 10)
		page.Groups = append(page.Groups, backoffice.SynonymRow{ID: id, Href: searchPath + "?synonyms=" + id + "#group",
			First: group.Terms[0], Others: strings.Join(group.Terms[1:], ", "), OneWay: group.OneWay})
	}
	var slugs []string
	for _, product := range kept(pinned, rules.Pinned(page.Query)) {
		slugs = append(slugs, product.Slug)
	}
	page.Pins = strings.Join(slugs, "\n")
	if err := p.tryOut(ctx, &page, rules); err != nil {
		return err
	}
	keep(&page, rules)
	if err := refuse(c, &page.Page, why, "main"); err != nil {
		return err
	}
	return show(c, backoffice.Search(page))
}

// tryOut shows what a shopper would be shown.
func (p *Pages) tryOut(ctx context.Context, page *backoffice.SearchPage, rules search.Rules) error {
	if page.Query == "" {
		return nil
	}
	found, err := p.Search.Find(ctx, search.Query{Text: page.Query, PerPage: triedOut})
	if err != nil {
		return err
	}
	tell := func(key string, pairs ...any) { page.Told = append(page.Told, i18n.F(ctx, key, pairs...)) }
	switch {
	case found.Total == 0:
		tell("finding.nothing")
	case found.More:
		page.Told = append(page.Told, i18n.F(ctx, "find.more_than", "Count", i18n.Number(ctx, found.Total)))
	default:
		page.Told = append(page.Told, i18n.N(ctx, "finding.total", found.Total))
	}
	if found.Corrected {
		tell("finding.corrected", "Query", found.Suggestion)
	} else if found.Suggestion != "" {
		tell("finding.suggested", "Query", found.Suggestion)
	}
	if found.Relaxed {
		tell("finding.relaxed")
	}
	pinned := rules.Pinned(page.Query)
	for _, card := range found.Cards {
		page.Found = append(page.Found, backoffice.FoundRow{Name: card.Name, Href: productPath(card.Product), InStock: card.InStock,
			Pinned: slices.Contains(pinned, card.Product), Price: ui.Price{Amount: card.Price, From: card.From}})
	}
	return nil
}

// pinnedProducts returns every product that is pinned, by its id.
func (p *Pages) pinnedProducts(ctx context.Context, rules search.Rules) (map[string]catalog.Product, error) {
	var ids []string
	for _, each := range rules.Queries() {
		ids = append(ids, rules.Pinned(each)...)
	}
	slices.Sort(ids)
	byID := map[string]catalog.Product{}
	for part := range slices.Chunk(slices.Compact(ids), 500) {
		products, err := p.Catalog.Products(ctx, part)
		if err != nil {
			return nil, err
		}
		for _, product := range products {
			byID[product.ID] = product
		}
	}
	return byID, nil
}

// kept returns the products of ids that there still are, in order.
func kept(products map[string]catalog.Product, ids []string) (list []catalog.Product) {
	for _, id := range ids {
		if product, ok := products[id]; ok {
			list = append(list, product)
		}
	}
	return list
}

func tryPath(text string) string { return searchPath + "?q=" + url.QueryEscape(text) + "#try" }

func (p *Pages) indexState(ctx context.Context) (backoffice.IndexState, error) {
	state, err := p.Search.State(ctx)
	if err != nil {
		return backoffice.IndexState{}, err
	}
	zone, err := p.zone(ctx)
	if err != nil {
		return backoffice.IndexState{}, err
	}
	shown := backoffice.IndexState{Documents: state.Documents, Waiting: state.Waiting, Lag: state.Lag(p.Now())}
	if !state.Built.IsZero() {
		shown.Built = state.Built.In(zone)
	}
	return shown, nil
}
