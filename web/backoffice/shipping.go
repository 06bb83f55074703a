package backoffice

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/fault"
	"holdfast/modules/shipping"
	"holdfast/modules/staff"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
	"holdfast/views/ui"
)

const shippingPath = "/admin/shipping"

// shipping lists where the shop sends to, and how.
func (p *Pages) shipping(c *fiber.Ctx) error {
	tables, err := p.Shipping.Tables(c.UserContext())
	if err != nil {
		return err
	}
	v := values{}
	for i, m := range tables.Methods {
		v[at("methods", i, "id")], v[at("methods", i, "name")], v[at("methods", i, "detail")] = m.ID, m.Name, m.Detail
	}
	return p.showShipping(c, tables, v, nil)
}

func (p *Pages) showShipping(c *fiber.Ctx, tables shipping.Tables, v values, why error) error {
	frame, err := p.frame(c, "selling.shipping", sellingPath)
	if err != nil {
		return err
	}
	ctx := localised(c)
	page := backoffice.TablesPage{Page: frame, Heading: i18n.T(ctx, "selling.shipping"), Text: i18n.T(ctx, "selling.shipping_text"), Operates: operator(c).Role.May(staff.ManageSettings)}
	if err := refuse(c, &page.Page, why, at("methods", 0, "name")); err != nil {
		return err
	}
	t := backoffice.Table{Heading: i18n.T(ctx, "selling.ship_zones"), Empty: i18n.T(ctx, "selling.ship_none"),
		Add: ui.Link{Href: shippingPath + "/zone", Text: i18n.T(ctx, "selling.zone_new")}}
	for _, key := range []string{"zone", "ship_where", "ship_rates"} {
		t.Head = append(t.Head, backoffice.Cell{Text: i18n.T(ctx, "selling."+key), Figure: key == "ship_rates"})
	}
	for _, z := range tables.Zones {
		n := 0
		for _, rate := range tables.Rates {
			if rate.Zone == z.ID {
				n++
			}
		}
		where := strings.Join(append(append(slices.Clone(z.Countries), z.States...), z.Postcodes...), ", ")
		if len(where) > 120 {
			where = bounded(where, 117) + "…"
		}
		t.Rows = append(t.Rows, []backoffice.Cell{{Text: z.Name, Href: shippingPath + "/zone?id=" + url.QueryEscape(z.ID)},
			{Text: strings.ReplaceAll(where, shipping.RestOfWorld, i18n.T(ctx, "selling.rest"))}, {Text: i18n.Number(ctx, n), Figure: true}})
	}
	page.Tables = []backoffice.Table{t}
	f := fields{ctx, v, page.Errors}
	methods := backoffice.FormPage{Heading: i18n.T(ctx, "selling.methods"), Text: i18n.T(ctx, "selling.methods_text"), Action: shippingPath + "/methods",
		Save: i18n.T(ctx, "selling.methods_save"), Operates: true}
	for i := range v.rows("methods", "name") + 1 {
		methods.Hidden = append(methods.Hidden, backoffice.Hidden{Name: at("methods", i, "id"), Value: v[at("methods", i, "id")]})
		methods.Parts = append(methods.Parts, backoffice.FormPart{Legend: i18n.F(ctx, "selling.method", "Number", i+1),
			Controls: []backoffice.Control{f.hinted(at("methods", i, "name"), "selling.method_name"), f.hinted(at("methods", i, "detail"), "selling.method_detail")}})
	}
	page.Forms = []backoffice.FormPage{methods}
	return show(c, backoffice.Tables(page))
}

// saveMethods makes the typed methods hold; one without a name goes, with its
// rates.
func (p *Pages) saveMethods(c *fiber.Ctx) error {
	v, ctx := typedValues(c), localised(c)
	tables, err := p.Shipping.Tables(ctx)
	if err != nil {
		return err
	}
	var methods []shipping.Method
	taken := func(id string) bool {
		return slices.ContainsFunc(methods, func(m shipping.Method) bool { return m.ID == id })
	}
	for i := range v.rows("methods", "name") {
		m := shipping.Method{ID: v[at("methods", i, "id")], Name: v[at("methods", i, "name")], Detail: v[at("methods", i, "detail")], Position: i}
		if m.Name == "" {
			continue
		}
		if m.ID == "" {
			m.ID = newID(m.Name, taken)
		}
		methods = append(methods, m)
	}
	tables.Methods = methods
	tables.Rates = slices.DeleteFunc(tables.Rates, func(r shipping.Rate) bool { return !taken(r.Method) })
	if err := p.Shipping.Replace(ctx, tables); err != nil {
		return p.showShipping(c, tables, v, err)
	}
	if err := p.note(c, "shipping.methods_saved", "shipping:methods", ""); err != nil {
		return err
	}
	return done(c, shippingPath, i18n.T(ctx, "selling.methods_saved"))
}

// shippingZone shows a zone and its rates to be changed, or the form of a new
// one.
func (p *Pages) shippingZone(c *fiber.Ctx) error {
	tables, err := p.Shipping.Tables(c.UserContext())
	if err != nil {
		return err
	}
	id := query(c, "id")
	i := slices.IndexFunc(tables.Zones, func(z shipping.Zone) bool { return z.ID == id })
	switch {
	case id == "":
		return p.showShippingZone(c, tables, values{}, nil)
	case i < 0:
		return fault.New(fault.NotFound, i18n.T(localised(c), "selling.zone_gone"))
	}
	return p.showShippingZone(c, tables, shippingValues(tables, tables.Zones[i]), nil)
}

func shippingValues(tables shipping.Tables, z shipping.Zone) values {
	v := values{"id": z.ID, "name": z.Name, "countries": strings.Join(z.Countries, " "), "states": strings.Join(z.States, " "), "postcodes": strings.Join(z.Postcodes, ", ")}
	i := 0
	for _, r := range tables.Rates {
		if r.Zone != z.ID {
			continue
		}
		v[at("rates", i, "method")], v[at("rates", i, "price")], v[at("rates", i, "free_from")] = r.Method, r.Price.Decimal(), decimal(r.FreeFrom)
		v[at("rates", i, "over")], v[at("rates", i, "upto")] = number(r.OverGrams), number(r.UpToGrams)
		v[at("rates", i, "value_from")], v[at("rates", i, "value_below")] = decimal(r.ValueFrom), decimal(r.ValueBelow)
		i++
	}
	return v
}

func (p *Pages) showShippingZone(c *fiber.Ctx, tables shipping.Tables, v values, why error) error {
	frame, err := p.frame(c, "selling.shipping", sellingPath)
	if err != nil {
		return err
	}
	ctx := localised(c)
	page := backoffice.FormPage{Page: frame, Heading: i18n.T(ctx, "selling.zone_new"), Action: shippingPath + "/zone", Save: i18n.T(ctx, "selling.save"),
		Back: ui.Link{Href: shippingPath, Text: i18n.T(ctx, "selling.shipping_back")}, Operates: operator(c).Role.May(staff.ManageSettings),
		Text: i18n.T(ctx, "selling.ship_rate_text"), Hidden: []backoffice.Hidden{{Name: "id", Value: v["id"]}}}
	if v["id"] != "" {
		page.Heading, page.Remove = v["name"], i18n.T(ctx, "selling.zone_remove")
	}
	if err := refuse(c, &page.Page, why, "name"); err != nil {
		return err
	}
	page.Parts = shippingParts(fields{ctx, v, page.Errors}, tables)
	return show(c, backoffice.Form(page))
}

func shippingParts(f fields, tables shipping.Tables) []backoffice.FormPart {
	methods := make([]ui.Option, len(tables.Methods))
	for i, m := range tables.Methods {
		methods[i] = ui.Option{Value: m.ID, Label: m.Name}
	}
	parts := []backoffice.FormPart{{Legend: i18n.T(f.ctx, "selling.zone"), Controls: []backoffice.Control{f.text("name", "selling.zone_name"),
		f.hinted("countries", "selling.ship_countries"), f.hinted("states", "selling.states"), f.hinted("postcodes", "selling.postcodes")}}}
	for i := range f.values.rows("rates", "method") + moreRates {
		method := f.choice(at("rates", i, "method"), "selling.rate_method", methods)
		method.Empty = i18n.T(f.ctx, "selling.rate_none")
		parts = append(parts, backoffice.FormPart{Legend: i18n.F(f.ctx, "selling.rate", "Number", i+1), Controls: []backoffice.Control{method,
			f.text(at("rates", i, "price"), "selling.rate_price"), f.text(at("rates", i, "over"), "selling.rate_over"), f.text(at("rates", i, "upto"), "selling.rate_upto"),
			f.text(at("rates", i, "value_from"), "selling.rate_value_from"), f.text(at("rates", i, "value_below"), "selling.rate_value_below"),
			f.text(at("rates", i, "free_from"), "selling.rate_free_from")}})
	}
	return parts
}

// saveShippingZone puts the form's zone and rates in the place of what they
// were, or takes them out.
func (p *Pages) saveShippingZone(c *fiber.Ctx) error {
	v, ctx := typedValues(c), localised(c)
	tables, err := p.Shipping.Tables(ctx)
	if err != nil {
		return err
	}
	settings, err := p.Shop.Settings(ctx)
	if err != nil {
		return err
	}
	r := &reader{ctx: ctx, v: v}
	zone, rates := readShippingZone(r, settings.Currency)
	next := tables
	next.Zones, next.Rates = slices.Clone(tables.Zones), slices.DeleteFunc(slices.Clone(tables.Rates), func(o shipping.Rate) bool { return o.Zone == v["id"] })
	i := slices.IndexFunc(next.Zones, func(z shipping.Zone) bool { return z.ID == v["id"] })
	message := "selling.zone_saved"
	switch {
	case v.on("remove"):
		next.Zones = slices.DeleteFunc(next.Zones, func(z shipping.Zone) bool { return z.ID == v["id"] })
		r.wrong, rates, message = nil, nil, "selling.zone_removed"
	case i < 0:
		zone.ID = newID(zone.Name, func(id string) bool {
			return slices.ContainsFunc(next.Zones, func(z shipping.Zone) bool { return z.ID == id })
		})
		next.Zones, i = append(next.Zones, zone), len(next.Zones)
	default:
		zone.ID, next.Zones[i] = v["id"], zone
		next.Zones[i].ID = v["id"]
	}
	for j := range rates {
		rates[j].Zone = zone.ID
	}
	next.Rates = append(next.Rates, rates...)
	if err = r.err(); err == nil {
		err = ofRow(p.Shipping.Replace(ctx, next), "zones", i)
	}
	if err != nil {
		return p.showShippingZone(c, tables, v, err)
	}
	if err := p.note(c, "shipping.saved", "shipping:zones", zone.Name); err != nil {
		return err
	}
	return done(c, shippingPath, i18n.F(ctx, message, "Name", zone.Name))
}

func readShippingZone(r *reader, currency string) (zone shipping.Zone, rates []shipping.Rate) {
	zone = shipping.Zone{Name: r.v["name"]}
	for _, country := range r.list("countries") {
		zone.Countries = append(zone.Countries, strings.ToUpper(country))
	}
	for _, state := range r.list("states") {
		zone.States = append(zone.States, strings.ToUpper(state))
	}
	for _, postcode := range strings.FieldsFunc(r.v["postcodes"], func(c rune) bool { return c == ',' || c == '\n' }) {
		if postcode = strings.TrimSpace(postcode); postcode != "" {
			zone.Postcodes = append(zone.Postcodes, postcode)
		}
	}
	if zone.Name == "" {
		r.add("name", "selling.name_missing")
	}
	if len(zone.Countries) == 0 {
		r.add("countries", "selling.countries_missing")
	}
	for i := range r.v.rows("rates", "method") {
		field := func(name string) string { return at("rates", i, name) }
		if r.v[field("method")] == "" {
			continue
		}
		if r.v[field("price")] == "" {
			r.add(field("price"), "selling.amount_wrong")
		}
		rate := shipping.Rate{Method: r.v[field("method")], Price: r.amount(field("price"), currency), FreeFrom: r.amount(field("free_from"), currency),
			OverGrams: int64(r.count(field("over"))), UpToGrams: int64(r.count(field("upto"))),
			ValueFrom: r.amount(field("value_from"), currency), ValueBelow: r.amount(field("value_below"), currency)}
		if rate.UpToGrams > 0 && rate.UpToGrams <= rate.OverGrams {
			r.add(field("upto"), "selling.band_wrong")
		}
		if !rate.ValueBelow.IsZero() && rate.ValueBelow.Minor <= rate.ValueFrom.Minor {
			r.add(field("value_below"), "selling.band_wrong")
		}
		rates = append(rates, rate)
	}
	return zone, rates
}

// usedShipping reports whether any rate is in use, which keeps the currency.
func (p *Pages) usedShipping(ctx context.Context) (bool, error) {
	tables, err := p.Shipping.Tables(ctx)
	return len(tables.Rates) > 0, err
}
