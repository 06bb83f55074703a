package tax_test

import (
	"reflect"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/tax"
)

var noon = time.Date(2030, 6, 1, 12, 0, 0, 0, time.UTC)

var ireland = tax.Zone{
	ID: "ie", Name: "Ireland", Countries: []string{"IE"}, Inclusive: true,
	Rates: []tax.Rate{
		{Category: tax.Standard, Name: "VAT 23 %", PPM: 230_000},
		{Category: tax.Reduced, Name: "VAT 13.5 %", PPM: 135_000, Until: noon},
		{Category: tax.Reduced, Name: "VAT 9 %", PPM: 90_000, From: noon},
	},
}

var states = []tax.Zone{
	{ID: "us", Name: "United States", Countries: []string{"US"}},
	{ID: "us-ca", Name: "California", Countries: []string{"US"}, States: []string{"CA"},
		Rates: []tax.Rate{{Category: tax.Standard, Name: "Sales tax", PPM: 72_500}}},
}

func TestAPlaceHasTheRatesOfItsClosestZone(t *testing.T) {
	table := tax.NewTable(append(states, ireland), noon)
	cases := map[string]struct {
		country, state string
		category       tax.Category
		ppm            int64
		inclusive      bool
	}{
		"a country":                     {"IE", "", tax.Standard, 230_000, true},
		"a state that no zone names":    {"IE", "D", tax.Standard, 230_000, true},
		"a category without a rate":     {"IE", "", tax.Zero, 0, true},
		"a state of its own":            {"US", "CA", tax.Standard, 72_500, false},
		"another state of that country": {"US", "OR", tax.Standard, 0, false},
		"no zone":                       {"JP", "", tax.Standard, 0, false},
		"no country":                    {"", "", tax.Standard, 0, false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := table.Rate(c.country, c.state, c.category); got.PPM != c.ppm {
				t.Errorf("Rate(%s, %s, %s) = %+v, want %d ppm", c.country, c.state, c.category, got, c.ppm)
			}
			if got := table.Inclusive(c.country, c.state); got != c.inclusive {
				t.Errorf("Inclusive(%s, %s) = %v", c.country, c.state, got)
			}
		})
	}
}

func TestARateChangesAtItsInstant(t *testing.T) {
	for at, want := range map[time.Time]int64{noon.Add(-time.Microsecond): 135_000, noon: 90_000} {
		if got := tax.NewTable([]tax.Zone{ireland}, at).Rate("IE", "", tax.Reduced); got.PPM != want {
			t.Errorf("at %s: %d ppm, want %d", at, got.PPM, want)
		}
	}
}

func TestZonesAreReadAsTheyWereWritten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		taxes := tax.New(d, clock.Fixed(noon))
		want := append([]tax.Zone{ireland}, states...)
		replace(t, taxes, want)

		got, err := taxes.Zones(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("Zones() = %+v, want %+v", got, want)
		}
	})
}

func TestATableIsReadFromMemoryUntilItChanges(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		taxes := tax.New(d, clock.Fixed(noon))
		wantStandard(t, taxes, 0)
		replace(t, taxes, []tax.Zone{ireland})
		wantStandard(t, taxes, 230_000)

		ctx, statements := db.CountStatements(t.Context())
		if _, err := taxes.Table(ctx); err != nil || statements.Load() != 0 {
			t.Errorf("a second reading took %d statements, %v", statements.Load(), err)
		}

		changed := ireland
		changed.Rates = []tax.Rate{{Category: tax.Standard, Name: "VAT 21 %", PPM: 210_000}}
		replace(t, taxes, []tax.Zone{changed})
		wantStandard(t, taxes, 210_000)
		replace(t, taxes, nil)
		wantStandard(t, taxes, 0)
	})
}

func TestZonesThatLeaveAChoiceAreRefused(t *testing.T) {
	rate := func(ppm int64) []tax.Rate { return []tax.Rate{{Category: tax.Standard, Name: "VAT", PPM: ppm}} }
	cases := map[string]struct {
		zones []tax.Zone
		field string
	}{
		"a country in two zones":   {[]tax.Zone{{ID: "a", Countries: []string{"IE"}}, {ID: "b", Countries: []string{"FR", "IE"}}}, "zones.1.countries"},
		"one id twice":             {[]tax.Zone{{ID: "a", Countries: []string{"IE"}}, {ID: "a", Countries: []string{"FR"}}}, "zones.1.id"},
		"no country":               {[]tax.Zone{{ID: "a"}}, "zones.0.countries"},
		"a country's name":         {[]tax.Zone{{ID: "a", Countries: []string{"Ireland"}}}, "zones.0.countries"},
		"states of two countries":  {[]tax.Zone{{ID: "a", Countries: []string{"US", "CA"}, States: []string{"NY"}}}, "zones.0.countries"},
		"more than all":            {[]tax.Zone{{ID: "a", Countries: []string{"IE"}, Rates: rate(1_000_001)}}, "zones.0.rates.0.ppm"},
		"less than nothing":        {[]tax.Zone{{ID: "a", Countries: []string{"IE"}, Rates: rate(-1)}}, "zones.0.rates.0.ppm"},
		"two rates at one instant": {[]tax.Zone{{ID: "a", Countries: []string{"IE"}, Rates: append(rate(1), rate(2)...)}}, "zones.0.rates.1.from"},
	}
	taxes := tax.New(dbtest.SQLite(t), clock.Fixed(noon))
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			err := taxes.Replace(t.Context(), c.zones)
			if fields := fault.Fields(err); len(fields) != 1 || fields[0].Name != c.field {
				t.Errorf("Replace: %v with %v, want one fault in %s", err, fields, c.field)
			}
		})
	}
}

func replace(t *testing.T, taxes *tax.Service, zones []tax.Zone) {
	t.Helper()
	if err := taxes.Replace(t.Context(), zones); err != nil {
		t.Fatal(err)
	}
}

func wantStandard(t *testing.T, taxes *tax.Service, ppm int64) {
	t.Helper()
	table, err := taxes.Table(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := table.Rate("IE", "", tax.Standard).PPM; got != ppm {
		t.Errorf("the standard rate is %d ppm, want %d", got, ppm)
	}
}
