package backoffice

import (
	"strconv"

	"holdfast/views/ui"
)

// SettingsForm is the settings as they were typed.
type SettingsForm struct {
	Version                                                      string
	Name, Tagline, LegalName, LegalAddress, TaxNumber            string
	Email, Phone, TimeZone                                       string
	BankDetails, Minutes, OrderPrefix, DeliveryLine, ReturnsLine string
	Accent, Fascia, Lamp                                         string
	Languages                                                    LanguagesForm
	Sections                                                     []SectionForm
}

// SectionForm is a part of the home page, as it was typed.
type SectionForm struct {
	Kind, Position, Heading, Text, Image, Link, LinkLabel, Slug, Count string
}

// SettingsPage is where a merchant decides about the shop as a whole. Its last
// section is empty, to be filled in.
type SettingsPage struct {
	Page
	Form        SettingsForm
	Kinds       []ui.Option
	Collections []ui.Option
	Changed     bool // somebody else saved meanwhile
	Operates    bool
}

// section names the field of the section in row.
func section(row int, field string) string { return "sections." + strconv.Itoa(row) + "." + field }

// field is a plain field of the form.
func (p SettingsPage) field(name, label, value string) ui.Field {
	return ui.Field{Name: name, Label: label, Value: value, Maxlength: 200, Optional: true, Spellcheck: true, Error: p.wrong(name)}
}

// hinted is field with a hint below its label.
func (p SettingsPage) hinted(name, label, hint, value string) ui.Field {
	f := p.field(name, label, value)
	f.Hint = hint
	return f
}

// required is field that must be filled in.
func required(f ui.Field) ui.Field {
	f.Optional, f.Required = false, true
	return f
}

// lines is field for several lines.
func lines(f ui.Field) ui.Field {
	f.Maxlength = 2000
	return f
}

// code is field for what no spelling checker knows.
func code(f ui.Field) ui.Field {
	f.Spellcheck, f.Width = false, "medium"
	return f
}
