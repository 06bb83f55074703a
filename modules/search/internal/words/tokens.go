package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind is what a token is.
type Kind uint8

// The kinds of tokens.
const (
	Word Kind = iota
	Number
	Quantity
)

// Token is a word of a text.
type Token struct {
	Text  string
	Kind  Kind
	Extra bool // another way to write the tokens before it
	Stop  bool // every text has it
	Link  bool // what follows says more about the thing: for, with, (, a comma
	Glued bool // nothing but a hyphen, or less, is between it and the one before
}

// Read returns the tokens of text, each followed by its extras.
func (l *Language) Read(text string) []Token {
	return l.join(l.measure(l.scan(fold(inches(text)))))
}

// inches writes out what stands for inches, which folding would lose.
func inches(text string) string {
	if !strings.ContainsAny(text, `"”″`) && !strings.Contains(text, "''") {
		return text
	}
	var b strings.Builder
	digit := false
	for i, r := range text {
		switch {
		case digit && (r == '"' || r == '”' || r == '″' || (r == '\'' && strings.HasPrefix(text[i:], "''"))):
			b.WriteString("in ")
		default:
			b.WriteRune(r)
		}
		digit = r >= '0' && r <= '9'
	}
	return b.String()
}

// scan cuts folded text: at what is no letter and no figure, and between a
// number and the unit that is written onto it.
func (l *Language) scan(text string) []Token {
	var tokens []Token
	link, gap := false, true
	for text != "" {
		r, size := utf8.DecodeRuneInString(text)
		if !inWord(r) {
			link = link || strings.ContainsRune(",;:()[]/|–—.", r)
			gap = gap || r != '-' && r != '.'
			text = text[size:]
			continue
		}
		word, rest := cutWord(text)
		if by := cutTimes(word); by > 0 { // 30x40
			rest = word[by+1:] + rest
			tokens = append(tokens, Token{Text: word[:by], Kind: Number, Link: link, Glued: false}, Token{Text: "x"})
			text, link, gap = rest, false, true
			continue
		}
		if number, unit := cutUnit(word); unit != "" {
			tokens = append(tokens, Token{Text: number, Kind: Number, Link: link, Glued: !gap})
			word, link, gap = unit, false, false
		}
		t := Token{Text: regular(word), Link: link, Glued: !gap && len(tokens) > 0}
		if c := word[0]; c >= '0' && c <= '9' && isNumber(word) {
			t.Kind = Number
		}
		t.Stop = l.stop[word]
		t.Link = t.Link || l.links[word]
		if len(word) <= maxLength {
			tokens = append(tokens, t)
		}
		text, link, gap = rest, false, false
	}
	return tokens
}

// cutWord takes the word that text begins with. A point or a comma between
// figures is a decimal one, unless a comma parts thousands.
func cutWord(text string) (word, rest string) {
	end, comma, figures := 0, -1, true
	for i, r := range text {
		if inWord(r) {
			figures = figures && r < 0x80 && unicode.IsDigit(r)
			end = i + utf8.RuneLen(r)
			continue
		}
		if (r == '.' || r == ',') && figures && i > 0 && comma < 0 && i+1 < len(text) && text[i+1] >= '0' && text[i+1] <= '9' {
			comma = i
			continue
		}
		break
	}
	word, rest = text[:end], text[end:]
	if comma < 0 || comma > end {
		return word, rest
	}
	whole, part := word[:comma], word[comma+1:]
	if text[comma] == ',' && len(part) == 3 {
		return whole + part, rest
	}
	return whole + "." + part, rest
}

// cutUnit parts 16gb into 16 and gb; unit is empty where none is written onto a
// number.
func cutUnit(word string) (number, unit string) {
	i := strings.IndexFunc(word, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	if i <= 0 {
		return word, ""
	}
	if _, known := units[word[i:]]; known {
		return word[:i], word[i:]
	}
	return word, ""
}

// cutTimes returns where the x is in 30x40, and 0 where there is none.
func cutTimes(word string) int {
	by := strings.IndexByte(word, 'x')
	if by > 0 && by+1 < len(word) && isNumber(word[:by]) && word[by+1] >= '0' && word[by+1] <= '9' {
		return by
	}
	return 0
}

func isNumber(word string) bool {
	return strings.Trim(word, "0123456789.") == ""
}

// join adds, after tokens that hang together, how they are written as one.
func (l *Language) join(tokens []Token) []Token {
	glued := false
	for _, t := range tokens {
		glued = glued || t.Glued && !t.Extra
	}
	if !glued {
		return tokens
	}
	var joined []Token
	for i := 0; i < len(tokens); {
		j, whole := i+1, tokens[i].Text
		for j < len(tokens) && (tokens[j].Extra || tokens[j].Glued) {
			if !tokens[j].Extra {
				whole += tokens[j].Text
			}
			j++
		}
		joined = append(joined, tokens[i:j]...)
		if len(whole) > len(tokens[i].Text) && len(whole) <= maxLength {
			joined = append(joined, Token{Text: whole, Extra: true, Link: tokens[i].Link})
		}
		i = j
	}
	return joined
}
