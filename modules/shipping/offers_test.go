package shipping_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"holdfast/modules/kernel/money"
	"holdfast/modules/shipping"
)

func eur(minor int64) money.Money { return money.New(minor, "EUR") }

var northquay = shipping.Tables{
	Methods: []shipping.Method{
		{ID: "standard", Name: "Standard", Detail: "2–4 working days", Position: 0},
		{ID: "express", Name: "Express", Detail: "Next working day", Position: 1},
	},
	Zones: []shipping.Zone{
		{ID: "ie", Name: "Ireland", Countries: []string{"IE"}},
		{ID: "gb", Name: "Great Britain", Countries: []string{"GB"}},
		{ID: "highlands", Name: "Highlands", Countries: []string{"GB"}, Postcodes: []string{"IV", "KW1"}},
		{ID: "us", Name: "United States", Countries: []string{"US"}},
		{ID: "hawaii", Name: "Hawaii", Countries: []string{"US"}, States: []string{"HI"}},
		{ID: "world", Name: "Everywhere else", Countries: []string{shipping.RestOfWorld}},
	},
	Rates: []shipping.Rate{
		{Zone: "ie", Method: "standard", UpToGrams: 2000, Price: eur(495), FreeFrom: eur(5000)},
		{Zone: "ie", Method: "standard", OverGrams: 2000, Price: eur(895)},
		{Zone: "ie", Method: "express", UpToGrams: 2000, ValueFrom: eur(1000), ValueBelow: eur(20000), Price: eur(1200)},
		{Zone: "ie", Method: "express", UpToGrams: 500, Price: eur(990)},
		{Zone: "gb", Method: "standard", Price: eur(1500)},
		{Zone: "highlands", Method: "standard", Price: eur(2500)},
		{Zone: "us", Method: "express", Price: eur(3000)},
		{Zone: "hawaii", Method: "express", Price: eur(4500)},
		{Zone: "world", Method: "standard", Price: eur(4000)},
	},
}

func TestOffersFollowPlaceWeightAndValue(t *testing.T) {
	ie := shipping.Destination{Country: "IE"}
	gb := func(postcode string) shipping.Destination {
		return shipping.Destination{Country: "GB", Postcode: postcode}
	}
	cases := map[string]struct {
		to     shipping.Destination
		grams  int64
		value  int64
		offers []string
	}{
		"a light parcel":                   {ie, 300, 900, []string{"standard 4.95", "express 9.90"}},
		"the cheapest rate of a method":    {ie, 300, 1500, []string{"standard 4.95", "express 9.90"}},
		"the value a band begins with":     {ie, 1000, 1000, []string{"standard 4.95", "express 12.00"}},
		"a cent less":                      {ie, 1000, 999, []string{"standard 4.95"}},
		"the value a band ends before":     {ie, 1000, 20000, []string{"standard 0.00"}},
		"free from a value on":             {ie, 1000, 5000, []string{"standard 0.00", "express 12.00"}},
		"the weight a band ends with":      {ie, 2000, 2000, []string{"standard 4.95", "express 12.00"}},
		"a gram more":                      {ie, 2001, 2000, []string{"standard 8.95"}},
		"a postcode in lower case":         {gb("iv2 3aa"), 1, 1, []string{"standard 25.00"}},
		"a postcode without its space":     {gb("KW15XX"), 1, 1, []string{"standard 25.00"}},
		"another postcode":                 {gb("SW1A 1AA"), 1, 1, []string{"standard 15.00"}},
		"no postcode yet":                  {gb(""), 1, 1, []string{"standard 15.00"}},
		"a state of its own":               {shipping.Destination{Country: "US", State: "HI"}, 1, 1, []string{"express 45.00"}},
		"another state":                    {shipping.Destination{Country: "US", State: "ME"}, 1, 1, []string{"express 30.00"}},
		"a country that no one else names": {shipping.Destination{Country: "NZ"}, 1, 1, []string{"standard 40.00"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, o := range northquay.Offers(c.to, shipping.Parcel{Grams: c.grams, Value: eur(c.value)}) {
				got = append(got, o.Method+" "+o.Price.Decimal())
			}
			if !slices.Equal(got, c.offers) {
				t.Errorf("offers are %q, want %q", got, c.offers)
			}
		})
	}
}

func TestAnOfferSaysFromWhichValueItIsFree(t *testing.T) {
	offers := northquay.Offers(shipping.Destination{Country: "IE"}, shipping.Parcel{Grams: 300, Value: eur(1500)})
	if offers[0].FreeFrom != eur(5000) || !offers[1].FreeFrom.IsZero() {
		t.Errorf("free from %v and %v, want 50.00 and never", offers[0].FreeFrom, offers[1].FreeFrom)
	}
	if offers[0].Name != "Standard" || offers[0].Detail != "2–4 working days" {
		t.Errorf("the offer does not say what it is: %+v", offers[0])
	}
}

func TestWithoutTheRestOfTheWorldAPlaceHasNoOffers(t *testing.T) {
	home := northquay
	home.Zones = home.Zones[:1]
	if got := home.Offers(shipping.Destination{Country: "NZ"}, shipping.Parcel{Grams: 1, Value: eur(1)}); len(got) != 0 {
		t.Errorf("offers are %+v, want none", got)
	}
}

func TestMoreGoodsNeverGetARateThatTheirBandsExclude(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parcel := shipping.Parcel{
			Grams: rapid.Int64Range(0, 5000).Draw(t, "grams"),
			Value: eur(rapid.Int64Range(0, 30000).Draw(t, "value")),
		}
		for _, o := range northquay.Offers(shipping.Destination{Country: "IE"}, parcel) {
			free := !o.FreeFrom.IsZero() && !parcel.Value.Less(o.FreeFrom)
			if o.Price.IsZero() != free {
				t.Fatalf("%+v for %+v", o, parcel)
			}
			if o.Method == "express" && parcel.Grams > 2000 {
				t.Fatalf("%+v for %+v, which is too heavy", o, parcel)
			}
		}
	})
}
