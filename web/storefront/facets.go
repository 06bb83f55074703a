package storefront

import (
	"context"
	"slices"

	"holdfast/modules/kernel/money"
	"holdfast/modules/search"
	"holdfast/views/i18n"
	"holdfast/views/ui"
)

// How much of the facets is seen at once.
const (
	unfolded = 3  // facets
	atOnce   = 12 // values of a facet; the rest behind "Show more"
)

// facets is the form beside the list, and what stands above it.
func (f found) facets(ctx context.Context, path, currency string) ui.Facets {
	form := ui.Facets{Action: path, Min: f.min, Max: f.max, Currency: currency, Sort: string(f.sort),
		InStock: ui.Tick{Value: "in", Label: i18n.T(ctx, "facets.in_stock"), Count: f.InStock, Checked: f.inStock},
		Active:  f.active(), Clear: f.bare().address(path)}
	if f.PriceMin.Less(f.PriceMax) {
		form.Range = i18n.F(ctx, "find.range", "Low", i18n.Money(ctx, f.PriceMin), "High", i18n.Money(ctx, f.PriceMax))
	}
	first := "sort.featured"
	if f.text != "" {
		form.Hidden = []ui.Hidden{{Name: "q", Value: f.text}}
		first = "sort.relevance"
	}
	if f.exact {
		form.Hidden = append(form.Hidden, ui.Hidden{Name: "exact", Value: "1"})
	}
	for _, sort := range []struct {
		value search.Sort
		key   string
	}{{"", first}, {search.Newest, "sort.newest"}, {search.PriceUp, "sort.price_up"}, {search.PriceDown, "sort.price_down"}, {search.ByName, "sort.name"}} {
		form.Sorts = append(form.Sorts, ui.Option{Value: string(sort.value), Label: i18n.T(ctx, sort.key)})
	}
	for i, facet := range f.Facets {
		form.Groups = append(form.Groups, group(ctx, facet, i < unfolded))
	}
	form.Chips = f.chips(ctx, path, currency)
	return form
}

func group(ctx context.Context, facet search.Facet, open bool) ui.Group {
	g := ui.Group{Key: facet.Key, Label: facet.Name, Open: open}
	if facet.Key == search.FacetBrand {
		g.Label, g.Own = i18n.T(ctx, "find.brand"), true
	}
	ticks := make([]ui.Tick, len(facet.Values))
	for i, v := range facet.Values {
		ticks[i] = ui.Tick{Value: facet.Key + "_" + v.Key, Label: v.Label, Count: v.Count, Checked: v.Picked}
		g.Open = g.Open || v.Picked
	}
	g.Ticks, g.Beyond = ticks, nil
	if len(ticks) > atOnce {
		g.Ticks, g.Beyond = ticks[:atOnce], ticks[atOnce:]
	}
	return g
}

// chips are what narrows the list, each with the list without it.
func (f found) chips(ctx context.Context, path, currency string) (chips []ui.Chip) {
	for _, p := range f.picks {
		name, value := f.labels(ctx, p)
		chips = append(chips, ui.Chip{Text: i18n.F(ctx, "find.choice", "Facet", name, "Value", value), Href: f.without(p).address(path)})
	}
	if text := f.priced(ctx, currency); text != "" {
		all := f.on(1)
		all.min, all.max = "", ""
		chips = append(chips, ui.Chip{Text: text, Own: true, Href: all.address(path)})
	}
	if f.inStock {
		all := f.on(1)
		all.inStock = false
		chips = append(chips, ui.Chip{Text: i18n.T(ctx, "find.in_stock"), Own: true, Href: all.address(path)})
	}
	return chips
}

// labels returns what a pick's facet and value are called.
func (f found) labels(ctx context.Context, p search.Pick) (facet, value string) {
	facet, value = p.Facet, p.Value
	at := slices.IndexFunc(f.Facets, func(each search.Facet) bool { return each.Key == p.Facet })
	if at < 0 {
		return facet, value
	}
	if facet = f.Facets[at].Name; p.Facet == search.FacetBrand {
		facet = i18n.T(ctx, "find.brand")
	}
	for _, v := range f.Facets[at].Values {
		if v.Key == p.Value {
			value = v.Label
		}
	}
	return facet, value
}

// priced says the range of prices that was chosen, empty for none.
func (f found) priced(ctx context.Context, currency string) string {
	amount := func(decimal string) (string, bool) {
		m, err := money.Parse(decimal, currency)
		return i18n.Money(ctx, m), err == nil && decimal != ""
	}
	low, from := amount(f.min)
	high, to := amount(f.max)
	switch {
	case from && to:
		return i18n.F(ctx, "find.range", "Low", low, "High", high)
	case from:
		return i18n.F(ctx, "find.from", "Amount", low)
	case to:
		return i18n.F(ctx, "find.up_to", "Amount", high)
	}
	return ""
}
