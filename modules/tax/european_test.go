package tax_test

import (
	"slices"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/tax"
)

func europe(t *testing.T) []tax.Zone {
	t.Helper()
	zones, err := tax.European(append(tax.Union(), tax.Neighbours()...), true)
	if err != nil {
		t.Fatal(err)
	}
	return zones
}

func TestEveryMemberStateHasItsStandardRate(t *testing.T) {
	zones := europe(t)
	table := tax.NewTable(zones, time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC))
	for country, percent := range map[string]int64{
		"AT": 200, "BE": 210, "BG": 200, "CY": 190, "CZ": 210, "DE": 190, "DK": 250, "EE": 240, "ES": 210, "FI": 255, "FR": 200, "GR": 240,
		"HR": 250, "HU": 270, "IE": 230, "IT": 220, "LT": 210, "LU": 170, "LV": 210, "MT": 180, "NL": 210, "PL": 230, "PT": 230, "RO": 210,
		"SE": 250, "SI": 220, "SK": 230, "GB": 200, "CH": 81, "NO": 250,
	} {
		if got := table.Rate(country, "", tax.Standard); got.PPM != percent*1000 {
			t.Errorf("%s: %d ppm, want %d", country, got.PPM, percent*1000)
		}
	}
	if len(tax.Union()) != 27 || len(zones) != 30 {
		t.Errorf("%d member states, %d zones", len(tax.Union()), len(zones))
	}
}

func TestARateChangesAtMidnightWhereItIsDue(t *testing.T) {
	zones := europe(t)
	for name, tt := range map[string]struct {
		country       string
		category      tax.Category
		at            string // the first instant, in UTC
		before, after int64
	}{
		"Estonia, 1 July 2025":             {"EE", tax.Standard, "2025-06-30T21:00:00Z", 220_000, 240_000},
		"Slovakia, 1 January 2025":         {"SK", tax.Standard, "2024-12-31T23:00:00Z", 200_000, 230_000},
		"Slovak books":                     {"SK", tax.Books, "2024-12-31T23:00:00Z", 100_000, 50_000},
		"Finland, 1 September 2024":        {"FI", tax.Standard, "2024-08-31T21:00:00Z", 240_000, 255_000},
		"Finnish food, 1 January 2026":     {"FI", tax.Food, "2025-12-31T22:00:00Z", 140_000, 135_000},
		"Romania, 1 August 2025":           {"RO", tax.Standard, "2025-07-31T21:00:00Z", 190_000, 210_000},
		"Romanian books":                   {"RO", tax.Books, "2025-07-31T21:00:00Z", 50_000, 110_000},
		"Luxembourg, 1 January 2023":       {"LU", tax.Standard, "2022-12-31T23:00:00Z", 170_000, 160_000},
		"Luxembourg, 1 January 2024":       {"LU", tax.Parking, "2023-12-31T23:00:00Z", 130_000, 140_000},
		"Germany, 1 July 2020":             {"DE", tax.Standard, "2020-06-30T22:00:00Z", 190_000, 160_000},
		"German food, 1 January 2021":      {"DE", tax.Food, "2020-12-31T23:00:00Z", 50_000, 70_000},
		"Ireland, 1 March 2021":            {"IE", tax.Standard, "2021-03-01T00:00:00Z", 210_000, 230_000},
		"Czech books, 1 January 2024":      {"CZ", tax.Books, "2023-12-31T23:00:00Z", 100_000, 0},
		"Swedish food, 1 April 2026":       {"SE", tax.Food, "2026-03-31T22:00:00Z", 120_000, 60_000},
		"Lithuanian books, 1 January 2026": {"LT", tax.Books, "2025-12-31T22:00:00Z", 90_000, 50_000},
	} {
		t.Run(name, func(t *testing.T) {
			at, err := time.Parse(time.RFC3339, tt.at)
			if err != nil {
				t.Fatal(err)
			}
			before := tax.NewTable(zones, at.Add(-time.Microsecond)).Rate(tt.country, "", tt.category)
			after := tax.NewTable(zones, at).Rate(tt.country, "", tt.category)
			if before.PPM != tt.before || after.PPM != tt.after {
				t.Errorf("%d ppm until then, %d from then on; want %d and %d", before.PPM, after.PPM, tt.before, tt.after)
			}
		})
	}
}

func TestGoodsHaveTheRateOfTheirKindOrTheStandardOne(t *testing.T) {
	table := tax.NewTable(europe(t), time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC))
	for place, tt := range map[string]struct {
		country  string
		category tax.Category
		ppm      int64
	}{
		"children's clothes in Ireland":  {"IE", tax.ChildrensClothing, 0},
		"children's clothes in Germany":  {"DE", tax.ChildrensClothing, 190_000},
		"books in Denmark":               {"DK", tax.Books, 250_000},
		"medicine in Germany":            {"DE", tax.Pharmaceuticals, 190_000},
		"food in Austria":                {"AT", tax.Food, 100_000},
		"what is never taxed, in France": {"FR", tax.Zero, 0},
		"a category that nobody knows":   {"FR", "bicycles", 200_000},
		"a second reduced rate":          {"FR", tax.SecondReduced, 55_000},
		"a super-reduced one":            {"FR", tax.SuperReduced, 21_000},
		"a parking one":                  {"PT", tax.Parking, 130_000},
	} {
		t.Run(place, func(t *testing.T) {
			if got := table.Rate(tt.country, "", tt.category); got.PPM != tt.ppm {
				t.Errorf("got %+v, want %d ppm", got, tt.ppm)
			}
		})
	}
}

func TestAddingTheEuropeanRatesTwiceIsAddingThemOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		taxes := tax.New(d, clock.Fixed(noon))
		replace(t, taxes, append([]tax.Zone{
			{ID: "eu", Name: "All of it", Countries: append(tax.Union(), "IS"), Rates: ireland.Rates},
			{ID: "madeira", Name: "Madeira", Countries: []string{"PT"}, States: []string{"30"},
				Rates: []tax.Rate{{Category: tax.Standard, Name: "VAT 22 %", PPM: 220_000}}},
		}, states...))
		for i, want := range []int{28, 0} { // 27 new ones, and the one that loses them
			changed, err := taxes.AddEuropean(t.Context(), tax.Union(), true)
			if err != nil || changed != want {
				t.Errorf("time %d: %d changed, %v; want %d", i+1, changed, err, want)
			}
		}
		table, err := taxes.Table(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := table.Rate("PT", "30", tax.Standard); got.PPM != 220_000 {
			t.Errorf("a zone for a state is gone: %+v", got)
		}
		if got := table.Rate("IS", "", tax.Standard); got.PPM != 230_000 {
			t.Errorf("a country that nobody asked about lost its rate: %+v", got)
		}
		if changed, err := taxes.AddEuropean(t.Context(), []string{"IE"}, false); err != nil || changed != 1 {
			t.Errorf("net prices: %d changed, %v", changed, err)
		}
	})
}

func TestTheDestinationsRatesAreDueUnlessTheShopIsSmall(t *testing.T) {
	to := func(country, postcode string) tax.Place { return tax.Place{Country: country, Postcode: postcode} }
	for name, tt := range map[string]struct {
		to        tax.Place
		homeRates bool
		want      string
	}{
		"above the threshold":       {to("FR", "75001"), false, "FR"},
		"below it":                  {to("FR", "75001"), true, "IE"},
		"at home":                   {to("IE", ""), true, "IE"},
		"outside the union, below":  {to("CH", "8001"), true, "CH"},
		"the Canary Islands":        {to("ES", "35001"), false, tax.Outside},
		"the Canary Islands, below": {to("ES", "38 001"), true, tax.Outside},
		"the mainland":              {to("ES", "28001"), false, "ES"},
		"Büsingen":                  {to("DE", "78266"), false, tax.Outside},
		"Heligoland":                {to("DE", "27498"), false, tax.Outside},
		"Livigno":                   {to("IT", "23041"), false, tax.Outside},
		"Åland":                     {to("FI", "22100"), false, tax.Outside},
	} {
		if got := tt.to.Due("IE", tt.homeRates); got.Country != tt.want {
			t.Errorf("%s: %+v, want %s", name, got, tt.want)
		}
	}
}

func TestPercentIsWrittenAsOnAnInvoice(t *testing.T) {
	for ppm, want := range map[int64]string{0: "0 %", 55_000: "5.5 %", 255_000: "25.5 %", 1_000_000: "100 %", 1_250: "0.125 %"} {
		if got := tax.Percent(ppm); got != want {
			t.Errorf("%d: %q, want %q", ppm, got, want)
		}
	}
}

func TestEveryRateHasADayAndNoneOverlap(t *testing.T) {
	for _, z := range europe(t) {
		for _, r := range z.Rates {
			if r.From.IsZero() || !slices.Contains(tax.Categories(), r.Category) {
				t.Errorf("%s: %+v", z.Name, r)
			}
		}
	}
	if err := tax.New(dbtest.SQLite(t), clock.Fixed(noon)).Replace(t.Context(), europe(t)); err != nil {
		t.Errorf("they cannot be kept: %v", err)
	}
}
