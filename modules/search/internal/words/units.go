package words

import (
	"strconv"
	"strings"
)

// unit is what an amount is counted in, and how many of it one is.
type unit struct {
	base  string
	times float64
	loose bool // it is also a word or a letter: only right after a number
}

// units by how they are written. Storage counts in thousands, as it is sold.
var units = map[string]unit{
	"in": {"in", 1, true}, "inch": {"in", 1, false}, "inches": {"in", 1, false}, "zoll": {"in", 1, false},
	"pouces": {"in", 1, false}, "ft": {"in", 12, false}, "foot": {"in", 12, false},
	"mm": {"mm", 1, false}, "cm": {"mm", 10, false}, "m": {"mm", 1000, false}, "metre": {"mm", 1000, false},
	"metres": {"mm", 1000, false}, "meter": {"mm", 1000, false}, "meters": {"mm", 1000, false}, "km": {"mm", 1e6, false},
	"ml": {"ml", 1, false}, "cl": {"ml", 10, false}, "l": {"ml", 1000, false}, "ltr": {"ml", 1000, false}, "litre": {"ml", 1000, false},
	"litres": {"ml", 1000, false}, "liter": {"ml", 1000, false}, "liters": {"ml", 1000, false},
	"mg": {"g", 0.001, false}, "g": {"g", 1, false}, "gr": {"g", 1, false}, "gram": {"g", 1, false}, "grams": {"g", 1, false},
	"gramm": {"g", 1, false}, "kg": {"g", 1000, false}, "kilo": {"g", 1000, false}, "kilos": {"g", 1000, false},
	"oz": {"oz", 1, false}, "ounce": {"oz", 1, false}, "ounces": {"oz", 1, false}, "lb": {"oz", 16, false}, "lbs": {"oz", 16, false},
	"mb": {"gb", 0.001, false}, "gb": {"gb", 1, false}, "gig": {"gb", 1, false}, "gigabyte": {"gb", 1, false}, "tb": {"gb", 1000, false},
	"terabyte": {"gb", 1000, false},
	"w":        {"w", 1, false}, "watt": {"w", 1, false}, "watts": {"w", 1, false}, "kw": {"w", 1000, false},
	"v": {"v", 1, false}, "volt": {"v", 1, false}, "volts": {"v", 1, false}, "mah": {"mah", 1, false}, "ah": {"mah", 1000, false},
	"hz": {"hz", 1, false}, "khz": {"hz", 1e3, false}, "mhz": {"hz", 1e6, false}, "ghz": {"hz", 1e9, false},
	"mp": {"mp", 1, false}, "megapixel": {"mp", 1, false}, "megapixels": {"mp", 1, false}, "lm": {"lm", 1, false},
	"lumen": {"lm", 1, false}, "lumens": {"lm", 1, false}, "bar": {"bar", 1, false},
	"pack": {"pk", 1, false}, "pk": {"pk", 1, false}, "pcs": {"pk", 1, false}, "pc": {"pk", 1, false}, "piece": {"pk", 1, false},
	"pieces": {"pk", 1, false}, "count": {"pk", 1, false}, "teilig": {"pk", 1, false}, "stuck": {"pk", 1, false},
	"seater": {"seat", 1, false}, "seat": {"seat", 1, false}, "seats": {"seat", 1, false},
	"person": {"person", 1, false}, "persons": {"person", 1, false}, "people": {"person", 1, false}, "personen": {"person", 1, false},
	"k": {"k", 1, true}, "x": {"x", 1, true},
}

// counts are what several come in: a pack of six is 6pk.
var counts = set("pack set box bundle case packet packung 2er")

// measure joins numbers with their units: a quantity takes the place of both,
// and its number stands beside it.
func (l *Language) measure(tokens []Token) []Token {
	some := false
	for _, t := range tokens {
		some = some || t.Kind == Number
	}
	if !some {
		return tokens
	}
	measured := make([]Token, 0, len(tokens)+2)
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if t.Kind != Number {
			measured = append(measured, t)
			continue
		}
		if u, ok := unitAfter(tokens, i); ok {
			measured = append(measured, quantity(t, u)...)
			i++
			continue
		}
		if i > 1 && tokens[i-1].Text == "of" && counts[tokens[i-2].Text] {
			measured = append(measured, quantity(t, units["pk"])...)
			continue
		}
		if u, ok := chained(tokens, i); ok {
			measured = append(measured, quantity(t, u)...)
			continue
		}
		measured = append(measured, t)
	}
	return measured
}

// unitAfter returns the unit that follows the number at i.
func unitAfter(tokens []Token, i int) (unit, bool) {
	if i+1 >= len(tokens) {
		return unit{}, false
	}
	next := tokens[i+1]
	u, ok := units[next.Text]
	if !ok || (u.loose && !next.Glued) || (next.Link && next.Text != "in") || u.base == "x" {
		return unit{}, false
	}
	return u, true
}

// chained returns the unit of a number that shares it: 30 x 40 cm.
func chained(tokens []Token, i int) (unit, bool) {
	for j := i; j+2 < len(tokens) && j < i+6; j += 2 {
		if tokens[j+1].Text != "x" || tokens[j+2].Kind != Number {
			return unit{}, false
		}
		if u, ok := unitAfter(tokens, j+2); ok {
			return u, true
		}
	}
	return unit{}, false
}

// quantity returns the token of an amount, and its number beside it.
func quantity(t Token, u unit) []Token {
	amount, err := strconv.ParseFloat(t.Text, 64)
	if err != nil || amount > 1e12 {
		return []Token{t}
	}
	text := strconv.FormatFloat(amount*u.times, 'f', 4, 64)
	text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	return []Token{{Text: text + u.base, Kind: Quantity, Link: t.Link, Glued: t.Glued}, {Text: t.Text, Kind: Number, Extra: true}}
}

// IsUnit reports whether word is what amounts are counted in.
func IsUnit(word string) bool {
	_, ok := units[word]
	return ok
}
