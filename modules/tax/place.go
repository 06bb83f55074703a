package tax

import (
	"slices"
	"strings"
)

// Union is the member states of the European Union, as ISO 3166 alpha-2.
func Union() []string {
	return strings.Fields("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK")
}

// InUnion reports whether a country is a member state.
func InUnion(country string) bool { return slices.Contains(Union(), country) }

// Place is as much of an address as tax depends on.
type Place struct {
	Country  string // ISO 3166 alpha-2
	State    string // ISO 3166-2 without the country, where addresses have it
	Postcode string
}

// Outside is the country of a place that belongs to a member state, but not to
// the territory of its value added tax: no zone names it.
const Outside = "ZZ"

// outside are the postcodes of Directive 2006/112/EC, Article 6, whose
// addresses are written with a member state's code. Åland and the French
// departments overseas have codes of their own, and Mount Athos and Livadeia
// no postcodes of their own.
var outside = map[string][]string{
	"DE": {"27498", "78266"},       // Heligoland, Büsingen
	"ES": {"35", "38", "51", "52"}, // the Canary Islands, Ceuta, Melilla
	"FI": {"22"},                   // Åland
	"IT": {"22061", "23041"},       // Campione d'Italia, Livigno
}

// Due returns the place whose rates are due on what a shop at home sends to p:
// home's own where the shop stays below the union's threshold (homeRates) and
// both are in it.
func (p Place) Due(home string, homeRates bool) Place {
	code := strings.NewReplacer(" ", "", "-", "").Replace(p.Postcode)
	if slices.ContainsFunc(outside[p.Country], func(begin string) bool { return strings.HasPrefix(code, begin) }) {
		return Place{Country: Outside}
	}
	if homeRates && p.Country != home && InUnion(home) && InUnion(p.Country) {
		return Place{Country: home}
	}
	return p
}
