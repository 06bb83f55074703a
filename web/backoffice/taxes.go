package backoffice

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/fault"
	"holdfast/modules/staff"
	"holdfast/modules/tax"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
	"holdfast/views/ui"
)

const taxesPath = "/admin/taxes"

// moreRates is how many empty rows a zone's form has for new rates.
const moreRates = 2

// taxes lists the zones with what is due there today.
func (p *Pages) taxes(c *fiber.Ctx) error {
	return p.showTaxes(c, values{"inclusive": "yes", "eu": "yes"}, nil)
}

func (p *Pages) showTaxes(c *fiber.Ctx, v values, why error) error {
	frame, err := p.frame(c, "selling.taxes", sellingPath)
	if err != nil {
		return err
	}
	ctx := localised(c)
	zones, err := p.Tax.Zones(ctx)
	if err != nil {
		return err
	}
	table, err := p.Tax.Table(ctx)
	if err != nil {
		return err
	}
	page := backoffice.TablesPage{Page: frame, Heading: i18n.T(ctx, "selling.taxes"), Text: i18n.T(ctx, "selling.taxes_text"), Operates: operator(c).Role.May(staff.ManageSettings)}
	if err := refuse(c, &page.Page, why, "eu"); err != nil {
		return err
	}
	t := backoffice.Table{Heading: i18n.T(ctx, "selling.tax_places"), Empty: i18n.T(ctx, "selling.tax_none"),
		Add: ui.Link{Href: taxesPath + "/zone", Text: i18n.T(ctx, "selling.zone_new")}}
	for _, key := range []string{"zone", "countries", "tax_standard", "tax_others", "tax_shown"} {
		t.Head = append(t.Head, backoffice.Cell{Text: i18n.T(ctx, "selling."+key), Figure: key == "tax_standard"})
	}
	for _, z := range zones {
		t.Rows = append(t.Rows, zoneCells(ctx, z, table))
	}
	page.Tables = []backoffice.Table{t}
	f := fields{ctx, v, page.Errors}
	page.Forms = []backoffice.FormPage{{Heading: i18n.T(ctx, "selling.eu_title"), Text: i18n.T(ctx, "selling.eu_text"), Action: taxesPath + "/european",
		Save: i18n.T(ctx, "selling.eu_add"), Operates: true, Parts: []backoffice.FormPart{{Legend: i18n.T(ctx, "selling.eu_which"),
			Controls: []backoffice.Control{f.box("eu", "selling.eu"), f.box("gb", "selling.gb"), f.box("ch", "selling.ch"), f.box("no", "selling.no"), f.box("inclusive", "selling.inclusive")}}}}}
	return show(c, backoffice.Tables(page))
}

// zoneCells shows a zone, with the rates of its first country today.
func zoneCells(ctx context.Context, z tax.Zone, table tax.Table) []backoffice.Cell {
	place := tax.Place{Country: z.Countries[0]}
	if len(z.States) > 0 {
		place.State = z.States[0]
	}
	var others []string
	for _, category := range tax.Categories()[1:] {
		if rate := table.Rate(place.Country, place.State, category); rate.Category == category {
			if text := tax.Percent(rate.PPM); !slices.Contains(others, text) {
				others = append(others, text)
			}
		}
	}
	shown := i18n.T(ctx, "selling.shown_net")
	if z.Inclusive {
		shown = i18n.T(ctx, "selling.shown_gross")
	}
	return []backoffice.Cell{{Text: z.Name, Href: taxesPath + "/zone?id=" + url.QueryEscape(z.ID)}, {Text: strings.Join(append(slices.Clone(z.Countries), z.States...), ", ")},
		{Text: tax.Percent(table.Rate(place.Country, place.State, tax.Standard).PPM), Figure: true}, {Text: strings.Join(others, ", ")}, {Text: shown}}
}

// addEuropean has the shop use the rates that it knows.
func (p *Pages) addEuropean(c *fiber.Ctx) error {
	v, ctx := typedValues(c), localised(c)
	var countries []string
	if v.on("eu") {
		countries = tax.Union()
	}
	for _, neighbour := range tax.Neighbours() {
		if v.on(strings.ToLower(neighbour)) {
			countries = append(countries, neighbour)
		}
	}
	if len(countries) == 0 {
		return p.showTaxes(c, v, invalid("eu", i18n.T(ctx, "selling.eu_none")))
	}
	changed, err := p.Tax.AddEuropean(ctx, countries, v.on("inclusive"))
	if err != nil {
		return p.showTaxes(c, v, err)
	}
	if changed == 0 {
		return done(c, taxesPath, i18n.T(ctx, "selling.eu_same"))
	}
	if err := p.note(c, "tax.european_added", "tax:zones", strings.Join(countries, " ")); err != nil {
		return err
	}
	return done(c, taxesPath, i18n.N(ctx, "selling.eu_added", changed))
}

// taxZone shows a zone to be changed, or the form of a new one.
func (p *Pages) taxZone(c *fiber.Ctx) error {
	zones, err := p.Tax.Zones(c.UserContext())
	if err != nil {
		return err
	}
	id := query(c, "id")
	i := slices.IndexFunc(zones, func(z tax.Zone) bool { return z.ID == id })
	switch {
	case id == "":
		return p.showTaxZone(c, values{"inclusive": "yes"}, nil)
	case i < 0:
		return fault.New(fault.NotFound, i18n.T(localised(c), "selling.zone_gone"))
	}
	return p.showTaxZone(c, taxValues(zones[i]), nil)
}

func taxValues(z tax.Zone) values {
	v := values{"id": z.ID, "name": z.Name, "countries": strings.Join(z.Countries, " "), "states": strings.Join(z.States, " ")}
	v.tick("inclusive", z.Inclusive)
	for i, r := range z.Rates {
		v[at("rates", i, "category")], v[at("rates", i, "percent")] = string(r.Category), strings.TrimSuffix(tax.Percent(r.PPM), " %")
		v[at("rates", i, "name")] = r.Name
		for field, t := range map[string]time.Time{"from": r.From, "until": r.Until} {
			if v[at("rates", i, field)] = ""; !t.IsZero() {
				v[at("rates", i, field)] = tax.Day(z.Countries[0], t)
			}
		}
	}
	return v
}

func (p *Pages) showTaxZone(c *fiber.Ctx, v values, why error) error {
	frame, err := p.frame(c, "selling.taxes", sellingPath)
	if err != nil {
		return err
	}
	ctx := localised(c)
	page := backoffice.FormPage{Page: frame, Heading: i18n.T(ctx, "selling.zone_new"), Action: taxesPath + "/zone", Save: i18n.T(ctx, "selling.save"),
		Back: ui.Link{Href: taxesPath, Text: i18n.T(ctx, "selling.taxes_back")}, Operates: operator(c).Role.May(staff.ManageSettings),
		Hidden: []backoffice.Hidden{{Name: "id", Value: v["id"]}}}
	if v["id"] != "" {
		page.Heading, page.Remove = v["name"], i18n.T(ctx, "selling.zone_remove")
	}
	if err := refuse(c, &page.Page, why, "name"); err != nil {
		return err
	}
	f := fields{ctx, v, page.Errors}
	page.Parts = []backoffice.FormPart{{Legend: i18n.T(ctx, "selling.zone"), Controls: []backoffice.Control{f.text("name", "selling.zone_name"),
		f.hinted("countries", "selling.countries"), f.hinted("states", "selling.states"), f.box("inclusive", "selling.inclusive")}}}
	categories := make([]string, len(tax.Categories()))
	for i, category := range tax.Categories() {
		categories[i] = string(category)
	}
	for i := range v.rows("rates", "category") + moreRates {
		category := f.choice(at("rates", i, "category"), "selling.tax_category", options(ctx, "selling.tax_", categories...))
		category.Empty = i18n.T(ctx, "selling.rate_none")
		from, until := f.text(at("rates", i, "from"), "selling.rate_from"), f.hinted(at("rates", i, "until"), "selling.rate_until")
		from.Type, until.Type, from.Maxlength, until.Maxlength = "date", "date", 0, 0
		page.Parts = append(page.Parts, backoffice.FormPart{Legend: i18n.F(ctx, "selling.rate", "Number", i+1), Controls: []backoffice.Control{category,
			f.text(at("rates", i, "percent"), "selling.rate_percent"), f.hinted(at("rates", i, "name"), "selling.rate_name"), from, until}})
	}
	return show(c, backoffice.Form(page))
}

// saveTaxZone puts the form's zone in the place of the one that it was, or
// takes it out.
func (p *Pages) saveTaxZone(c *fiber.Ctx) error {
	v, ctx := typedValues(c), localised(c)
	zones, err := p.Tax.Zones(ctx)
	if err != nil {
		return err
	}
	r := &reader{ctx: ctx, v: v}
	zone := readZone(r)
	i := slices.IndexFunc(zones, func(z tax.Zone) bool { return z.ID == v["id"] })
	message := "selling.zone_saved"
	switch {
	case v.on("remove"):
		zones = slices.DeleteFunc(zones, func(z tax.Zone) bool { return z.ID == v["id"] })
		r.wrong, message = nil, "selling.zone_removed"
	case i < 0:
		zone.ID = newID(zone.Name, func(id string) bool { return slices.ContainsFunc(zones, func(z tax.Zone) bool { return z.ID == id }) })
		zones, i = append(zones, zone), len(zones)
	default:
		zone.ID = v["id"]
		zones[i] = zone
	}
	if err = r.err(); err == nil {
		err = ofRow(p.Tax.Replace(ctx, zones), "zones", i)
	}
	if err != nil {
		return p.showTaxZone(c, v, err)
	}
	if err := p.note(c, "tax.saved", "tax:zones", zone.Name); err != nil {
		return err
	}
	return done(c, taxesPath, i18n.F(ctx, message, "Name", zone.Name))
}

func readZone(r *reader) tax.Zone {
	zone := tax.Zone{Name: r.v["name"], Inclusive: r.v.on("inclusive")}
	for _, country := range r.list("countries") {
		zone.Countries = append(zone.Countries, strings.ToUpper(country))
	}
	for _, state := range r.list("states") {
		zone.States = append(zone.States, strings.ToUpper(state))
	}
	if zone.Name == "" {
		r.add("name", "selling.name_missing")
	}
	if len(zone.Countries) == 0 {
		r.add("countries", "selling.countries_missing")
		return zone
	}
	for i := range r.v.rows("rates", "category") {
		if r.v[at("rates", i, "category")] == "" {
			continue
		}
		rate := tax.Rate{Category: tax.Category(r.v[at("rates", i, "category")]), PPM: r.ppm(at("rates", i, "percent")), Name: r.v[at("rates", i, "name")]}
		if rate.Name == "" {
			rate.Name = "VAT " + tax.Percent(rate.PPM)
		}
		rate.From, rate.Until = r.day(at("rates", i, "from"), zone.Countries[0]), r.day(at("rates", i, "until"), zone.Countries[0])
		zone.Rates = append(zone.Rates, rate)
	}
	return zone
}

// day reads a date in a country; empty is the zero Time.
func (r *reader) day(name, country string) time.Time {
	if r.v[name] == "" {
		return time.Time{}
	}
	t, err := tax.Midnight(country, r.v[name])
	if err != nil {
		r.add(name, "selling.day_wrong")
		return time.Time{}
	}
	return t
}

// ofRow takes from the faults of a whole list those of one row of it, as its own
// form names them; others are said at its top.
func ofRow(err error, kind string, row int) error {
	var own []fault.Field
	for _, f := range fault.Fields(err) {
		name, mine := strings.CutPrefix(f.Name, at(kind, row, ""))
		if !mine {
			name = ""
		}
		own = append(own, fault.Field{Name: name, Message: f.Message})
	}
	if len(own) == 0 {
		return err
	}
	return fault.InvalidFields(own...)
}

// newID makes an id of a name that is not taken.
func newID(name string, taken func(string) bool) string {
	id := strings.Trim(strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			return c
		}
		return '-'
	}, strings.ToLower(bounded(name, 40))), "-")
	for base, n := id, 2; id == "" || taken(id); n++ {
		id = strings.TrimPrefix(base+"-"+number(int64(n)), "-")
	}
	return id
}
