package backoffice

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing"
	"holdfast/modules/shop"
	"holdfast/modules/staff"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
	"holdfast/views/ui"
)

// sale shows a product's periods of sale, in the shop's own time.
func (p *Pages) sale(c *fiber.Ctx) error {
	s, err := p.shelf(c)
	if err != nil {
		return err
	}
	zone, err := p.zone(c.UserContext())
	if err != nil {
		return err
	}
	v := values{}
	for i, variant := range s.product.Variants {
		v[at("sales", i, "sku")] = string(variant.SKU)
		if terms := s.terms[variant.SKU]; terms.Sale != nil {
			v[at("sales", i, "price")] = terms.Sale.Price.Decimal()
			v[at("sales", i, "from")], v[at("sales", i, "until")] = localTime(terms.Sale.From, zone), localTime(terms.Sale.Until, zone)
		}
	}
	return p.showSale(c, s, v, nil)
}

func (p *Pages) showSale(c *fiber.Ctx, s shelf, v values, why error) error {
	frame, err := p.frame(c, "selling.sale", "/admin/products")
	if err != nil {
		return err
	}
	ctx := localised(c)
	settings, err := p.Shop.Settings(ctx)
	if err != nil {
		return err
	}
	path := productPath(s.product.ID)
	page := backoffice.FormPage{Page: frame, Heading: i18n.F(ctx, "selling.sale_of", "Name", s.product.Name), Text: i18n.F(ctx, "selling.sale_text", "Zone", settings.TimeZone),
		Back: ui.Link{Href: path, Text: i18n.F(ctx, "selling.sale_back", "Name", s.product.Name)}, Action: path + "/sale", Save: i18n.T(ctx, "selling.sale_save"),
		Operates: operator(c).Role.May(staff.ManageCatalog)}
	if err := refuse(c, &page.Page, why, at("sales", 0, "price")); err != nil {
		return err
	}
	f := fields{ctx, v, page.Errors}
	for i, variant := range s.product.Variants {
		page.Hidden = append(page.Hidden, backoffice.Hidden{Name: at("sales", i, "sku"), Value: string(variant.SKU)})
		page.Parts = append(page.Parts, backoffice.FormPart{Legend: called(variant), Text: regularly(ctx, s.terms[variant.SKU]), Controls: []backoffice.Control{
			f.text(at("sales", i, "price"), "selling.sale_price"), f.moment(at("sales", i, "from"), "selling.sale_from"), f.moment(at("sales", i, "until"), "selling.sale_until")}})
	}
	return show(c, backoffice.Form(page))
}

func regularly(ctx context.Context, t pricing.Terms) string {
	if t.Regular.Currency == "" {
		return i18n.T(ctx, "stockroom.unpriced")
	}
	return i18n.F(ctx, "selling.sale_regular", "Price", i18n.Money(ctx, t.Regular))
}

// saveSale makes the typed periods hold; a variant without a sale price has
// none.
func (p *Pages) saveSale(c *fiber.Ctx) error {
	s, err := p.shelf(c)
	if err != nil {
		return err
	}
	v, ctx := typedValues(c), localised(c)
	settings, err := p.Shop.Settings(ctx)
	if err != nil {
		return err
	}
	r := &reader{ctx: ctx, v: v}
	var terms []pricing.Terms
	for i := range v.rows("sales", "sku") {
		old, priced := s.terms[sku.SKU(v[at("sales", i, "sku")])]
		if !priced {
			continue
		}
		old.Sale = r.sale(i, old, settings)
		terms = append(terms, old)
	}
	if err := r.err(); err != nil {
		return p.showSale(c, s, v, err)
	}
	changed, err := p.Pricing.Set(ctx, terms...)
	if err != nil {
		return p.showSale(c, s, v, err)
	}
	if changed > 0 {
		if err := p.note(c, "pricing.sale_set", "product:"+s.product.ID, s.product.Name); err != nil {
			return err
		}
	}
	return done(c, productPath(s.product.ID), i18n.N(ctx, "selling.sale_saved", changed))
}

// sale reads one variant's; nil when it has none.
func (r *reader) sale(row int, terms pricing.Terms, settings shop.Settings) *pricing.Sale {
	price, from, until := at("sales", row, "price"), at("sales", row, "from"), at("sales", row, "until")
	if r.v[price] == "" {
		return nil
	}
	zone := settings.Location()
	sale := pricing.Sale{Price: r.amount(price, settings.Currency), From: r.moment(from, zone, false), Until: r.moment(until, zone, true)}
	known := len(r.wrong)
	for _, name := range []string{from, until} {
		if r.v[name] == "" {
			r.add(name, "selling.moment_wrong")
		}
	}
	if len(r.wrong) > known || sale.Price.Currency == "" || sale.From.IsZero() || sale.Until.IsZero() {
		return nil
	}
	if !sale.Price.Less(terms.Regular) {
		r.add(price, "selling.sale_dear")
	}
	if !sale.From.Before(sale.Until) {
		r.add(until, "selling.sale_backwards")
	}
	return &sale
}
