package facets

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longest bounds a name or value, in bytes: what is longer is a text.
const longest = 60

// Brand is the key of the facet that every product with a maker has.
const Brand = "brand"

// Label returns what people wrote as it is shown, and whether it can be a facet
// or a value of one.
func Label(text string) (string, bool) {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " ")
	return text, Key(text) != "" && len(text) <= longest
}

// Key returns what a name or value is known by, whoever wrote it how: in lower
// case, its words joined by hyphens. "1.5 l" stays apart from "15 l". What has
// neither letters nor figures has none.
func Key(label string) string {
	var key strings.Builder
	text := strings.ToLower(label)
	for i, r := range text {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Mn, r):
			key.WriteRune(r)
		case (r == '.' || r == ',') && between(text, i):
			key.WriteByte('.')
		case key.Len() > 0 && !strings.HasSuffix(key.String(), "-"):
			key.WriteByte('-')
		}
	}
	return strings.TrimSuffix(key.String(), "-")
}

// between reports whether what is at i stands between two figures.
func between(text string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+1:])
	return unicode.IsDigit(before) && unicode.IsDigit(after)
}
