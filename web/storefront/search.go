package storefront

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/search"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
)

// search shows what was found. It is never a dead end: nothing found leads to
// the departments and to what can be bought now.
func (p *Pages) search(c *fiber.Ctx) error {
	frame, settings, err := p.frameAnd(c, "/search")
	if err != nil {
		return err
	}
	text := strings.TrimSpace(query(c, "q"))
	frame.Query, frame.NoIndex, frame.Title = text, true, i18n.T(localised(c), "search.title")
	page := storefront.SearchPage{Page: frame}
	var found search.Result
	if text == "" {
		found, err = p.Search.Find(c.UserContext(), search.Query{PerPage: 8})
		found.Alternatives = found.Cards
	} else {
		page.Title = i18n.F(localised(c), "search.results_title", "Query", text)
		page.List, found, _, err = p.list(c, search.Query{Text: text}, "/search", settings.Currency)
	}
	if err != nil {
		return err
	}
	page.Loose = found.Relaxed
	if page.List.Total == 0 {
		page.Departments = frame.Shop.Menu
		if page.Suggested, err = p.cards(c, found.Alternatives); err != nil {
			return err
		}
	}
	return show(c, storefront.Search(page))
}
