// Package words cuts text into the words that are indexed and searched for, the
// same for both databases: lower case, without accents, letters and figures
// only, without words that every text has.
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

// Split returns the words of text.
func Split(text string) []string {
	folded := norm.NFKD.String(letters.Replace(strings.ToLower(strings.ToValidUTF8(text, " "))))
	folded = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return ' '
	}, folded)
	fields := strings.Fields(folded)
	kept := fields[:0]
	for _, word := range fields {
		if len(word) > maxLength {
			continue
		}
		if singular, ok := irregular[word]; ok {
			word = singular
		}
		kept = append(kept, word)
	}
	return kept
}

// Indexed returns text as it is indexed: its words but those that all have.
func Indexed(text string) string {
	words := Split(text)
	kept := words[:0]
	for _, word := range words {
		if !stop[word] {
			kept = append(kept, word)
		}
	}
	return strings.Join(kept, " ")
}

// Query returns the words of a query, bounded. Where all are words that every
// text has, the last is kept: it may be the beginning of another.
func Query(text string) []string {
	if runes := []rune(text[:min(len(text), 4*MaxQuery)]); len(runes) > MaxQuery {
		text = string(runes[:MaxQuery])
	} else {
		text = string(runes)
	}
	words := Split(text)
	var kept []string
	for i, word := range words {
		if len(kept) == MaxWords {
			break
		}
		if !stop[word] || (i == len(words)-1 && len(kept) == 0) {
			kept = append(kept, word)
		}
	}
	return kept
}

// Code returns text as a code: its letters and figures, run together.
func Code(text string) string { return strings.Join(Split(text), "") }
