package orders

import (
	"errors"
	"net/mail"
	"slices"
	"strings"
	"unicode"

	rules "github.com/Boostport/address"

	"holdfast/modules/kernel/fault"
)

// Recipient is who gets the order, and where.
type Recipient struct {
	Email    string
	Name     string
	Street   string // street and number, in as many lines as it takes
	City     string
	Postcode string
	State    string // ISO 3166-2 without the country; only where the country asks for it
	Country  string // ISO 3166-1 alpha-2
}

// Region is a part of a country that its addresses name: a state, a province.
type Region struct{ Code, Name string }

// AddressFormat is what an address in a country has. The rules are those of
// Google's address data, by way of github.com/Boostport/address.
type AddressFormat struct {
	States           []Region // to choose from; none where addresses need none
	Postcode         bool     // there are postcodes
	PostcodeRequired bool
	City             bool
}

// FormatOf returns what an address in country has. An unknown country has
// everything and requires little.
func FormatOf(country string) AddressFormat {
	data := rules.GetCountry(country)
	if len(data.Required) == 0 {
		return AddressFormat{Postcode: true, City: true}
	}
	f := AddressFormat{
		Postcode:         slices.Contains(data.Allowed, rules.PostCode),
		PostcodeRequired: slices.Contains(data.Required, rules.PostCode),
		City:             slices.Contains(data.Allowed, rules.Locality),
	}
	if slices.Contains(data.Required, rules.AdministrativeArea) {
		areas := data.AdministrativeAreas["en"]
		if len(areas) == 0 {
			areas = data.AdministrativeAreas[data.DefaultLanguage]
		}
		for _, area := range areas {
			f.States = append(f.States, Region{Code: area.ID, Name: area.Name})
		}
	}
	return f
}

// Countries returns every country that addresses are known of, as ISO 3166-1
// alpha-2 codes.
func Countries() []string {
	list := rules.ListCountries("en")
	codes := make([]string, len(list))
	for i, country := range list {
		codes[i] = country.Code
	}
	return codes
}

// Longest texts, in bytes.
const (
	maxEmail = 254 // RFC 5321, 4.5.3.1.3, less the angle brackets
	maxText  = 200
)

// Normalised returns r as it is kept: without spaces at the ends, postcode in
// capitals, and nothing that the country's addresses do not have.
func (r Recipient) Normalised() Recipient {
	for _, text := range []*string{&r.Email, &r.Name, &r.Street, &r.City, &r.Postcode, &r.State, &r.Country} {
		*text = strings.TrimSpace(strings.ToValidUTF8(*text, ""))
	}
	r.Country, r.Postcode, r.State = strings.ToUpper(r.Country), strings.ToUpper(r.Postcode), strings.ToUpper(r.State)
	f := FormatOf(r.Country)
	if !f.Postcode {
		r.Postcode = ""
	}
	if len(f.States) == 0 {
		r.State = ""
	}
	if !f.City {
		r.City = ""
	}
	return r
}

// Check says what is wrong with a normalised recipient, field by field: email,
// name, address, city, state, postcode, country. Faults: fault.Invalid.
func (r Recipient) Check() error {
	var wrong []fault.Field
	add := func(name, message string) { wrong = append(wrong, fault.Field{Name: name, Message: message}) }
	f := FormatOf(r.Country)
	if !validEmail(r.Email) {
		add("email", "Enter an email address, like name@example.com.")
	}
	for _, text := range []struct {
		name, value, message string
		needed               bool
	}{
		{"name", r.Name, "Enter your full name.", true},
		{"address", r.Street, "Enter your street and house number.", true},
		{"city", r.City, "Enter your town or city.", f.City},
	} {
		switch {
		case text.needed && text.value == "":
			add(text.name, text.message)
		case len(text.value) > maxText:
			add(text.name, "This is too long. Use at most 200 characters.")
		case strings.ContainsFunc(text.value, unicode.IsControl) && text.name != "address":
			add(text.name, "Use one line only.")
		}
	}
	if len(f.States) > 0 && !slices.ContainsFunc(f.States, func(s Region) bool { return s.Code == r.State }) {
		add("state", "Choose a state.")
	}
	if message := r.postcodeFault(f); message != "" {
		add("postcode", message)
	}
	if len(r.Country) != 2 {
		add("country", "Choose a country.")
	}
	return fault.InvalidFields(wrong...)
}

func (r Recipient) postcodeFault(f AddressFormat) string {
	switch {
	case r.Postcode == "" && f.PostcodeRequired:
		return "Enter your postcode."
	case r.Postcode == "" || !f.Postcode:
		return ""
	case len(r.Postcode) > 20:
		return "Enter a postcode of your country."
	}
	_, err := rules.NewValid(rules.WithCountry(r.Country), rules.WithName(r.Name), rules.WithPostCode(r.Postcode),
		rules.WithAdministrativeArea(r.State), rules.WithLocality(r.City), rules.WithStreetAddress([]string{r.Street}))
	if errors.Is(err, rules.ErrInvalidPostCode) {
		return "Enter a postcode of your country. Check that the country is right."
	}
	return ""
}

// validEmail accepts what net/mail reads as one bare address with a domain.
func validEmail(text string) bool {
	parsed, err := mail.ParseAddress(text)
	if err != nil || parsed.Address != text || len(text) > maxEmail || strings.ContainsFunc(text, unicode.IsControl) {
		return false
	}
	_, domain, _ := strings.Cut(text, "@")
	return strings.Contains(domain, ".") && !strings.HasPrefix(domain, "[")
}
