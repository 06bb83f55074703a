package pricing

import (
	"strconv"
	"strings"

	"holdfast/modules/kernel/money"
)

// Measure is how much a variant holds, and per how much its unit price is said.
// Amounts are thousandths of their unit: 0.75 l is 750.
type Measure struct {
	Amount   int64
	Unit     string // mg g kg ml cl l m3 cm m m2 item
	Base     int64
	BaseUnit string
}

// size is a unit as so many of the smallest of its kind.
type size struct {
	kind string
	of   int64
}

// sizes are the units of Directive 98/6/EC, Article 2(b), and smaller ones.
func sizeOf(unit string) (size, bool) {
	s, ok := map[string]size{
		"mg": {"mass", 1}, "g": {"mass", 1_000}, "kg": {"mass", 1_000_000},
		"ml": {"volume", 1}, "cl": {"volume", 10}, "l": {"volume", 1_000}, "m3": {"volume", 1_000_000},
		"cm": {"length", 1}, "m": {"length", 100}, "m2": {"area", 1}, "item": {"count", 1},
	}[strings.ToLower(unit)]
	return s, ok
}

// UnitPrice is a price per so much of something.
type UnitPrice struct {
	Amount money.Money
	Per    string // "kg", "100 ml", "item"
}

// IsZero reports whether there is none.
func (u UnitPrice) IsZero() bool { return u.Per == "" }

// Per returns price for one base of m, rounded half away from zero to the
// currency's smallest unit:
//
//	unit price = price × base ÷ amount, both in the same smallest unit
//
// It is the zero UnitPrice for what is sold by the piece, or where amount and
// base are not of one kind. Without a base it is said per kilogram, litre,
// metre, square metre, cubic metre or item.
func (m Measure) Per(price money.Money) UnitPrice {
	if m.BaseUnit == "" {
		m.Base, m.BaseUnit = 1_000, usual(m.Unit)
	}
	amount, known := sizeOf(m.Unit)
	base, ok := sizeOf(m.BaseUnit)
	if !known || !ok || amount.kind != base.kind || m.Amount <= 0 || m.Base <= 0 || m.Amount > 1e12 || m.Base > 1e12 {
		return UnitPrice{}
	}
	per := price.Part(m.Base*base.of, m.Amount*amount.of)
	return UnitPrice{Amount: per, Per: baseName(m.Base, m.BaseUnit)}
}

func usual(unit string) string {
	s, _ := sizeOf(unit)
	base := map[string]string{"mass": "kg", "volume": "l", "length": "m", "area": "m2", "count": "item"}[s.kind]
	if strings.EqualFold(unit, "m3") {
		base = "m3"
	}
	return base
}

func baseName(thousandths int64, unit string) string {
	unit = strings.NewReplacer("m2", "m²", "m3", "m³").Replace(strings.ToLower(unit))
	if thousandths == 1_000 {
		return unit
	}
	return strings.TrimSuffix(strings.TrimRight(strconv.FormatInt(thousandths/1_000, 10)+"."+pad(thousandths%1_000), "0"), ".") + " " + unit
}

func pad(n int64) string {
	text := strconv.FormatInt(n, 10)
	return strings.Repeat("0", 3-len(text)) + text
}
