package tax

import (
	"fmt"
	"regexp"
	"time"

	"holdfast/modules/kernel/fault"
)

var (
	countryCode = regexp.MustCompile(`^[A-Z]{2}$`)
	stateCode   = regexp.MustCompile(`^[A-Z0-9]{1,3}$`)
)

// findings collects what is wrong, field by field.
type findings []fault.Field

func (f *findings) add(message, field string, parts ...any) {
	*f = append(*f, fault.Field{Name: fmt.Sprintf(field, parts...), Message: message})
}

// check says what cannot be used in zones: a place or an instant must never
// have two rates to choose from.
func check(zones []Zone) error {
	var found findings
	ids, places := map[string]bool{}, map[string]bool{}
	for i, z := range zones {
		if z.ID == "" || ids[z.ID] {
			found.add("Give each zone an id of its own.", "zones.%d.id", i)
		}
		ids[z.ID] = true
		found.checkPlaces(i, z, places)
		found.checkRates(i, z.Rates)
	}
	return fault.InvalidFields(found...)
}

func (f *findings) checkPlaces(i int, z Zone, taken map[string]bool) {
	if len(z.Countries) == 0 || (len(z.States) > 0 && len(z.Countries) > 1) {
		f.add("Name the countries, and only one where you name states.", "zones.%d.countries", i)
	}
	states := z.States
	if len(states) == 0 {
		states = []string{""}
	}
	for _, country := range z.Countries {
		if !countryCode.MatchString(country) {
			f.add("Use two-letter country codes, for example IE.", "zones.%d.countries", i)
		}
		for _, state := range states {
			if state != "" && !stateCode.MatchString(state) {
				f.add("Use the short code of the state, for example CA.", "zones.%d.states", i)
			}
			if taken[country+"-"+state] {
				f.add("Leave each place in one zone only.", "zones.%d.countries", i)
			}
			taken[country+"-"+state] = true
		}
	}
}

func (f *findings) checkRates(i int, rates []Rate) {
	for j, r := range rates {
		if r.Category == "" || r.Name == "" {
			f.add("Give each rate a category and a name.", "zones.%d.rates.%d.name", i, j)
		}
		if r.PPM < 0 || r.PPM > million {
			f.add("Enter a rate from 0 to 100 %.", "zones.%d.rates.%d.ppm", i, j)
		}
		for _, earlier := range rates[:j] {
			if earlier.Category == r.Category && before(r.From, earlier.Until) && before(earlier.From, r.Until) {
				f.add("End one rate before the next of its category begins.", "zones.%d.rates.%d.from", i, j)
			}
		}
	}
}

// before reports whether from lies before until, zero times being open ends.
func before(from, until time.Time) bool {
	return from.IsZero() || until.IsZero() || from.Before(until)
}
