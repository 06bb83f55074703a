package backoffice

import (
	"context"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/money"
	"holdfast/modules/orders"
	"holdfast/modules/shop"
	"holdfast/modules/staff"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
	"holdfast/views/ui"
	"holdfast/web/server"
)

const (
	sellingPath = "/admin/selling"
	lawPath     = "/admin/law"
)

// sellingRoutes are those of tax, shipping, promotions and the law.
func (p *Pages) sellingRoutes(look server.Router) {
	look.Get("/selling", p.selling)
	look.Get("/taxes", p.taxes)
	look.Get("/taxes/zone", p.taxZone)
	look.Get("/shipping", p.shipping)
	look.Get("/shipping/zone", p.shippingZone)
	look.Get("/promotions", p.promotions)
	look.Get("/promotions/edit", p.promotion)
	look.Get("/law", p.law)
	look.Get("/products/:id/sale", p.sale)

	decides := look.With(may(staff.ManageSettings))
	decides.Post("/taxes/european", p.addEuropean)
	decides.Post("/taxes/zone", p.saveTaxZone)
	decides.Post("/shipping/methods", p.saveMethods)
	decides.Post("/shipping/zone", p.saveShippingZone)
	decides.Post("/law", p.saveLaw)

	sells := look.With(may(staff.ManageCatalog))
	sells.Post("/promotions", p.savePromotion)
	sells.Post("/products/:id/sale", p.saveSale)
}

// selling leads to all that is decided about what things cost.
func (p *Pages) selling(c *fiber.Ctx) error {
	frame, err := p.frame(c, "selling.title", sellingPath)
	if err != nil {
		return err
	}
	ctx := localised(c)
	t := backoffice.Table{Heading: i18n.T(ctx, "selling.title"), Head: []backoffice.Cell{{Text: i18n.T(ctx, "selling.where")}, {Text: i18n.T(ctx, "selling.decides")}}}
	for _, each := range []struct{ path, key string }{{promotionsPath, "promotions"}, {shippingPath, "shipping"}, {taxesPath, "taxes"}, {lawPath, "law"}} {
		t.Rows = append(t.Rows, []backoffice.Cell{{Text: i18n.T(ctx, "selling."+each.key), Href: each.path}, {Text: i18n.T(ctx, "selling."+each.key+"_about")}})
	}
	return show(c, backoffice.Tables(backoffice.TablesPage{Page: frame, Heading: i18n.T(ctx, "selling.title"), Tables: []backoffice.Table{t}}))
}

// law shows where and in what the shop sells, and what the law asks of it.
func (p *Pages) law(c *fiber.Ctx) error {
	now, err := p.Shop.Settings(c.UserContext())
	if err != nil {
		return err
	}
	v := values{"version": strconv.FormatInt(now.Version, 10), "currency": now.Currency, "country": now.Country,
		"withdrawal_days": strconv.Itoa(now.Law.WithdrawalDays)}
	for name, on := range switches(&now) {
		v.tick(name, *on)
	}
	for name, slug := range legalPages(&now.Law) {
		v[name] = *slug
	}
	return p.showLaw(c, v, nil)
}

// switches are the settings that are on or off, by their fields.
func switches(s *shop.Settings) map[string]*bool {
	return map[string]*bool{"prices_include_tax": &s.PricesIncludeTax, "home_rates": &s.HomeRates, "pay_button": &s.Law.PayButton,
		"withdrawal": &s.Law.Withdrawal, "withdraw_online": &s.Law.WithdrawOnline, "consent": &s.Law.Consent,
		"lowest_price": &s.Law.LowestPrice, "unit_price": &s.Law.UnitPrice}
}

func legalPages(l *shop.Law) map[string]*string {
	return map[string]*string{"terms_page": &l.TermsPage, "withdrawal_page": &l.WithdrawalPage, "privacy_page": &l.PrivacyPage, "imprint_page": &l.ImprintPage}
}

func (p *Pages) showLaw(c *fiber.Ctx, v values, why error) error {
	frame, err := p.frame(c, "selling.law", sellingPath)
	if err != nil {
		return err
	}
	ctx := localised(c)
	page := backoffice.FormPage{Page: frame, Heading: i18n.T(ctx, "selling.law"), Text: i18n.T(ctx, "selling.law_text"), Action: lawPath, Save: i18n.T(ctx, "selling.save"),
		Back: ui.Link{Href: sellingPath, Text: i18n.T(ctx, "selling.back")}, Operates: operator(c).Role.May(staff.ManageSettings),
		Hidden: []backoffice.Hidden{{Name: "version", Value: v["version"]}}}
	if err := refuse(c, &page.Page, why, "currency"); err != nil {
		return err
	}
	pages, err := p.Content.Published(ctx)
	if err != nil {
		return err
	}
	choices := make([]ui.Option, len(pages))
	for i, each := range pages {
		choices[i] = ui.Option{Value: each.Slug, Label: each.Title}
	}
	page.Parts = lawParts(fields{ctx, v, page.Errors}, choices)
	return show(c, backoffice.Form(page))
}

func lawParts(f fields, pages []ui.Option) []backoffice.FormPart {
	part := func(key string, controls ...backoffice.Control) backoffice.FormPart {
		return backoffice.FormPart{Legend: i18n.T(f.ctx, key), Controls: controls}
	}
	law := []backoffice.Control{f.box("pay_button", "selling.pay_button"), f.box("withdrawal", "selling.withdrawal"), f.text("withdrawal_days", "selling.withdrawal_days"),
		f.box("withdraw_online", "selling.withdraw_online"), f.box("consent", "selling.consent"), f.box("lowest_price", "selling.lowest_price"), f.box("unit_price", "selling.unit_price")}
	var own []backoffice.Control
	for _, name := range []string{"terms_page", "withdrawal_page", "privacy_page", "imprint_page"} {
		choice := f.choice(name, "selling."+name, pages)
		choice.Empty = i18n.T(f.ctx, "selling.page_none")
		own = append(own, choice)
	}
	return []backoffice.FormPart{
		part("selling.part_place", f.hinted("country", "selling.country"), f.hinted("currency", "selling.currency")),
		part("selling.part_tax", f.box("prices_include_tax", "selling.prices_include_tax"), f.box("home_rates", "selling.home_rates")),
		part("selling.part_law", law...),
		part("selling.part_pages", own...),
	}
}

// saveLaw replaces the settings that the form shows; others stay as they are.
func (p *Pages) saveLaw(c *fiber.Ctx) error {
	v, ctx := typedValues(c), localised(c)
	next, err := p.Shop.Settings(ctx)
	if err != nil {
		return err
	}
	r := &reader{ctx: ctx, v: v}
	if v["currency"] != next.Currency {
		if err := p.checkCurrency(ctx, r); err != nil {
			return err
		}
	}
	next.Version, _ = strconv.ParseInt(v["version"], 10, 64)
	next.Currency, next.Country = v["currency"], v["country"]
	for name, on := range switches(&next) {
		*on = v.on(name)
	}
	for name, slug := range legalPages(&next.Law) {
		*slug = v[name]
	}
	next.Law.WithdrawalDays = r.count("withdrawal_days")
	if err := r.err(); err != nil {
		return p.showLaw(c, v, err)
	}
	if err := p.Shop.Save(ctx, next, operator(c).Email); err != nil {
		return p.showLaw(c, v, err)
	}
	return done(c, lawPath, i18n.T(ctx, "selling.law_saved"))
}

// checkCurrency sees that nothing has a price yet: amounts are not converted.
func (p *Pages) checkCurrency(ctx context.Context, r *reader) error {
	if !money.Known(r.v["currency"]) {
		r.add("currency", "selling.currency_unknown")
		return nil
	}
	priced, err := p.Pricing.Any(ctx)
	if err != nil {
		return err
	}
	sends, err := p.usedShipping(ctx)
	if err != nil {
		return err
	}
	sold, _, err := p.Orders.List(ctx, orders.Filter{}, "", 1)
	if err != nil {
		return err
	}
	promoted, err := p.Promotions.List(ctx)
	if err != nil {
		return err
	}
	if priced || sends || len(sold) > 0 || len(promoted) > 0 {
		r.add("currency", "selling.currency_fixed")
	}
	return nil
}
