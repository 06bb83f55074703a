package orders

import (
	"cmp"
	"slices"
	"strings"

	rules "github.com/Boostport/address"
)

// Locality is the line of postcode, city and state, in the order of the
// country's post.
func (r Recipient) Locality() string {
	layout := rules.GetCountry(r.Country).Format
	parts := []struct{ mark, text string }{{"%C", r.City}, {"%S", r.State}, {"%Z", r.Postcode}}
	slices.SortStableFunc(parts, func(a, b struct{ mark, text string }) int {
		return cmp.Compare(strings.Index(layout, a.mark), strings.Index(layout, b.mark))
	})
	var words []string
	for _, part := range parts {
		words = append(words, strings.Fields(part.text)...)
	}
	return strings.Join(words, " ")
}
