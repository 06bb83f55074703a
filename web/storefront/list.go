package storefront

import (
	"fmt"
	"net/url"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/money"
	"holdfast/modules/search"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
	"holdfast/views/ui"
	"holdfast/web/pagecache"
)

// narrowing is what the address of a list says about it.
type narrowing struct {
	page     int
	sort     string
	min, max string // as typed
	inStock  bool
}

func readNarrowing(c *fiber.Ctx) narrowing {
	page, _ := strconv.Atoi(query(c, "page"))
	return narrowing{page: max(1, min(page, 10_000)), sort: query(c, "sort"), min: query(c, "min"), max: query(c, "max"), inStock: query(c, "stock") == "in"}
}

// active reports whether something narrows or sorts the list: then it is one of
// many like it, and not for search engines.
func (n narrowing) active() bool { return n.min != "" || n.max != "" || n.inStock || n.sort != "" }

// apply narrows q, and says which prices could not be read.
func (n narrowing) apply(q *search.Query, currency string) (wrong []ui.FieldError) {
	q.Page, q.Sort, q.InStock = n.page, search.Sort(n.sort), n.inStock
	for _, bound := range []struct {
		name, typed string
		to          **int64
	}{{"min", n.min, &q.MinPrice}, {"max", n.max, &q.MaxPrice}} {
		if bound.typed == "" {
			continue
		}
		amount, err := money.Parse(bound.typed, currency)
		if err != nil {
			wrong = append(wrong, ui.FieldError{Name: bound.name, Message: money.ErrInvalid.Message})
			continue
		}
		*bound.to = &amount.Minor
	}
	return wrong
}

// address is where page of the list is found.
func (n narrowing) address(path, text string, page int) string {
	values := url.Values{}
	for name, value := range map[string]string{"q": text, "sort": n.sort, "min": n.min, "max": n.max} {
		if value != "" {
			values.Set(name, value)
		}
	}
	if n.inStock {
		values.Set("stock", "in")
	}
	if page > 1 {
		values.Set("page", strconv.Itoa(page))
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

// list finds the page of products that q and the address ask for.
func (p *Pages) list(c *fiber.Ctx, q search.Query, path, currency string) (storefront.List, search.Result, narrowing, error) {
	n := readNarrowing(c)
	wrong := n.apply(&q, currency)
	pagecache.Tag(c, search.TagLists)
	found, err := p.Search.Find(c.UserContext(), q)
	if err != nil {
		return storefront.List{}, found, n, fmt.Errorf("find products: %w", err)
	}
	cards, err := p.cards(c, found.Cards)
	if err != nil {
		return storefront.List{}, found, n, err
	}
	list := storefront.List{Total: found.Total, Cards: cards, Pages: ui.Pages{Page: found.Page, Last: found.Pages}}
	if found.Page > 1 {
		list.Pages.Previous = n.address(path, q.Text, found.Page-1)
	}
	if found.Page < found.Pages {
		list.Pages.Next = n.address(path, q.Text, found.Page+1)
	}
	list.Facets = facets(c, n, q, path, currency)
	list.Facets.Errors = wrong
	return list, found, n, nil
}

func facets(c *fiber.Ctx, n narrowing, q search.Query, path, currency string) ui.Facets {
	ctx := localised(c)
	f := ui.Facets{Action: path, Min: n.min, Max: n.max, Currency: currency, InStock: n.inStock, Sort: n.sort, Active: n.active(),
		Clear: narrowing{}.address(path, q.Text, 1), Open: n.active()}
	first := "sort.featured"
	if q.Text != "" {
		f.Hidden = []ui.Hidden{{Name: "q", Value: q.Text}}
		first = "sort.relevance"
	}
	for _, sort := range []struct{ value, key string }{
		{"", first}, {string(search.Newest), "sort.newest"}, {string(search.PriceUp), "sort.price_up"},
		{string(search.PriceDown), "sort.price_down"}, {string(search.ByName), "sort.name"},
	} {
		f.Sorts = append(f.Sorts, ui.Option{Value: sort.value, Label: i18n.T(ctx, sort.key)})
	}
	return f
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
	ctx := localised(c)
	cards := make([]ui.Card, len(found))
	for i, card := range found {
		cards[i] = ui.Card{Href: productPath(card.Slug), Name: card.Name, Picture: pictures[i],
			Price: ui.Price{Amount: card.Price, Was: card.Was, From: card.From}}
		switch {
		case !card.InStock:
			cards[i].Badge = ui.Badge{Text: i18n.T(ctx, "badge.sold_out"), Tone: "quiet"}
		case !card.Was.IsZero():
			cards[i].Badge = ui.Badge{Text: i18n.T(ctx, "badge.sale"), Tone: "sale"}
		}
	}
	return cards, nil
}
