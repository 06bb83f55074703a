package goods

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"holdfast/modules/kernel/money"
)

// sampled is how many rows are looked at to learn how a file writes amounts.
const sampled = 2000

// learnAmounts finds out whether the file has decimal commas, from amounts that
// can be read in one way only: 12,5 or 1.299,00.
func (r *Reader) learnAmounts() {
	woo := isWoo(r.table.Header)
	called := shopifyNames()
	if woo {
		called = wooNames()
	}
	h := newHeader(r.table.Header, called, func(int, string, *header) bool { return false })
	commas, points := 0, 0
	for range sampled {
		row, err := r.table.Next()
		if err != nil {
			break
		}
		for _, c := range []column{price, compareAt, salePrice} {
			if at := h.at[c]; at >= 0 && row.Fields != nil {
				switch comma, sure := decimalComma(bare(row.Fields[at])); {
				case sure && comma:
					commas++
				case sure:
					points++
				}
			}
		}
	}
	r.comma, r.certain = commas > points, commas != points
}

// decimalComma reports whether text has a decimal comma, if it can be told.
func decimalComma(text string) (comma, sure bool) {
	last := strings.LastIndexAny(text, ".,")
	if last < 0 {
		return false, false
	}
	mark, other := text[last], byte('.')
	if mark == '.' {
		other = ','
	}
	decimals := len(text) - last - 1
	several := strings.Count(text, string(mark)) > 1
	switch {
	case strings.IndexByte(text, other) >= 0 && several, decimals == 0:
		return false, false // no amount at all
	case strings.IndexByte(text, other) >= 0:
		return mark == ',', true // 1.299,00
	case several:
		return other == ',', true // 1,299,000
	case decimals != 3:
		return mark == ',', true
	}
	return false, false
}

// bare is an amount without what is written around and inside it: € 1 299,00.
func bare(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Sc, r), r == '\'', r == '’':
			return -1
		case r == '−', r == '–':
			return '-'
		}
		return r
	}, text)
	if m := named.FindStringSubmatch(text); len(m) > 0 && isCurrency(m[2]) && isCurrency(m[5]) {
		text = m[1] + m[3] + m[4]
	}
	return strings.TrimSuffix(strings.TrimSuffix(text, ",-"), ",–")
}

// named is an amount with the currency's letters before or behind it.
var named = regexp.MustCompile(`^(-?)(\pL{2,3}\.?)?(-?)([0-9.,]+)(\pL{2,3}\.?)?$`)

// isCurrency reports whether a word stands for a currency; none does, too.
func isCurrency(word string) bool {
	word = strings.TrimSuffix(word, ".")
	return word == "" || money.Known(strings.ToUpper(word)) || slices.Contains([]string{"kr", "zł", "kč", "ft", "fr", "lei", "rs"}, strings.ToLower(word))
}

// amount reads what something costs.
func (c *cells) amount(at column) money.Money {
	text := c.row.texts[at]
	if text == "" {
		return money.Money{}
	}
	decimal, unsure := c.r.decimal(bare(text))
	if unsure {
		c.bad(at, "%s can be read in two ways: write all amounts with two decimals", quote(text))
		return money.Money{}
	}
	amount, err := money.Parse(trimmed(decimal, money.Exponent(c.r.options.Currency)), c.r.options.Currency)
	switch {
	case err != nil:
		c.bad(at, "%s is no amount", quote(text))
	case amount.Minor < 0:
		c.bad(at, "%s is less than nothing", quote(text))
	}
	return amount
}

// decimal writes text with a decimal point and nothing else. unsure says that
// 1.299 may be either.
func (r *Reader) decimal(text string) (decimal string, unsure bool) {
	comma, sure := decimalComma(text)
	if !sure && strings.ContainsAny(text, ".,") {
		point := strings.IndexByte(text, '.') >= 0
		exponent := money.Exponent(r.options.Currency)
		switch {
		case exponent == 0: // 1,299 yen
			comma = point
		case exponent == 3 && !r.certain:
			comma = !point
		case !r.certain:
			return text, true
		default:
			comma = r.comma
		}
	}
	if comma {
		text = strings.NewReplacer(".", ",", ",", ".").Replace(text)
	}
	if strings.Contains(text, ",") && !grouped.MatchString(text) {
		return text, false // no amount
	}
	return strings.ReplaceAll(text, ",", ""), false
}

// grouped is a number with thousands parted, also as in India: 1,00,000.00.
var grouped = regexp.MustCompile(`^-?\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d*)?$`)

// trimmed takes off decimals that say nothing: 12.5000.
func trimmed(decimal string, most int) string {
	whole, part, found := strings.Cut(decimal, ".")
	if !found || part == "" {
		return decimal
	}
	for len(part) > most && strings.HasSuffix(part, "0") {
		part = part[:len(part)-1]
	}
	if part == "" && most == 0 {
		return whole
	}
	return whole + "." + part
}
