package shipping_test

import (
	"reflect"
	"slices"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/shipping"
)

func TestTablesAreReadAsTheyWereWritten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ships := shipping.New(d)
		replace(t, ships, northquay)
		got, err := ships.Tables(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got.Methods, northquay.Methods) || !reflect.DeepEqual(got.Zones, northquay.Zones) {
			t.Errorf("Tables() = %+v, want %+v", got, northquay)
		}
		for i, r := range got.Rates {
			want := northquay.Rates[i]
			if r.Price != want.Price || r.FreeFrom.Minor != want.FreeFrom.Minor || r.UpToGrams != want.UpToGrams ||
				r.OverGrams != want.OverGrams || r.ValueFrom.Minor != want.ValueFrom.Minor || r.Zone != want.Zone {
				t.Errorf("rate %d is %+v, want %+v", i, r, want)
			}
		}
	})
}

func TestOffersAreReadFromMemoryUntilTheyChange(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ships := shipping.New(d)
		wantOffers(t, ships)
		replace(t, ships, northquay)
		wantOffers(t, ships, "standard", "express")

		ctx, statements := db.CountStatements(t.Context())
		if _, err := ships.Offers(ctx, shipping.Destination{Country: "IE"}, shipping.Parcel{Value: eur(1)}); err != nil || statements.Load() != 0 {
			t.Errorf("a second reading took %d statements, %v", statements.Load(), err)
		}

		turned := northquay
		turned.Methods = slices.Clone(northquay.Methods)
		turned.Methods[0].Position, turned.Methods[1].Position = 1, 0
		replace(t, ships, turned)
		wantOffers(t, ships, "express", "standard")
	})
}

func TestCountriesAreThoseWithARate(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ships := shipping.New(d)
		tables := northquay
		tables.Zones = append(slices.Clone(tables.Zones), shipping.Zone{ID: "fr", Countries: []string{"FR"}})
		replace(t, ships, tables)

		got, err := ships.Countries(t.Context())
		if want := []string{"GB", "IE", "US", shipping.RestOfWorld}; err != nil || !slices.Equal(got, want) {
			t.Errorf("Countries() = %v, %v, want %v", got, err, want)
		}
	})
}

func TestTablesThatCannotBeUsedAreRefused(t *testing.T) {
	cases := map[string]struct {
		change func(*shipping.Tables)
		field  string
	}{
		"a rate without its method": {func(s *shipping.Tables) { s.Rates[0].Method = "none" }, "rates.0.method"},
		"a rate without its zone":   {func(s *shipping.Tables) { s.Rates[0].Zone = "none" }, "rates.0.zone"},
		"a price below nothing":     {func(s *shipping.Tables) { s.Rates[0].Price.Minor = -1 }, "rates.0.price"},
		"weights turned round":      {func(s *shipping.Tables) { s.Rates[0].OverGrams = 2000 }, "rates.0.weight"},
		"values turned round":       {func(s *shipping.Tables) { s.Rates[2].ValueBelow = eur(1000) }, "rates.2.value"},
		"two currencies":            {func(s *shipping.Tables) { s.Rates[0].FreeFrom.Currency = "USD" }, "rates.0.value"},
		"one method twice":          {func(s *shipping.Tables) { s.Methods[0].ID = "express" }, "methods.1.id"},
		"a zone without countries":  {func(s *shipping.Tables) { s.Zones[0].Countries = nil }, "zones.0.countries"},
		"a country's name":          {func(s *shipping.Tables) { s.Zones[0].Countries = []string{"Ireland"} }, "zones.0.countries"},
		"a comma in a postcode":     {func(s *shipping.Tables) { s.Zones[0].Postcodes = []string{"A,B"} }, "zones.0.states"},
	}
	ships := shipping.New(dbtest.SQLite(t))
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			tables := shipping.Tables{
				Methods: slices.Clone(northquay.Methods), Zones: slices.Clone(northquay.Zones), Rates: slices.Clone(northquay.Rates),
			}
			c.change(&tables)
			err := ships.Replace(t.Context(), tables)
			named := func(f fault.Field) bool { return f.Name == c.field }
			if !slices.ContainsFunc(fault.Fields(err), named) {
				t.Errorf("Replace: %v with %v, want a fault in %s", err, fault.Fields(err), c.field)
			}
		})
	}
}

func replace(t *testing.T, ships *shipping.Service, tables shipping.Tables) {
	t.Helper()
	if err := ships.Replace(t.Context(), tables); err != nil {
		t.Fatal(err)
	}
}

// wantOffers asks for a light parcel to Ireland.
func wantOffers(t *testing.T, ships *shipping.Service, want ...string) {
	t.Helper()
	offers, err := ships.Offers(t.Context(), shipping.Destination{Country: "IE"}, shipping.Parcel{Grams: 300, Value: eur(1500)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range offers {
		got = append(got, o.Method)
	}
	if !slices.Equal(got, want) {
		t.Errorf("offers are %v, want %v", got, want)
	}
}
