package shipping

import (
	"fmt"
	"regexp"
	"strings"

	"holdfast/modules/kernel/fault"
)

var countryCode = regexp.MustCompile(`^([A-Z]{2}|\*)$`)

// findings collects what is wrong, field by field.
type findings []fault.Field

func (f *findings) add(message, field string, parts ...any) {
	*f = append(*f, fault.Field{Name: fmt.Sprintf(field, parts...), Message: message})
}

// check says what cannot be used in t.
func (t Tables) check() error {
	var found findings
	methods, zones := map[string]bool{}, map[string]bool{}
	for i, m := range t.Methods {
		if m.ID == "" || m.Name == "" || methods[m.ID] {
			found.add("Give each method a name and an id of its own.", "methods.%d.id", i)
		}
		methods[m.ID] = true
	}
	for i, z := range t.Zones {
		if z.ID == "" || zones[z.ID] {
			found.add("Give each zone an id of its own.", "zones.%d.id", i)
		}
		zones[z.ID] = true
		found.checkZone(i, z)
	}
	for i, r := range t.Rates {
		if !methods[r.Method] {
			found.add("Choose a method that exists.", "rates.%d.method", i)
		}
		if !zones[r.Zone] {
			found.add("Choose a zone that exists.", "rates.%d.zone", i)
		}
		found.checkRate(i, r)
	}
	return fault.InvalidFields(found...)
}

func (f *findings) checkZone(i int, z Zone) {
	narrowed := len(z.States)+len(z.Postcodes) > 0
	if len(z.Countries) == 0 || (narrowed && len(z.Countries) > 1) {
		f.add("Name the countries, and only one where you name states or postcodes.", "zones.%d.countries", i)
	}
	for _, country := range z.Countries {
		if !countryCode.MatchString(country) {
			f.add("Use two-letter country codes, for example IE, or * for the rest of the world.", "zones.%d.countries", i)
		}
	}
	for _, s := range append(append([]string{}, z.States...), z.Postcodes...) {
		if s == "" || strings.Contains(s, ",") {
			f.add("Leave commas and empty entries out of states and postcodes.", "zones.%d.states", i)
		}
	}
}

func (f *findings) checkRate(i int, r Rate) {
	if r.Price.Minor < 0 || r.Price.Currency == "" {
		f.add("Enter a price of 0 or more.", "rates.%d.price", i)
		return
	}
	for _, m := range []struct {
		minor    int64
		currency string
	}{{r.ValueFrom.Minor, r.ValueFrom.Currency}, {r.ValueBelow.Minor, r.ValueBelow.Currency}, {r.FreeFrom.Minor, r.FreeFrom.Currency}} {
		if m.minor < 0 || (m.currency != "" && m.currency != r.Price.Currency) {
			f.add("Enter values of 0 or more, in the currency of the price.", "rates.%d.value", i)
		}
	}
	if r.UpToGrams != 0 && r.UpToGrams <= r.OverGrams || r.OverGrams < 0 {
		f.add("Let the weights go from lower to higher.", "rates.%d.weight", i)
	}
	if !r.ValueBelow.IsZero() && r.ValueBelow.Minor <= r.ValueFrom.Minor {
		f.add("Let the values go from lower to higher.", "rates.%d.value", i)
	}
}
