package promotions

import (
	"cmp"
	"slices"

	"holdfast/modules/kernel/money"
)

// Line is goods and what they cost, before anything is taken off.
type Line struct {
	Goods
	Amount money.Money
}

// Applied is what one promotion takes off.
type Applied struct {
	Code      string
	Name      string
	Automatic bool
	Kind      Kind
	PPM       int64         // of a Percentage
	Base      money.Money   // what was left of the goods it covers
	Off       money.Money   // taken off the goods
	Shares    []money.Money // of Off, by line
	Shipping  money.Money   // taken off the price of shipping
}

// Apply returns what promotions take off lines, and off the price of shipping.
//
// They apply one after the other, the lowest position first, then by code, each
// to what those before it have left of the goods that it covers. Its minimum is
// compared with those goods before anything is taken off. What it takes off is
// divided over its lines in proportion to what is left of each, in whole cents
// that add up (money.Split).
//
// An exclusive promotion holds alone: of all that combine together, and each
// exclusive one alone, the set that saves most holds, the first of equals.
func Apply(promotions []Promotion, lines []Line, shipping money.Money) []Applied {
	ordered := slices.Clone(promotions)
	slices.SortStableFunc(ordered, func(a, b Promotion) int {
		return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.Code, b.Code))
	})
	var together []Promotion
	var sets [][]Promotion
	for _, p := range ordered {
		if p.Exclusive {
			sets = append(sets, []Promotion{p})
		} else {
			together = append(together, p)
		}
	}
	best, most := apply(together, lines, shipping)
	for _, set := range sets {
		if alone, saved := apply(set, lines, shipping); saved > most || len(best) == 0 {
			best, most = alone, saved
		}
	}
	return best
}

// apply applies ordered promotions, and returns what they save in all, in minor
// units.
func apply(promotions []Promotion, lines []Line, shipping money.Money) (all []Applied, saved int64) {
	left := make([]money.Money, len(lines))
	for i, line := range lines {
		left[i] = line.Amount
	}
	for _, p := range promotions {
		a, ok := p.apply(lines, left, shipping)
		if !ok {
			continue
		}
		for i, share := range a.Shares {
			left[i] = left[i].Sub(share)
		}
		shipping = shipping.Sub(a.Shipping)
		saved += a.Off.Minor + a.Shipping.Minor
		all = append(all, a)
	}
	return all, saved
}

// apply applies p to what is left of lines; not ok when it takes nothing off.
func (p Promotion) apply(lines []Line, left []money.Money, shipping money.Money) (Applied, bool) {
	zero := money.New(0, shipping.Currency)
	a := Applied{Code: p.Code, Name: p.Name, Automatic: p.Automatic, Kind: p.Kind, PPM: p.PPM, Base: zero, Off: zero, Shipping: zero}
	before, covered := zero, false
	weights := make([]int64, len(lines))
	for i, line := range lines {
		if p.Covers(line.Goods) {
			before, a.Base, covered = before.Add(line.Amount), a.Base.Add(left[i]), true
			weights[i] = left[i].Minor
		}
	}
	if !covered || !p.Missing(before).IsZero() {
		return a, false
	}
	if p.Kind == FreeShipping {
		a.Shipping = shipping
		return a, true
	}
	if a.Off = p.Off(a.Base); a.Off.IsZero() {
		return a, false
	}
	a.Shares = a.Off.Split(weights)
	return a, true
}

// Covered returns what the goods that p covers cost, before anything is taken
// off, and whether there are any.
func (p Promotion) Covered(lines []Line, currency string) (amount money.Money, any bool) {
	amount = money.New(0, currency)
	for _, line := range lines {
		if p.Covers(line.Goods) {
			amount, any = amount.Add(line.Amount), true
		}
	}
	return amount, any
}
