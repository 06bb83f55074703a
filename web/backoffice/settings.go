package backoffice

import (
	"cmp"
	"errors"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/shop"
	"holdfast/modules/staff"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
	"holdfast/views/ui"
)

// mostSections bounds how many sections a form may bring; the shop takes fewer.
const mostSections = 40

// settings shows what a merchant decides about the shop as a whole.
func (p *Pages) settings(c *fiber.Ctx) error {
	now, err := p.Shop.Settings(c.UserContext())
	if err != nil {
		return err
	}
	return p.showSettings(c, settingsForm(now), nil)
}

func (p *Pages) showSettings(c *fiber.Ctx, form backoffice.SettingsForm, why error) error {
	frame, err := p.frame(c, "admin.settings", "/admin/settings")
	if err != nil {
		return err
	}
	ctx := localised(c)
	menus, err := p.Catalog.Menus(ctx)
	if err != nil {
		return err
	}
	form.Sections = append(form.Sections, backoffice.SectionForm{})
	page := backoffice.SettingsPage{Page: frame, Form: form, Changed: errors.Is(why, shop.ErrChanged), Operates: operator(c).Role.May(staff.ManageSettings)}
	for _, kind := range []shop.SectionKind{shop.Hero, shop.Categories, shop.Collection, shop.Text} {
		page.Kinds = append(page.Kinds, ui.Option{Value: string(kind), Label: i18n.T(ctx, "preferences.kind_"+string(kind))})
	}
	for _, collection := range menus.Collections {
		page.Collections = append(page.Collections, ui.Option{Value: collection.Slug, Label: collection.Name})
	}
	if err := refuse(c, &page.Page, why, ""); err != nil {
		return err
	}
	return show(c, backoffice.Settings(page))
}

// saveSettings replaces the settings that the form shows; those that it does
// not show stay as they are. The module notes it in the audit log.
func (p *Pages) saveSettings(c *fiber.Ctx) error {
	next, err := p.Shop.Settings(c.UserContext())
	if err != nil {
		return err
	}
	typed := typedSettings(c)
	for _, field := range fieldsOf(&next) {
		*field.value = form(c, field.name, 4000)
	}
	next.Version, _ = strconv.ParseInt(typed.Version, 10, 64)
	next.ReservationMinutes, _ = strconv.Atoi(typed.Minutes)
	next.HomeSections = homeSections(typed.Sections)
	typeLanguages(c, &next)
	typed.Languages = languagesForm(next)
	if err := p.Shop.Save(c.UserContext(), next, operator(c).Email); err != nil {
		return p.showSettings(c, typed, err)
	}
	return done(c, "/admin/settings", i18n.T(localised(c), "preferences.saved"))
}

// namedField is a field of the form, and where its value is kept.
type namedField struct {
	name  string
	value *string
}

// fieldsOf are the fields that are kept as they are typed.
func fieldsOf(s *shop.Settings) []namedField {
	return []namedField{{"name", &s.Name}, {"tagline", &s.Tagline}, {"legal_name", &s.LegalName}, {"legal_address", &s.LegalAddress},
		{"tax_number", &s.TaxNumber}, {"email", &s.Email}, {"phone", &s.Phone}, {"time_zone", &s.TimeZone},
		{"bank_details", &s.BankDetails}, {"order_prefix", &s.OrderPrefix}, {"delivery_line", &s.DeliveryLine}, {"returns_line", &s.ReturnsLine},
		{"accent", &s.Colours.Accent}, {"fascia", &s.Colours.Fascia}, {"lamp", &s.Colours.Lamp}}
}

func settingsForm(s shop.Settings) backoffice.SettingsForm {
	f := backoffice.SettingsForm{Version: strconv.FormatInt(s.Version, 10),
		Name: s.Name, Tagline: s.Tagline, LegalName: s.LegalName, LegalAddress: s.LegalAddress, TaxNumber: s.TaxNumber,
		Email: s.Email, Phone: s.Phone, TimeZone: s.TimeZone, BankDetails: s.BankDetails, Minutes: strconv.Itoa(s.ReservationMinutes),
		OrderPrefix: s.OrderPrefix, DeliveryLine: s.DeliveryLine, ReturnsLine: s.ReturnsLine,
		Accent: s.Colours.Accent, Fascia: s.Colours.Fascia, Lamp: s.Colours.Lamp, Languages: languagesForm(s)}
	for i, section := range s.HomeSections {
		count := ""
		if section.Count > 0 {
			count = strconv.Itoa(section.Count)
		}
		f.Sections = append(f.Sections, backoffice.SectionForm{Kind: string(section.Kind), Position: strconv.Itoa(i + 1),
			Heading: section.Heading, Text: section.Text, Image: section.Image, Link: section.Link, LinkLabel: section.LinkLabel,
			Slug: section.Slug, Count: count})
	}
	return f
}

// typedSettings reads the form.
func typedSettings(c *fiber.Ctx) backoffice.SettingsForm {
	var typed shop.Settings
	for _, field := range fieldsOf(&typed) {
		*field.value = form(c, field.name, 4000)
	}
	f := settingsForm(typed)
	f.Version, f.Minutes = form(c, "version", 20), form(c, "reservation_minutes", 20)
	f.Sections = typedSections(c)
	return f
}

// typedSections reads the sections, in their new order and without those that
// show nothing, so that what is wrong with one is said at its place.
func typedSections(c *fiber.Ctx) []backoffice.SectionForm {
	type placed struct {
		at float64
		backoffice.SectionForm
	}
	var list []placed
	for i := range mostSections {
		value := func(field string) string { return form(c, "sections."+strconv.Itoa(i)+"."+field, 4000) }
		s := backoffice.SectionForm{Kind: value("kind"), Position: value("position"), Heading: value("heading"), Text: value("text"),
			Image: value("image"), Link: value("link"), LinkLabel: value("link_label"), Slug: value("slug"), Count: value("count")}
		if s.Kind != "" {
			list = append(list, placed{place(i+1, s.Position), s})
		}
	}
	slices.SortStableFunc(list, func(a, b placed) int { return cmp.Compare(a.at, b.at) })
	sections := make([]backoffice.SectionForm, len(list))
	for i, s := range list {
		sections[i] = s.SectionForm
		sections[i].Position = strconv.Itoa(i + 1)
	}
	return sections
}

// place is where a section goes that was in row was: before the one that is at
// typed when it moves up, behind it when it moves down, last when nobody says.
func place(was int, typed string) float64 {
	at, err := strconv.Atoi(typed)
	switch {
	case err != nil:
		return mostSections + 1
	case at < was:
		return float64(at) - 0.5
	case at > was:
		return float64(at) + 0.5
	}
	return float64(at)
}

func homeSections(typed []backoffice.SectionForm) []shop.HomeSection {
	sections := make([]shop.HomeSection, len(typed))
	for i, s := range typed {
		count, err := strconv.Atoi(s.Count)
		if err != nil && s.Count != "" {
			count = -1 // no number that the shop would take
		}
		sections[i] = shop.HomeSection{Kind: shop.SectionKind(s.Kind), Heading: s.Heading, Text: s.Text, Image: s.Image,
			Link: s.Link, LinkLabel: s.LinkLabel, Slug: s.Slug, Count: count}
	}
	return sections
}
