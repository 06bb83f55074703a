// Package words cuts text into the words that are indexed and searched for:
// lower case, without accents, letters and figures only.
//
//	token  = a word, a number, or a quantity: 55", 55-inch and 55 in are 55in,
//	         1.5 l and 1500 ml are 1500ml
//	extra  = another way to write tokens that stand together: t-shirt is also
//	         tshirt, 55in also 55
//	stem   = what a word and its plural have in common, by the shop's language
package words

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Limits of what is read of a query.
const (
	MaxQuery = 200 // characters
	MaxWords = 12
)

// maxLength bounds a word, in bytes: what is longer is no word.
const maxLength = 64

// letters that decompose into nothing, though people type them as these.
var letters = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i",
	"'", "", "’", "") // an apostrophe joins: a baker's is a bakers

// fold returns text in lower case and without accents.
func fold(text string) string {
	if isPlain(text) {
		return text
	}
	folded := norm.NFKD.String(letters.Replace(strings.ToLower(strings.ToValidUTF8(text, " "))))
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, folded)
}

// isPlain reports whether there is nothing to fold.
func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c >= 0x80 || c == '\'' || (c >= 'A' && c <= 'Z') {
			return false
		}
	}
	return true
}

// Split returns the words of text.
func Split(text string) []string {
	fields := strings.FieldsFunc(fold(text), func(r rune) bool { return !inWord(r) })
	kept := fields[:0]
	for _, word := range fields {
		if len(word) <= maxLength {
			kept = append(kept, regular(word))
		}
	}
	return kept
}

// inWord reports whether r is part of a word.
func inWord(r rune) bool {
	if r < 0x80 {
		return (r >= 'a' && r <= 'z') || (r >= '0' && r <= '9') || (r >= 'A' && r <= 'Z')
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func regular(word string) string {
	if singular, ok := irregular[word]; ok {
		return singular
	}
	return word
}

// Code returns text as a code: its letters and figures, run together.
func Code(text string) string {
	return strings.Join(strings.FieldsFunc(fold(text), func(r rune) bool { return !inWord(r) }), "")
}

// Bound returns as much of a query as is read.
func Bound(text string) string {
	text = text[:min(len(text), 4*MaxQuery)]
	if runes := []rune(text); len(runes) > MaxQuery {
		return string(runes[:MaxQuery])
	}
	return strings.ToValidUTF8(text, " ")
}
