package shipping

import (
	"slices"
	"strings"

	"holdfast/modules/kernel/money"
)

// RestOfWorld stands in a zone's countries for every country that no other
// zone names.
const RestOfWorld = "*"

// Tables is all that the merchant decides about shipping. It is a value.
type Tables struct {
	Methods []Method
	Zones   []Zone
	Rates   []Rate
}

// Method is a way to send: a carrier's service, or a pick-up in the shop.
type Method struct {
	ID       string
	Name     string
	Detail   string // what a shopper wants to know: "2–4 working days"
	Position int    // in which order methods are offered
}

// Zone is a set of destinations.
type Zone struct {
	ID        string
	Name      string
	Countries []string // ISO 3166 alpha-2, upper case, or RestOfWorld
	States    []string // narrows it to parts of its one country, by ISO 3166-2 code
	// Postcodes narrows it to postcodes that begin so, e.g. "IV" for the
	// Highlands. Case and spaces do not matter.
	Postcodes []string
}

// Rate is the price of a method in a zone, for a band of weight and of value.
type Rate struct {
	Zone, Method string
	// OverGrams < weight ≤ UpToGrams; zero leaves that end open.
	OverGrams, UpToGrams int64
	// ValueFrom ≤ value < ValueBelow; zero leaves that end open.
	ValueFrom, ValueBelow money.Money
	Price                 money.Money
	// FreeFrom is the value from which it costs nothing; zero: never.
	FreeFrom money.Money
}

// Destination is as much of an address as shipping depends on.
type Destination struct {
	Country  string // ISO 3166 alpha-2
	State    string // ISO 3166-2 without the country, where the country has them
	Postcode string
}

// Parcel is what is to be sent: its weight, and the value of the goods as the
// shopper sees it, discounts taken off.
type Parcel struct {
	Grams int64
	Value money.Money
}

// Offer is one way to send a parcel.
type Offer struct {
	Method string
	Name   string
	Detail string
	Price  money.Money
	// FreeFrom is the value from which this method costs nothing; zero when it
	// always costs the same.
	FreeFrom money.Money
	Why      Why
}

// Why is the reason for an offer's price.
type Why struct {
	Zone                 string      // its name
	Grams                int64       // of the parcel
	OverGrams, UpToGrams int64       // the rate's band; zero leaves that end open
	Value                money.Money // of the goods, discounts taken off
	Listed               money.Money // the rate's price, before it was free
}

// Offers returns the ways to send parcel to a place, the cheapest rate of each
// method, in the merchant's order.
func (t Tables) Offers(to Destination, parcel Parcel) []Offer {
	zone, ok := t.zone(to)
	if !ok {
		return nil
	}
	var offers []Offer
	for _, m := range t.Methods {
		if rate, ok := t.cheapest(zone.ID, m.ID, parcel); ok {
			why := Why{Zone: zone.Name, Grams: parcel.Grams, OverGrams: rate.OverGrams, UpToGrams: rate.UpToGrams, Value: parcel.Value, Listed: rate.Price}
			offers = append(offers, Offer{Method: m.ID, Name: m.Name, Detail: m.Detail, Price: rate.price(parcel), FreeFrom: rate.FreeFrom, Why: why})
		}
	}
	return offers
}

// Countries returns where any rate leads, RestOfWorld last.
func (t Tables) Countries() []string {
	var countries []string
	for _, z := range t.Zones {
		if slices.ContainsFunc(t.Rates, func(r Rate) bool { return r.Zone == z.ID }) {
			countries = append(countries, z.Countries...)
		}
	}
	slices.SortFunc(countries, func(a, b string) int {
		if (a == RestOfWorld) != (b == RestOfWorld) {
			return strings.Compare(b, a) // "*" sorts before letters
		}
		return strings.Compare(a, b)
	})
	return slices.Compact(countries)
}

func (t Tables) cheapest(zone, method string, parcel Parcel) (best Rate, ok bool) {
	for _, r := range t.Rates {
		if r.Zone != zone || r.Method != method || !r.holds(parcel) {
			continue
		}
		if !ok || r.price(parcel).Less(best.price(parcel)) {
			best, ok = r, true
		}
	}
	return best, ok
}

func (r Rate) holds(p Parcel) bool {
	return (r.OverGrams == 0 || p.Grams > r.OverGrams) &&
		(r.UpToGrams == 0 || p.Grams <= r.UpToGrams) &&
		!p.Value.Less(r.ValueFrom) &&
		(r.ValueBelow.IsZero() || p.Value.Less(r.ValueBelow))
}

func (r Rate) price(p Parcel) money.Money {
	if !r.FreeFrom.IsZero() && !p.Value.Less(r.FreeFrom) {
		return money.New(0, r.Price.Currency)
	}
	return r.Price
}

// zone returns the zone that names a place most closely, the first of equals.
func (t Tables) zone(to Destination) (best Zone, ok bool) {
	closest := 0
	for _, z := range t.Zones {
		if how := z.covers(to); how > closest {
			best, closest = z, how
		}
	}
	return best, closest > 0
}

// covers reports how closely z names a place: 0 not at all, 1 as the rest of
// the world, 2 by country, 3 by state, 4 by postcode.
func (z Zone) covers(to Destination) int {
	named := slices.Contains(z.Countries, to.Country)
	switch {
	case !named && slices.Contains(z.Countries, RestOfWorld):
		return 1
	case !named:
		return 0
	case len(z.Postcodes) > 0 && !beginsWithAny(to.Postcode, z.Postcodes):
		return 0
	case len(z.States) > 0 && !slices.Contains(z.States, to.State):
		return 0
	case len(z.Postcodes) > 0:
		return 4
	case len(z.States) > 0:
		return 3
	}
	return 2
}

func beginsWithAny(postcode string, beginnings []string) bool {
	plain := plainPostcode(postcode)
	return slices.ContainsFunc(beginnings, func(b string) bool { return strings.HasPrefix(plain, plainPostcode(b)) })
}

func plainPostcode(s string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(s))
}
