package storefront

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/search"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
	"holdfast/views/ui"
)

// search shows what was found. It is never a dead end: nothing found leads to
// the departments and to what can be bought now.
func (p *Pages) search(c *fiber.Ctx) error {
	frame, settings, err := p.frameAnd(c, searchPath)
	if err != nil {
		return err
	}
	n := readNarrowing(c)
	n.text, n.exact = strings.TrimSpace(query(c, "q")), query(c, "exact") == "1"
	if n.text == "" {
		n = narrowing{}
	}
	frame.Query, frame.NoIndex, frame.Title = n.text, true, i18n.T(localised(c), "search.title")
	f := found{narrowing: n}
	if n.text == "" {
		f.Result, err = p.Search.Find(c.UserContext(), search.Query{PerPage: 8})
		f.Alternatives = f.Cards
	} else {
		frame.Title = i18n.F(localised(c), "search.results_title", "Query", n.text)
		f, err = p.list(c, search.Query{}, n, searchPath, settings.Currency)
	}
	if err != nil {
		return err
	}
	if astray, err := f.astray(c, searchPath); astray {
		return err
	}
	if n.exact && f.Total == 0 { // as it was typed, it finds nothing after all
		meant, err := p.Search.Find(c.UserContext(), search.Query{Text: n.text, PerPage: 1})
		if err != nil {
			return err
		}
		f.Suggestion = meant.Suggestion
	}
	frame.NoFollow = f.chosen() > 1
	page := storefront.SearchPage{Page: frame, List: f.list, Loose: f.Relaxed}
	meant(&page, f)
	return p.showSearch(c, page, f)
}

// meant says what was probably meant, and whether that is what is shown.
func meant(page *storefront.SearchPage, f found) {
	switch {
	case f.Suggestion == "":
	case f.Corrected:
		page.Shown, page.AsTyped = f.Suggestion, narrowing{text: f.text, exact: true}.address(searchPath)
	default:
		page.Instead = ui.Link{Href: narrowing{text: f.Suggestion}.address(searchPath), Text: f.Suggestion}
	}
}

func (p *Pages) showSearch(c *fiber.Ctx, page storefront.SearchPage, f found) (err error) {
	if f.list.Total > 0 || f.active() {
		return show(c, storefront.Search(page), ui.List)
	}
	page.Departments = page.Shop.Menu
	if page.Suggested, err = p.cards(c, f.Alternatives); err != nil {
		return err
	}
	return show(c, storefront.Search(page))
}

const searchPath = "/search"
