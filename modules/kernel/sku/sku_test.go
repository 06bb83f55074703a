package sku_test

import (
	"errors"
	"strings"
	"testing"

	"holdfast/modules/kernel/sku"
)

func TestParseTrimsAndRefusesWhatNobodyCouldType(t *testing.T) {
	for _, tt := range []struct {
		text string
		want sku.SKU
		err  error
	}{
		{" MUG-BLUE ", "MUG-BLUE", nil}, {"Becher 12/ß", "Becher 12/ß", nil},
		{strings.Repeat("x", sku.MaxLength), sku.SKU(strings.Repeat("x", sku.MaxLength)), nil},
		{strings.Repeat("x", sku.MaxLength+1), "", sku.ErrInvalid}, {" ", "", sku.ErrInvalid},
		{"A\x00B", "", sku.ErrInvalid}, {"A\nB", "", sku.ErrInvalid}, {"A\u200bB", "", sku.ErrInvalid},
	} {
		if got, err := sku.Parse(tt.text); got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("Parse(%q) = %q, %v; want %q, %v", tt.text, got, err, tt.want, tt.err)
		}
	}
}
