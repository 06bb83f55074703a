package tax

import (
	"time"

	"holdfast/modules/kernel/money"
)

// Table is what is due everywhere at one instant. It is a value: whoever has
// calculated with it can calculate again and get the same.
type Table struct {
	zones []Zone
	at    time.Time
}

// NewTable returns the table of zones at an instant.
func NewTable(zones []Zone, at time.Time) Table { return Table{zones, at} }

// Rate returns what is due on category c in country (ISO 3166 alpha-2) and
// state (may be empty), the zero Rate where nothing is. A category that a zone
// has no rate for has its standard one, but for Zero.
func (t Table) Rate(country, state string, c Category) Rate {
	rates := t.zone(country, state).Rates
	for _, wanted := range []Category{c, Standard} {
		for _, r := range rates {
			if r.Category == wanted && r.validAt(t.at) {
				return r
			}
		}
		if c == Zero {
			break
		}
	}
	return Rate{}
}

// Inclusive reports whether prices shown in a place have the tax in them.
func (t Table) Inclusive(country, state string) bool {
	return t.zone(country, state).Inclusive
}

func (t Table) zone(country, state string) Zone {
	var best Zone
	closest := 0
	for _, z := range t.zones {
		if how := z.covers(country, state); how > closest {
			best, closest = z, how
		}
	}
	return best
}

// Rate is one rate of tax, valid From (inclusive) Until (exclusive); a zero
// time leaves that end open.
type Rate struct {
	Category Category
	Name     string // as it stands on an invoice: "VAT 23 %"
	PPM      int64  // millionths: 230,000 is 23 %
	From     time.Time
	Until    time.Time
}

// million is what a rate is counted in.
const million = 1_000_000

// Inside returns the tax that a gross amount has in it.
func (r Rate) Inside(gross money.Money) money.Money {
	return gross.Part(r.PPM, million+r.PPM)
}

// OnTop returns the tax that is added to a net amount.
func (r Rate) OnTop(net money.Money) money.Money {
	return net.Part(r.PPM, million)
}

// Of splits an amount as it is shown, with the tax in it or without, into net
// and tax. net + tax is the gross amount.
func (r Rate) Of(shown money.Money, inclusive bool) (net, tax money.Money) {
	if inclusive {
		tax = r.Inside(shown)
		return shown.Sub(tax), tax
	}
	return shown, r.OnTop(shown)
}

func (r Rate) validAt(t time.Time) bool {
	return (r.From.IsZero() || !t.Before(r.From)) && (r.Until.IsZero() || t.Before(r.Until))
}
