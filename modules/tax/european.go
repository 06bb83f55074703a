package tax

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"holdfast/modules/tax/internal/european"
)

// Neighbours are countries outside the union whose rates are known, too.
func Neighbours() []string { return []string{"CH", "GB", "NO"} }

// europeanID begins the ids of zones that AddEuropean makes.
const europeanID = "vat-"

// European returns a zone for each of countries whose rates are known, with all
// rates past and future, each from its day in the country's own time. The
// sources are named in internal/european/rates.csv.
func European(countries []string, inclusive bool) ([]Zone, error) {
	rates, err := european.Rates()
	if err != nil {
		return nil, fmt.Errorf("read the European rates: %w", err)
	}
	var zones []Zone
	for _, country := range countries {
		z := Zone{ID: europeanID + strings.ToLower(country), Name: countryName(country), Countries: []string{country}, Inclusive: inclusive}
		for i, r := range rates {
			if r.Country != country {
				continue
			}
			rate := Rate{Category: Category(r.Category), Name: "VAT " + Percent(r.PPM), PPM: r.PPM, From: r.From}
			if i+1 < len(rates) && rates[i+1].Country == country && rates[i+1].Category == r.Category {
				rate.Until = rates[i+1].From
			}
			z.Rates = append(z.Rates, rate)
		}
		if len(z.Rates) > 0 {
			zones = append(zones, z)
		}
	}
	return zones, nil
}

// AddEuropean has the shop use the known rates of countries, and returns how
// many zones that has changed. Doing it again changes nothing. Other zones lose
// these countries, unless they are for states of them; those that have none
// left go.
func (s *Service) AddEuropean(ctx context.Context, countries []string, inclusive bool) (changed int, err error) {
	wanted, err := European(countries, inclusive)
	if err != nil {
		return 0, err
	}
	before, err := s.Zones(ctx)
	if err != nil {
		return 0, err
	}
	after, changed := mergeEuropean(before, wanted)
	if changed == 0 {
		return 0, nil
	}
	return changed, s.Replace(ctx, after)
}

func mergeEuropean(before, wanted []Zone) (after []Zone, changed int) {
	named := map[string]Zone{}
	for _, z := range wanted {
		named[z.Countries[0]] = z
	}
	for _, z := range before {
		if len(z.States) > 0 {
			after = append(after, z)
			continue
		}
		if len(z.Countries) == 1 {
			if w, ok := named[z.Countries[0]]; ok && w.ID == z.ID {
				if !z.equal(w) {
					changed++
				}
				after = append(after, w)
				delete(named, w.Countries[0])
				continue
			}
		}
		left := slices.DeleteFunc(slices.Clone(z.Countries), func(c string) bool { _, ok := named[c]; return ok })
		if len(left) < len(z.Countries) {
			changed++
		}
		if z.Countries = left; len(left) > 0 {
			after = append(after, z)
		}
	}
	for _, w := range wanted {
		if _, missing := named[w.Countries[0]]; missing {
			after, changed = append(after, w), changed+1
		}
	}
	return after, changed
}

func (z Zone) equal(o Zone) bool {
	return z.ID == o.ID && z.Name == o.Name && z.Inclusive == o.Inclusive && slices.Equal(z.Countries, o.Countries) &&
		slices.EqualFunc(z.Rates, o.Rates, func(a, b Rate) bool {
			return a.Category == b.Category && a.Name == b.Name && a.PPM == b.PPM && a.From.Equal(b.From) && a.Until.Equal(b.Until)
		})
}

// Midnight is when a day (2006-01-02) begins in a country, in the time of its
// capital. Faults: none of its own; the error says what is wrong with the day.
func Midnight(country, day string) (time.Time, error) { return european.Midnight(country, day) }

// Day is the date at an instant in a country.
func Day(country string, at time.Time) string { return european.Day(country, at) }

// Percent writes millionths as an invoice does: 13.5 %.
func Percent(ppm int64) string {
	text := strconv.FormatInt(ppm/10_000, 10)
	if part := ppm % 10_000; part > 0 {
		text += "." + strings.TrimRight(fmt.Sprintf("%04d", part), "0")
	}
	return text + " %"
}

func countryName(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	return display.English.Regions().Name(region)
}
