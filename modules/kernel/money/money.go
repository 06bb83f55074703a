// Package money holds amounts in minor units; no float ever touches a price.
//
//	amount = minor / 10^exponent(currency)
package money

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"holdfast/modules/kernel/fault"
)

// Money is an amount in one currency. The zero Money has no currency and adds
// to any.
type Money struct {
	Minor    int64  // in the currency's smallest unit, e.g. cents
	Currency string // ISO 4217, e.g. EUR
}

// ErrInvalid says that a text is no amount.
var ErrInvalid = fault.New(fault.Invalid, "Enter an amount in figures, for example 12.50.")

// New returns minor units of currency.
func New(minor int64, currency string) Money { return Money{minor, currency} }

// Exponent returns how many decimals currency has: 2 for EUR, 0 for JPY, 3 for
// KWD. A currency that is not in ISO 4217 counts as 2.
func Exponent(currency string) int {
	if e, ok := exponents[currency]; ok {
		return e
	}
	return 2
}

// Known reports whether currency is in ISO 4217.
func Known(currency string) bool {
	_, ok := exponents[currency]
	return ok
}

// Parse reads a decimal such as "12.50" as an amount of currency. It takes no
// more decimals than the currency has, and less than ten thousand million, so
// that a full cart of them is still a number. Faults: ErrInvalid.
func Parse(decimal, currency string) (Money, error) {
	decimal = strings.TrimSpace(decimal)
	digits := strings.TrimPrefix(decimal, "-")
	whole, fraction, hasPoint := strings.Cut(digits, ".")
	exponent := Exponent(currency)
	fraction = strings.TrimRight(fraction, "0")
	if whole == "" || !isDigits(whole) || (hasPoint && !isDigits(fraction)) || len(fraction) > exponent || len(whole) > 10 {
		return Money{}, ErrInvalid
	}
	minor, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", exponent-len(fraction)), 10, 64)
	if err != nil {
		return Money{}, ErrInvalid
	}
	if digits != decimal {
		minor = -minor
	}
	return Money{minor, currency}, nil
}

func isDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// Add returns m + n. Both are of one currency, or it panics: a shop has one.
func (m Money) Add(n Money) Money { return Money{m.Minor + n.Minor, m.common(n)} }

// Sub returns m - n.
func (m Money) Sub(n Money) Money { return Money{m.Minor - n.Minor, m.common(n)} }

// Times returns m, quantity times.
func (m Money) Times(quantity int) Money { return Money{m.Minor * int64(quantity), m.Currency} }

// Neg returns -m.
func (m Money) Neg() Money { return Money{-m.Minor, m.Currency} }

// IsZero reports whether the amount is nothing.
func (m Money) IsZero() bool { return m.Minor == 0 }

// Less reports whether m < n.
func (m Money) Less(n Money) bool { m.common(n); return m.Minor < n.Minor }

// Part returns m × numerator / denominator, rounded half away from zero: what
// tax offices call commercial rounding.
func (m Money) Part(numerator, denominator int64) Money {
	product := new(big.Int).Mul(big.NewInt(m.Minor), big.NewInt(numerator))
	quotient, rest := new(big.Int).QuoRem(product, big.NewInt(denominator), new(big.Int))
	if rest.Abs(rest).Lsh(rest, 1).CmpAbs(big.NewInt(denominator)) >= 0 {
		quotient.Add(quotient, big.NewInt(int64(product.Sign()*sign(denominator))))
	}
	return Money{quotient.Int64(), m.Currency}
}

func sign(n int64) int {
	if n < 0 {
		return -1
	}
	return 1
}

// Split divides m in proportion to weights so that the parts add up to m: each
// gets its share rounded down, and what is left over goes, a unit each, to the
// largest remainders (Hamilton's method), the first among equals. With no
// weight at all the first part gets everything.
func (m Money) Split(weights []int64) []Money {
	parts := make([]Money, len(weights))
	if len(weights) == 0 {
		return parts
	}
	amount, sum := big.NewInt(m.Minor), int64(0)
	negative := amount.Sign() < 0
	amount.Abs(amount)
	for _, w := range weights {
		sum += w
	}
	left := amount.Int64()
	remainders := make([]int64, len(weights))
	for i, w := range weights {
		parts[i].Currency = m.Currency
		if sum == 0 {
			continue
		}
		share, rest := new(big.Int).QuoRem(new(big.Int).Mul(amount, big.NewInt(w)), big.NewInt(sum), new(big.Int))
		parts[i].Minor, remainders[i] = share.Int64(), rest.Int64()
		left -= share.Int64()
	}
	spread(parts, remainders, left, sum == 0)
	if negative {
		for i := range parts {
			parts[i].Minor = -parts[i].Minor
		}
	}
	return parts
}

func spread(parts []Money, remainders []int64, left int64, toFirst bool) {
	if toFirst {
		parts[0].Minor = left
		return
	}
	for ; left > 0; left-- {
		largest := 0
		for i, r := range remainders {
			if r > remainders[largest] {
				largest = i
			}
		}
		parts[largest].Minor++
		remainders[largest] = math.MinInt64
	}
}

// Decimal returns the amount in figures with the currency's decimals and a
// point, as machines read it: "12.50".
func (m Money) Decimal() string {
	exponent, minor, minus := Exponent(m.Currency), m.Minor, ""
	if minor < 0 {
		minor, minus = -minor, "-"
	}
	digits := strconv.FormatInt(minor, 10)
	if exponent == 0 {
		return minus + digits
	}
	if len(digits) <= exponent {
		digits = strings.Repeat("0", exponent+1-len(digits)) + digits
	}
	return minus + digits[:len(digits)-exponent] + "." + digits[len(digits)-exponent:]
}

// String is Decimal and the currency, for logs: "12.50 EUR".
func (m Money) String() string { return m.Decimal() + " " + m.Currency }

func (m Money) common(n Money) string {
	if m.Currency == "" {
		return n.Currency
	}
	if n.Currency != "" && n.Currency != m.Currency {
		panic("money: " + m.Currency + " with " + n.Currency)
	}
	return m.Currency
}
