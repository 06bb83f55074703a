package shop

import (
	"net/mail"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/money"
)

// The bounds of what a merchant may enter.
const (
	maxLine     = 200
	maxLines    = 2000
	maxSections = 20
	maxCount    = 24
	maxMinutes  = 24 * 60
)

var (
	prefixForm = regexp.MustCompile(`^[A-Z0-9-]{0,8}$`)
	slugForm   = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	imageForm  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$`)
	colourForm = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)
)

// findings collects the wrong fields in the form's order.
type findings []fault.Field

func (f *findings) want(ok bool, name, message string) {
	if !ok {
		*f = append(*f, fault.Field{Name: name, Message: message})
	}
}

// Check says what of the settings cannot be used. Faults: Invalid with the
// wrong fields, those of section n named sections.n.field.
func (s Settings) Check() error {
	var f findings
	f.want(s.Name != "", "name", "Enter the shop's name.")
	f.lines(s)
	f.want(s.Email == "" || isAddress(s.Email), "email", "Enter an e-mail address in the form name@example.com.")
	f.want(s.Logo == "" || imageForm.MatchString(s.Logo), "logo", "Choose one of the shop's pictures.")
	f.colours(s.Colours)
	f.places(s)
	f.law(s.Law)
	f.want(s.ReservationMinutes >= 1 && s.ReservationMinutes <= maxMinutes, "reservation_minutes", "Enter a number of minutes from 1 to 1440.")
	f.want(prefixForm.MatchString(s.OrderPrefix), "order_prefix", "Use up to 8 capital letters, figures and hyphens.")
	f.want(len(s.HomeSections) <= maxSections, "sections", "Keep to 20 sections.")
	for i, section := range s.HomeSections {
		f.section("sections."+strconv.Itoa(i)+".", section)
	}
	return fault.InvalidFields(f...)
}

func (f *findings) lines(s Settings) {
	for _, line := range []struct{ name, text string }{
		{"name", s.Name}, {"tagline", s.Tagline}, {"legal_name", s.LegalName}, {"tax_number", s.TaxNumber},
		{"phone", s.Phone}, {"delivery_line", s.DeliveryLine}, {"returns_line", s.ReturnsLine},
	} {
		f.want(isShort(line.text, maxLine) && !strings.ContainsAny(line.text, "\r\n"), line.name, "Keep to one line of 200 characters.")
	}
	f.want(isShort(s.LegalAddress, maxLines), "legal_address", "Keep to 2,000 characters.")
	f.want(isShort(s.BankDetails, maxLines), "bank_details", "Keep to 2,000 characters.")
}

func (f *findings) places(s Settings) {
	f.want(money.Known(s.Currency), "currency", "Choose a currency.")
	_, err := language.Parse(s.Locale)
	f.want(err == nil && s.Locale != "", "locale", "Choose a language.")
	f.want(!slices.ContainsFunc(s.Locales, unknownLanguage), "locales", "Choose languages from the list.")
	_, err = time.LoadLocation(s.TimeZone)
	f.want(err == nil && s.TimeZone != "" && s.TimeZone != "Local", "time_zone", "Choose a time zone.")
	region, err := language.ParseRegion(s.Country)
	f.want(err == nil && len(s.Country) == 2 && region.IsCountry() && region.String() == s.Country, "country", "Choose a country.")
}

func (f *findings) colours(c Colours) {
	for _, colour := range []struct{ name, value string }{{"accent", c.Accent}, {"fascia", c.Fascia}, {"lamp", c.Lamp}} {
		f.want(colour.value == "" || colourForm.MatchString(colour.value), colour.name, "Enter a colour in the form #1a5fb4.")
	}
}

func (f *findings) section(prefix string, s HomeSection) {
	kinds := []SectionKind{Hero, Categories, Collection, Text}
	f.want(slices.Contains(kinds, s.Kind), prefix+"kind", "Choose what the section shows.")
	f.want(isShort(s.Heading, maxLine), prefix+"heading", "Keep to one line of 200 characters.")
	f.want(isShort(s.Text, maxLines), prefix+"text", "Keep to 2,000 characters.")
	f.want(s.Image == "" || imageForm.MatchString(s.Image), prefix+"image", "Choose one of the shop's pictures.")
	f.want(s.Link == "" || isLocal(s.Link), prefix+"link", "Enter an address in the shop that begins with /.")
	f.want(s.Link == "" || s.LinkLabel != "", prefix+"link_label", "Say what the link leads to.")
	f.want(isShort(s.LinkLabel, maxLine), prefix+"link_label", "Keep to one line of 200 characters.")
	f.want(s.Kind != Hero || s.Heading != "", prefix+"heading", "Enter a heading.")
	f.want(s.Kind != Text || s.Text != "", prefix+"text", "Enter a text.")
	f.want(s.Kind != Collection || slugForm.MatchString(s.Slug), prefix+"slug", "Choose a collection.")
	f.want(s.Kind != Collection || s.Count >= 1 && s.Count <= maxCount, prefix+"count", "Enter a number from 1 to 24.")
}

func isShort(text string, limit int) bool {
	return utf8.ValidString(text) && utf8.RuneCountInString(text) <= limit
}

func unknownLanguage(tag string) bool {
	_, err := language.Parse(tag)
	return err != nil
}

func isAddress(text string) bool {
	address, err := mail.ParseAddress(text)
	return err == nil && address.Address == text && len(text) <= maxLine
}

// isLocal keeps out //elsewhere and /\elsewhere, which browsers take for hosts.
func isLocal(link string) bool {
	return strings.HasPrefix(link, "/") && !strings.HasPrefix(link, "//") && !strings.ContainsAny(link, "\\ \t\r\n") && len(link) <= maxLine
}

// trimmed returns s without the blanks that typing leaves around values.
func (s Settings) trimmed() Settings {
	for _, field := range []*string{
		&s.Name, &s.Tagline, &s.LegalName, &s.LegalAddress, &s.TaxNumber, &s.Email, &s.Phone, &s.Logo,
		&s.Colours.Accent, &s.Colours.Fascia, &s.Colours.Lamp, &s.Currency, &s.Locale, &s.TimeZone, &s.Country,
		&s.BankDetails, &s.OrderPrefix, &s.DeliveryLine, &s.ReturnsLine,
	} {
		*field = strings.TrimSpace(*field)
	}
	return s
}
