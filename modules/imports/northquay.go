package imports

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"holdfast/modules/catalog"
	"holdfast/modules/content"
	"holdfast/modules/imports/demo"
	"holdfast/modules/promotions"
	"holdfast/modules/shipping"
	"holdfast/modules/tax"
)

func (f Demo) settings(ctx context.Context) error {
	s, err := f.Settings.Settings(ctx)
	if err != nil {
		return err
	}
	d := demo.Settings()
	s.Name, s.Tagline, s.LegalName, s.TaxNumber = d.Name, d.Tagline, d.Name, d.VATNumber
	s.LegalAddress = lines(d.Address.Street, d.Address.City, d.Address.County, d.Address.Postcode)
	s.Email, s.Phone = d.Email, d.Phone
	s.Currency, s.Locale, s.TimeZone, s.Country = d.Currency, d.Locale, d.TimeZone, d.Address.Country
	s.Locales = d.Locales
	s.PricesIncludeTax = d.PricesIncludeTax
	s.BankDetails = lines(d.Bank.Holder, d.Bank.Bank, "IBAN "+d.Bank.IBAN, "BIC "+d.Bank.BIC)
	if s.OrderPrefix = d.OrderPrefix; !strings.HasSuffix(s.OrderPrefix, "-") {
		s.OrderPrefix += "-"
	}
	s.DeliveryLine, s.ReturnsLine = deliveryLine(), returnsLine()
	return f.Settings.Save(ctx, s, actor)
}

func lines(all ...string) string { return strings.Join(all, "\n") }

// deliveryLine and returnsLine are what the demo's pages say, in a line.
func deliveryLine() string { return "In Ireland 2–3 working days, free from €60" }

func returnsLine() string { return "Return it within 30 days" }

// taxes: inside the Union a small shop charges the rates of its own country
// (Directive 2006/112/EC, article 59c); what leaves it is not taxed here.
func (f Demo) taxes(ctx context.Context) error {
	zone := tax.Zone{ID: "eu", Name: "European Union", Inclusive: demo.Settings().PricesIncludeTax}
	for _, z := range demo.Zones() {
		if z.Slug == "ireland" || z.Slug == "european-union" {
			zone.Countries = append(zone.Countries, z.Countries...)
		}
	}
	for _, r := range demo.TaxRates() {
		zone.Rates = append(zone.Rates, tax.Rate{Category: tax.Category(r.Category), Name: rateName(r), PPM: int64(r.BasisPoints) * 100})
	}
	return f.Taxes.Replace(ctx, []tax.Zone{zone})
}

// rateName is how the rate stands on an invoice: VAT 13.5 %.
func rateName(r demo.TaxRate) string {
	return "VAT " + strconv.FormatFloat(float64(r.BasisPoints)/100, 'f', -1, 64) + " %"
}

// delivery gives each zone methods of its own, since how long they take
// differs.
func (f Demo) delivery(ctx context.Context) error {
	var t shipping.Tables
	for _, z := range demo.Zones() {
		countries := z.Countries
		if len(countries) == 0 {
			countries = []string{shipping.RestOfWorld}
		}
		t.Zones = append(t.Zones, shipping.Zone{ID: z.Slug, Name: z.Name, Countries: countries})
		for _, m := range z.Methods {
			id := z.Slug + "-" + m.Slug
			t.Methods = append(t.Methods, shipping.Method{ID: id, Name: m.Name, Detail: days(m) + " " + m.Line, Position: len(t.Methods) + 1})
			var over int64
			for _, r := range m.Rates {
				t.Rates = append(t.Rates, shipping.Rate{Zone: z.Slug, Method: id, OverGrams: over, UpToGrams: int64(r.MaxGrams), Price: r.Price, FreeFrom: m.FreeFrom})
				over = int64(r.MaxGrams)
			}
		}
	}
	return f.Delivery.Replace(ctx, t)
}

// days says how long a method takes: 2–3 working days.
func days(m demo.Method) string {
	switch {
	case m.MaxDays == 1:
		return "1 working day."
	case m.MinDays == m.MaxDays:
		return fmt.Sprintf("%d working days.", m.MaxDays)
	}
	return fmt.Sprintf("%d–%d working days.", m.MinDays, m.MaxDays)
}

func (f Demo) coupons(ctx context.Context) error {
	for _, c := range demo.Coupons() {
		coupon := promotions.Promotion{Code: c.Code, Kind: promotions.Percentage, Minimum: c.MinSubtotal, Limit: c.Limit}
		switch {
		case c.FreeShipping:
			coupon.Kind = promotions.FreeShipping
		case c.Percent > 0:
			coupon.PPM = int64(c.Percent) * 10_000
		default:
			coupon.Kind, coupon.Amount = promotions.Fixed, c.Off
		}
		if err := f.Coupons.Save(ctx, coupon); err != nil {
			return err
		}
	}
	return nil
}

func (f Demo) pages(ctx context.Context) error {
	existing, err := f.Pages.All(ctx)
	if err != nil {
		return err
	}
	ids := map[string]string{}
	for _, p := range existing {
		ids[p.Slug] = p.ID
	}
	for i, p := range demo.Pages() {
		page := content.Page{ID: ids[p.Slug], Slug: p.Slug, Title: p.Title, Description: p.Line, Body: p.HTML, Position: i + 1, Published: true}
		if _, err := f.Pages.Save(ctx, page, actor); err != nil {
			return err
		}
	}
	return nil
}

func (f Demo) shelves(ctx context.Context) error {
	for i, d := range demo.Departments() {
		top, err := f.Needs.Shelves.PutCategory(ctx, catalog.Category{Slug: d.Slug, Name: d.Name, Line: d.Line, Position: i + 1})
		if err != nil {
			return err
		}
		for j, s := range d.Shelves {
			below := catalog.Category{Parent: top.ID, Slug: s.Slug, Name: s.Name, Line: s.Line, Position: j + 1}
			if _, err := f.Needs.Shelves.PutCategory(ctx, below); err != nil {
				return err
			}
		}
	}
	for i, c := range demo.Collections() {
		collection := catalog.Collection{Slug: c.Slug, Name: c.Name, Line: c.Line, Tag: c.Tag, Position: i + 1}
		if err := f.Needs.Shelves.PutCollection(ctx, collection); err != nil {
			return err
		}
	}
	return nil
}
