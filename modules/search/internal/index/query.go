package index

import (
	"strings"

	"holdfast/modules/search/internal/words"
)

// How much less than what was typed its guesses count.
const (
	whole      = 1.0
	joined     = 0.95 // notebook for note book, and the other way round
	apart      = 0.8  // air fryer for airfryer, where the shop has both
	corrected  = 0.9
	begun      = 0.8  // what an unknown word is the beginning of
	alsoBegun  = 0.25 // what a known word is the beginning of, too
	compounded = 0.6  // Esstisch for Tisch
	bareNumber = 0.35 // 55 for 55 inch
	lastPart   = 0.45 // towel for tea towel, coat for raincoat
	firstPart  = 0.2  // tea for tea towel
)

// Bounds of what a word is taken for, so that a query costs no more than some.
const (
	maxBegun        = 40
	maxAlternatives = 48
)

// alternative is one thing that a slot may mean: all of its classes, in order.
type alternative struct {
	classes []uint32
	weight  float64
	part    bool // of what was typed
}

// slot is what one word of a query may mean, or a phrase of it.
type slot struct {
	typed        []words.Token // what it comes from
	alternatives []alternative
	guesses      []guessed // what it was meant to be, where nothing has it
	at           int       // of it in the query's words
	role         float64   // how much it says: less after "for", little for "best"
	aside        bool      // it says more about the thing, and is not the thing
	number       bool      // it is a number or a quantity: alone it finds nothing
}

// query is a text, understood.
type query struct {
	slots   []slot
	worded  bool     // a word of it says what is looked for, and not only a number
	unknown int      // how many words nothing has, and nothing is like
	fixed   []string // what was typed, with what was meant in place of it
	changed bool     // fixed differs from what was typed
}

// asideRole is how much words after "for", "with" and the like count.
const asideRole = 0.75

// weakRole is how much words count that say what a shopper feels.
const weakRole = 0.08

// understand reads a text as a query.
func (x *Index) understand(text string, r Request) query {
	tokens := x.content(x.language.Read(text))
	var q query
	unfinished := !strings.HasSuffix(text, " ")
	for i := 0; i < len(tokens); {
		if tokens[i].Extra {
			i++
			continue
		}
		s, n := x.slotAt(tokens, i, r.Meanings)
		if len(s.alternatives) == 0 {
			s, n = x.guess(tokens, i, unfinished && i == len(tokens)-1, r.Exact)
		} else if unfinished && i+n == len(tokens) && n == 1 {
			x.alsoBegins(&s)
		}
		x.place(&s, tokens, i)
		q.worded = q.worded || (s.role != weakRole && !s.number)
		s.at = len(q.fixed)
		for _, t := range plain(s.typed) {
			q.fixed = append(q.fixed, t.Text)
		}
		if len(s.alternatives)+len(s.guesses) > 0 {
			q.slots = append(q.slots, s)
		} else {
			q.unknown++
		}
		i += n
	}
	x.settle(&q)
	return q
}

// content leaves out the words that every text has, unless there is no other:
// the last may be the beginning of one. What is left knows whether it comes
// after a link.
func (x *Index) content(tokens []words.Token) []words.Token {
	var kept []words.Token
	link, n := false, 0
	for i, t := range tokens {
		if t.Extra {
			if len(kept) > 0 {
				kept = append(kept, t)
			}
			continue
		}
		link = link || t.Link
		last := i == len(tokens)-1 && n == 0
		if t.Stop && !last {
			continue
		}
		if n++; n > words.MaxWords {
			break
		}
		t.Link, t.Stop = link, false
		link = false
		kept = append(kept, t)
	}
	return kept
}

// place says what role the slot has in the query.
func (x *Index) place(s *slot, tokens []words.Token, i int) {
	s.role = 1
	for _, t := range tokens[1 : i+1] { // the first begins the thing, whatever is before it
		s.aside = s.aside || (t.Link && !t.Extra)
	}
	if s.aside {
		s.role = asideRole
	}
	s.number = s.typed[0].Kind != words.Word
	if len(s.typed) == 1 && x.language.Weak(s.typed[0].Text) {
		s.role = weakRole
	}
}

// slotAt returns what the words from i on mean, the longest phrase that is
// known, and how many tokens it takes. No alternatives: the word is unknown.
func (x *Index) slotAt(tokens []words.Token, i int, m Meanings) (slot, int) {
	for n := min(longest, len(tokens)-i); n > 1; n-- {
		phrase := tokens[i : i+n]
		if (i+n < len(tokens) && tokens[i+n].Extra) || broken(phrase) || len(plain(phrase)) < 2 {
			continue
		}
		s := slot{typed: phrase}
		x.alsoMeans(&s, phrase, m)
		x.runTogether(&s, phrase)
		if len(s.alternatives) == 0 {
			continue
		}
		if classes, ok := x.knownAll(phrase); ok {
			s.add(whole, classes...)
		}
		x.parts(&s, plain(phrase))
		return s, n
	}
	s, n := slot{typed: tokens[i : i+1]}, 1
	if c, ok := x.known(tokens[i].Text); ok {
		s.add(whole, c)
	}
	for ; i+n < len(tokens) && tokens[i+n].Extra && tokens[i].Kind == words.Quantity; n++ {
		if c, ok := x.known(tokens[i+n].Text); ok {
			s.add(bareNumber, c)
		}
	}
	x.alsoMeans(&s, tokens[i:i+1], m)
	x.alsoApart(&s, tokens[i])
	x.partOf(&s, tokens[i].Text)
	if len(s.alternatives) == 0 && n > 1 {
		return slot{typed: tokens[i : i+n]}, n
	}
	return s, n
}

// parts adds the words of a phrase by themselves, for what has no more.
func (x *Index) parts(s *slot, phrase []words.Token) {
	for i, t := range phrase {
		weight := firstPart
		if (i == len(phrase)-1) != x.language.HeadFirst {
			weight = lastPart
		}
		if c, ok := x.known(t.Text); ok {
			s.addPart(weight, c)
		}
	}
}

// broken reports whether a phrase goes over a comma or a "for", or ends with
// only some ways of writing a word.
func broken(phrase []words.Token) bool {
	for i, t := range phrase {
		if (i > 0 && t.Link && !t.Extra) || (i == 0 && t.Extra) {
			return true
		}
	}
	return false
}
