package mail

import (
	"context"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"holdfast/modules/orders"
	"holdfast/modules/shop"
	"holdfast/views/i18n"
)

// addressLines are those of a letter, the country in the reader's language.
func addressLines(ctx context.Context, r orders.Recipient) []string {
	lines := append([]string{r.Name}, textLines(r.Street)...)
	for _, line := range []string{r.Locality(), country(ctx, r.Country)} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func country(ctx context.Context, code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	names := display.Regions(language.Make(i18n.From(ctx).Tag()))
	if names == nil {
		names = display.English.Regions()
	}
	return names.Name(region)
}

// imprint is what the law wants under a letter: who sells, where, and the
// number they are taxed under.
func imprint(s shop.Settings) []string {
	var lines []string
	if s.LegalName != "" && s.LegalName != s.Name {
		lines = append(lines, s.LegalName)
	}
	lines = append(lines, textLines(s.LegalAddress)...)
	for _, line := range []string{s.TaxNumber, s.Phone} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
