package credentials

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Longest is how many characters a password has at most: more only cost us.
const Longest = 128

// Policy says which passwords are too weak. There are no rules about kinds of
// characters, as NIST SP 800-63B-4 (3.1.1.2) asks: length, and not one of those
// that guessing begins with.
type Policy struct {
	Shortest int // characters
}

// Weakness is why a password is not good enough; empty when it is.
type Weakness string

// The weaknesses.
const (
	TooShort Weakness = "too short"
	TooLong  Weakness = "too long"
	Common   Weakness = "common"
	Own      Weakness = "own" // the e-mail, or a name
)

// Weakness returns what is wrong with password, whose owner has those names.
func (p Policy) Weakness(password string, names ...string) Weakness {
	n := utf8.RuneCountInString(password)
	switch {
	case n < p.Shortest:
		return TooShort
	case n > Longest:
		return TooLong
	case isCommon(password):
		return Common
	}
	for _, name := range names {
		local, _, _ := strings.Cut(name, "@")
		for _, own := range []string{name, local} {
			if own != "" && strings.EqualFold(strings.TrimSpace(password), strings.TrimSpace(own)) {
				return Own
			}
		}
	}
	return ""
}

//go:embed common.txt
var commonText string

// commonWords are lower case letters and digits only, as simplified leaves them.
var commonWords = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for _, word := range strings.Fields(commonText) {
		words[word] = true
	}
	return words
})

// isCommon reports whether password is, but for capitals and what people put
// around it, one that guessing begins with, a run of keys, or one word repeated.
func isCommon(password string) bool {
	plain := simplified(password)
	words := commonWords()
	bare := strings.TrimRightFunc(plain, unicode.IsDigit)
	switch {
	case plain == "", words[plain], len(bare) > 0 && words[bare] && len(plain)-len(bare) <= 4, isRun(plain):
		return true
	}
	for part := 1; part <= len(plain)/2; part++ {
		if len(plain)%part == 0 && strings.Repeat(plain[:part], len(plain)/part) == plain {
			return part <= 2 || words[plain[:part]] || isRun(plain[:part])
		}
	}
	return false
}

// simplified is password in lower case, without what is no letter and no digit.
func simplified(password string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, password)
}

// isRun reports whether text is read off a keyboard or the alphabet.
func isRun(text string) bool {
	const runs = "01234567890 09876543210 abcdefghijklmnopqrstuvwxyz zyxwvutsrqponmlkjihgfedcba " +
		"qwertyuiop asdfghjkl zxcvbnm qwertyuiopasdfghjklzxcvbnm qwertzuiopasdfghjklyxcvbnm azertyuiopqsdfghjklmwxcvbn " +
		"1q2w3e4r5t6z7u8i9o0p 1q2w3e4r5t6y7u8i9o0p 1qaz2wsx3edc4rfv5tgb6yhn7ujm q1w2e3r4t5y6u7i8o9p0 147258369 789456123 123654789 741852963 1234qwer 123qwe qwe123 qweasdzxc 123456qwerty"
	return text != "" && strings.Contains(runs, text)
}
