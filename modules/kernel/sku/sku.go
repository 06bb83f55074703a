// Package sku is the name by which a sellable variant is known everywhere:
// what is priced, stocked, put in a cart and sent.
package sku

import (
	"strings"
	"unicode"

	"holdfast/modules/kernel/fault"
)

// SKU identifies one sellable variant.
type SKU string

// MaxLength bounds a SKU, in bytes.
const MaxLength = 100

// ErrInvalid says that a text cannot be a SKU.
var ErrInvalid = fault.New(fault.Invalid, "A SKU has 1 to 100 characters, none of them invisible.")

// Parse trims s and returns it as a SKU. Faults: ErrInvalid.
func Parse(s string) (SKU, error) {
	s = strings.TrimSpace(s)
	unprintable := func(r rune) bool { return !unicode.IsPrint(r) }
	if s == "" || len(s) > MaxLength || strings.ContainsFunc(s, unprintable) {
		return "", ErrInvalid
	}
	return SKU(s), nil
}
