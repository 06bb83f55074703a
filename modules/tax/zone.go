package tax

import (
	"slices"
	"strings"
	"time"

	"holdfast/modules/tax/internal/store"
)

// Category is what a product counts as for the tax office.
type Category string

// The categories that shops in the European Union need: the rates that a member
// state has, and what is sold at different ones from state to state. Zero is
// never taxed anywhere.
const (
	Standard          Category = "standard"
	Reduced           Category = "reduced"
	SecondReduced     Category = "second-reduced"
	SuperReduced      Category = "super-reduced"
	Parking           Category = "parking"
	Zero              Category = "zero"
	Food              Category = "food"
	Books             Category = "books"
	Pharmaceuticals   Category = "pharmaceuticals"
	ChildrensClothing Category = "childrens-clothing"
)

// Categories returns those that the module knows, in the order of a list.
func Categories() []Category {
	return []Category{Standard, Reduced, SecondReduced, SuperReduced, Parking, Zero, Food, Books, Pharmaceuticals, ChildrensClothing}
}

// Zone is a place where the same rates are due.
type Zone struct {
	ID        string
	Name      string
	Countries []string // ISO 3166 alpha-2, upper case
	// States narrows the zone to parts of its one country, by their ISO 3166-2
	// code without the country ("CA"). Empty means all of it.
	States []string
	// Inclusive says that prices shown there have the tax in them.
	Inclusive bool
	Rates     []Rate
}

// covers reports how closely z names a place: 0 not at all, 1 by country, 2 by
// state.
func (z Zone) covers(country, state string) int {
	switch {
	case !slices.Contains(z.Countries, country):
		return 0
	case len(z.States) == 0:
		return 1
	case slices.Contains(z.States, state):
		return 2
	}
	return 0
}

func toRows(zones []Zone) ([]store.Zone, []store.Rate) {
	var zoneRows []store.Zone
	var rateRows []store.Rate
	for i, z := range zones {
		zoneRows = append(zoneRows, store.Zone{
			ID: z.ID, Name: z.Name, Inclusive: z.Inclusive, Position: i,
			Countries: strings.Join(z.Countries, ","), States: strings.Join(z.States, ","),
		})
		for j, r := range z.Rates {
			rateRows = append(rateRows, store.Rate{
				ZoneID: z.ID, Position: j, Category: string(r.Category), Name: r.Name, PPM: r.PPM,
				ValidFrom: instant(r.From), ValidUntil: instant(r.Until),
			})
		}
	}
	return zoneRows, rateRows
}

func fromRows(zoneRows []store.Zone, rateRows []store.Rate) []Zone {
	rates := map[string][]Rate{}
	for _, r := range rateRows {
		rate := Rate{Category: Category(r.Category), Name: r.Name, PPM: r.PPM}
		if r.ValidFrom != nil {
			rate.From = r.ValidFrom.UTC()
		}
		if r.ValidUntil != nil {
			rate.Until = r.ValidUntil.UTC()
		}
		rates[r.ZoneID] = append(rates[r.ZoneID], rate)
	}
	zones := make([]Zone, len(zoneRows))
	for i, z := range zoneRows {
		zones[i] = Zone{
			ID: z.ID, Name: z.Name, Inclusive: z.Inclusive, Rates: rates[z.ID],
			Countries: list(z.Countries), States: list(z.States),
		}
	}
	return zones
}

func list(joined string) []string {
	if joined == "" {
		return nil
	}
	return strings.Split(joined, ",")
}

func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}
