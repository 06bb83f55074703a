package storefront

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/pricing"
	"holdfast/modules/search"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
	"holdfast/views/ui"
	"holdfast/web/pagecache"
)

// found is a page of a list: what is shown of it, and what it is.
type found struct {
	search.Result
	narrowing
	list storefront.List
}

// list finds the page of products that q and n ask for. What of n says nothing
// is not in the narrowing that it returns.
func (p *Pages) list(c *fiber.Ctx, q search.Query, n narrowing, path, currency string) (found, error) {
	wrong := n.apply(&q, currency)
	pagecache.Tag(c, search.TagLists)
	result, err := p.Search.Find(c.UserContext(), q)
	if err != nil {
		return found{}, fmt.Errorf("find products: %w", err)
	}
	n.picks, n.page = result.Picks, result.Page
	f := found{Result: result, narrowing: n}
	f.list = storefront.List{Total: result.Total, More: result.More, Pages: ui.Pages{Page: result.Page, Last: result.Pages}}
	if f.list.Cards, err = p.cards(c, result.Cards); err != nil {
		return f, err
	}
	if n.page > 1 {
		f.list.Pages.Previous = n.on(n.page - 1).address(path)
	}
	if n.page < result.Pages {
		f.list.Pages.Next = n.on(n.page + 1).address(path)
	}
	f.list.Facets = f.facets(localised(c), path, currency)
	if f.list.Facets.Errors = wrong; len(wrong) > 0 {
		c.Status(fiber.StatusUnprocessableEntity) // and so is not kept
	}
	return f, nil
}

// astray sends whoever came by another address to the list's own.
func (f found) astray(c *fiber.Ctx, path string) (bool, error) {
	to, astray := f.narrowing.astray(c, path)
	if !astray {
		return false, nil
	}
	return true, c.Redirect(i18n.Path(localised(c), to), fiber.StatusFound)
}

// cards returns how products are shown in a list.
func (p *Pages) cards(c *fiber.Ctx, found []search.Card) ([]ui.Card, error) {
	images := make([]image, len(found))
	for i, card := range found {
		images[i] = image{card.Image.Asset, card.Image.Alt}
	}
	pictures, err := p.pictures(c, images...)
	if err != nil {
		return nil, err
	}
	settings, err := p.Shop.Settings(c.UserContext())
	if err != nil {
		return nil, err
	}
	ctx := localised(c)
	cards := make([]ui.Card, len(found))
	for i, card := range found {
		cards[i] = ui.Card{Href: productPath(card.Slug), Name: card.Name, Picture: pictures[i],
			Price: lawful(ctx, settings.Law, pricing.Price{Amount: card.Price, Was: card.Was, Lowest: card.Lowest}, card.Unit)}
		cards[i].Price.From = card.From
		switch {
		case !card.InStock:
			cards[i].Badge = ui.Badge{Text: i18n.T(ctx, "badge.sold_out"), Tone: "quiet"}
		case !cards[i].Price.Was.IsZero():
			cards[i].Badge = ui.Badge{Text: i18n.T(ctx, "badge.sale"), Tone: "sale"}
		}
	}
	return cards, nil
}
