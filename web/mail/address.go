package mail

import (
	"context"

	"holdfast/modules/orders"
	"holdfast/modules/shop"
	"holdfast/views/i18n"
)

// addressLines are those of a letter, the country in the reader's language.
func addressLines(ctx context.Context, r orders.Recipient) []string {
	lines := append([]string{r.Name}, textLines(r.Street)...)
	for _, line := range []string{r.Locality(), i18n.Country(ctx, r.Country)} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
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
