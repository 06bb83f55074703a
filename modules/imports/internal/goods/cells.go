package goods

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// cells reads one row's cells and tells what is wrong with them.
type cells struct {
	r       *Reader
	row     *row
	spoiled bool
}

func (c *cells) bad(at column, format string, args ...any) {
	c.spoiled = true
	c.note(at, format, args...)
}

// note tells what does no harm to the row.
func (c *cells) note(at column, format string, args ...any) {
	c.r.tell(c.row.lines[at], c.r.header.names[at], fmt.Sprintf(format, args...))
}

func (c *cells) text(at column, most int) string {
	text := c.row.texts[at]
	if utf8.RuneCountInString(text) > most {
		c.bad(at, "has more than %d characters", most)
	}
	return text
}

// yes reads a TRUE or FALSE.
func (c *cells) yes(at column, otherwise bool) bool {
	switch text := strings.ToLower(c.row.texts[at]); text {
	case "true", "yes", "1", "ja", "wahr", "y", "x":
		return true
	case "false", "no", "0", "-1", "nein", "falsch", "n": // -1 is WooCommerce's draft
		return false
	case "":
	default:
		c.bad(at, "%s is neither TRUE nor FALSE", quote(c.row.texts[at]))
	}
	return otherwise
}

// number reads a count; an empty cell is 0. Spreadsheets write 5 as 5.0.
func (c *cells) number(at column) (n int, ok bool) {
	text := c.row.texts[at]
	if text == "" {
		return 0, true
	}
	plain := strings.ReplaceAll(bare(text), ",", ".")
	f, err := strconv.ParseFloat(plain, 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) > math.MaxInt32 {
		c.bad(at, "%s is no whole number", quote(text))
		return 0, false
	}
	return int(f), true
}

// decimal reads a number that is no amount of money, such as 0,75.
func decimal(text string) (float64, error) {
	text = bare(text)
	if comma, sure := decimalComma(text); comma && sure {
		text = strings.ReplaceAll(strings.ReplaceAll(text, ".", ""), ",", ".")
	} else if sure {
		text = strings.ReplaceAll(text, ",", "")
	} else {
		text = strings.ReplaceAll(text, ",", ".") // 0,750 kg: weights have three
	}
	return strconv.ParseFloat(text, 64)
}

// grams of each unit of weight: the avoirdupois pound has 453.59237 g.
func grams(unit string) (float64, bool) {
	g, ok := map[string]float64{"": 1, "g": 1, "gram": 1, "grams": 1, "gramm": 1, "kg": 1000, "kilogram": 1000, "kilograms": 1000,
		"lb": 453.59237, "lbs": 453.59237, "pound": 453.59237, "pounds": 453.59237, "oz": 28.349523125, "ounce": 28.349523125, "ounces": 28.349523125}[unit]
	return g, ok
}

// weight reads a weight in grams, the column's unit being in its name, in a
// column of its own, or grams.
func (c *cells) weight() int64 {
	text := c.row.texts[weight]
	if text == "" {
		return 0
	}
	number, unit := text, ""
	name := letters(c.r.header.names[weight])
	if i := strings.IndexFunc(text, func(r rune) bool { return (r|0x20) >= 'a' && (r|0x20) <= 'z' }); i > 0 {
		number, unit = strings.TrimSpace(text[:i]), strings.ToLower(strings.TrimSpace(text[i:])) // 1.5 kg
	} else if _, inName, found := strings.Cut(c.r.header.names[weight], "("); found {
		unit = strings.ToLower(strings.TrimRight(inName, ") "))
	} else if !strings.Contains(name, "gram") {
		unit = strings.ToLower(c.row.texts[weightUnit])
	}
	factor, known := grams(unit)
	amount, err := decimal(number)
	if err != nil || !known || !(amount >= 0 && amount*factor <= 100_000_000) {
		c.bad(weight, "%s is no weight in grams", quote(text))
		return 0
	}
	return int64(math.Round(amount * factor))
}

// thousandths reads how much of something there is.
func (c *cells) thousandths(at column) int64 {
	text := c.row.texts[at]
	if text == "" {
		return 0
	}
	amount, err := decimal(text)
	if err != nil || !(amount >= 0 && amount <= 1e9) {
		c.note(at, "%s is no quantity, and left out", quote(text))
		return 0
	}
	return int64(math.Round(amount * 1000))
}

// quote shows what a cell says, shortened.
func quote(text string) string {
	if utf8.RuneCountInString(text) > 60 {
		text = clip(text, 60) + "…"
	}
	return strconv.Quote(text)
}

func clip(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most])
}
