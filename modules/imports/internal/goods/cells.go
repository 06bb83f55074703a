package shopify

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"holdfast/modules/kernel/money"
)

// cells reads one row's cells and tells what is wrong with them.
type cells struct {
	r       *Reader
	row     *row
	spoiled bool
}

func (c *cells) bad(at column, format string, args ...any) {
	c.spoiled = true
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
	case "true", "yes", "1":
		return true
	case "false", "no", "0":
		return false
	case "":
	default:
		c.bad(at, "%s is neither TRUE nor FALSE", quote(c.row.texts[at]))
	}
	return otherwise
}

// number reads a count; an empty cell is 0.
func (c *cells) number(at column) (n int, ok bool) {
	text := c.row.texts[at]
	if text == "" {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	if err != nil || n > math.MaxInt32 || n < math.MinInt32 {
		c.bad(at, "%s is no whole number", quote(text))
		return 0, false
	}
	return n, true
}

// weight reads grams, which some exports write with decimals.
func (c *cells) weight(at column) int64 {
	text := c.row.texts[at]
	if text == "" {
		return 0
	}
	g, err := strconv.ParseFloat(text, 64)
	if err != nil || !(g >= 0 && g <= 100_000_000) {
		c.bad(at, "%s is no weight in grams", quote(text))
		return 0
	}
	return int64(math.Round(g))
}

func (c *cells) amount(at column) money.Money {
	text := c.row.texts[at]
	if text == "" {
		return money.Money{}
	}
	amount, err := money.Parse(text, c.r.options.Currency)
	switch {
	case err != nil && pointed(text, c.r.options.Currency):
		c.bad(at, "%s is no amount: write it with a point, %s", quote(text), strings.Replace(text, ",", ".", 1))
	case err != nil:
		c.bad(at, "%s is no amount", quote(text))
	case amount.Minor < 0:
		c.bad(at, "%s is less than nothing", quote(text))
	}
	return amount
}

// pointed reports whether text would be an amount if its comma were a point.
func pointed(text, currency string) bool {
	_, err := money.Parse(strings.Replace(text, ",", ".", 1), currency)
	return err == nil
}

// quote shows what a cell says, shortened.
func quote(text string) string {
	if utf8.RuneCountInString(text) > 60 {
		text = clip(text, 60) + "…"
	}
	return strconv.Quote(text)
}
