package index

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"strings"

	"holdfast/modules/search/internal/words"
)

// guessed is what an unknown word may have been meant to be.
type guessed struct {
	word  string
	class uint32
	cost  float64
}

// How the cost of a guess is made up; the least is meant. A word that a hundred
// products carry in their names is worth two thirds of an edit more than one
// that a single one does.
const (
	editCost    = 1.0
	firstCost   = 0.35 // the first letter is seldom wrong
	commonGain  = 0.33 // a power of ten of products
	contextGain = 0.45 // a power of ten of products with the rest of the query
	keptGuesses = 6
)

// edits is how many edits a word may be away: short words have too many
// neighbours.
func edits(n int) int {
	switch {
	case n < 4:
		return 0
	case n < 7:
		return 1
	}
	return 2
}

// guess returns what an unknown word was meant to be: the beginning of another,
// two words run together, or another with a slip.
func (x *Index) guess(tokens []words.Token, i int, last, exact bool) (slot, int) {
	n := 1
	for i+n < len(tokens) && tokens[i+n].Extra {
		n++
	}
	t := tokens[i]
	s := slot{typed: tokens[i : i+1]}
	if t.Kind != words.Word {
		return s, n
	}
	var begins []uint32
	if last && len(t.Text) > 1 {
		begins = x.beginning(t.Text)
	}
	split, splits := x.split(t.Text)
	var meant []guessed
	if !exact {
		meant = x.corrections(t.Text)
	}
	switch {
	case len(begins) > 0 && (len(meant) == 0 || len(t.Text) < 5 || 3*x.strength(begins[0]) >= x.strength(meant[0].class)):
		for _, c := range begins {
			s.add(begun, c)
		}
	case splits && (len(meant) == 0 || meant[0].cost > editCost):
		s.add(joined, split...)
	case len(meant) > 0:
		s.guesses = meant
	case !exact:
		x.ending(&s, t.Text)
	}
	return s, n
}

// ending takes an unknown word for one that it ends with: raincoat for a coat.
func (x *Index) ending(s *slot, word string) {
	for i := 2; i <= len(word)-4; i++ {
		if c, ok := x.known(word[i:]); ok && x.strength(c) > 0 {
			s.addPart(lastPart, c)
			return
		}
	}
}

// settle decides what slips were meant to be: of several words, the one that
// products have together with the rest of the query. Those that cost more
// count less.
func (x *Index) settle(q *query) {
	for i := range q.slots {
		s := &q.slots[i]
		if len(s.guesses) == 0 {
			continue
		}
		for j := range s.guesses {
			s.guesses[j].cost -= contextGain * x.company(q, s.guesses[j].class)
		}
		slices.SortStableFunc(s.guesses, func(a, b guessed) int { return cmp.Compare(a.cost, b.cost) })
		for _, g := range s.guesses {
			s.add(corrected*math.Exp(-1.5*(g.cost-s.guesses[0].cost)), g.class)
		}
		q.fixed[s.at], q.changed = s.guesses[0].word, true
	}
}

// company returns, as a power of ten, how many products have a class together
// with the known words of the query: their mean.
func (x *Index) company(q *query, c uint32) float64 {
	sum, n := 0.0, 0.0
	for _, s := range q.slots {
		if len(s.guesses) > 0 || s.role == weakRole {
			continue
		}
		sum += math.Log10(float64(1 + x.together(c, s.alternatives[0].classes[0])))
		n++
	}
	if n == 0 {
		return 0
	}
	return sum / n
}

// together counts the documents that have both classes, up to a thousand.
func (x *Index) together(a, b uint32) (n int) {
	few, many := &x.classes[a], &x.classes[b]
	if len(few.postings) > len(many.postings) {
		few, many = many, few
	}
	for _, p := range few.postings[:min(len(few.postings), 1000)] {
		if _, ok := many.find(p.slot); ok {
			n++
		}
	}
	return n
}

func (x *Index) strength(c uint32) int { return x.classes[c].strong }

func (x *Index) byStrength(classes []uint32) {
	slices.SortFunc(classes, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(x.strength(b), x.strength(a)), strings.Compare(x.classes[a].stem, x.classes[b].stem))
	})
}

// split parts a word into two that the shop has in its names: airfryer.
func (x *Index) split(word string) ([]uint32, bool) {
	best, found := 0, []uint32(nil)
	for i := 2; i <= len(word)-2; i++ {
		a, okA := x.known(word[:i])
		b, okB := x.known(word[i:])
		if okA && okB && min(x.strength(a), x.strength(b)) > best {
			best, found = min(x.strength(a), x.strength(b)), []uint32{a, b}
		}
	}
	return found, best > 0
}

// corrections returns the shop's words that are few edits away, the likeliest
// first.
func (x *Index) corrections(word string) []guessed {
	most := edits(len([]rune(word)))
	if most == 0 || strings.ContainsAny(word, "0123456789") {
		return nil
	}
	letters := letterSet(word)
	var found []guessed
	var d distance
	x.vocab.all(func(other string) {
		if diff := len(other) - len(word); diff > 2*most || diff < -2*most || bits.OnesCount32(letterSet(other)^letters) > 2*most {
			return
		}
		edits := d.between(word, other, most)
		if edits > most {
			return
		}
		c := x.words[other]
		if strong := x.strength(c); strong > 0 {
			cost := editCost*float64(edits) - commonGain*math.Log10(float64(strong))
			if other[0] != word[0] {
				cost += firstCost
			}
			found = append(found, guessed{other, c, cost})
		}
	})
	slices.SortFunc(found, func(a, b guessed) int { return cmp.Or(cmp.Compare(a.cost, b.cost), strings.Compare(a.word, b.word)) })
	seen := map[uint32]bool{}
	found = slices.DeleteFunc(found, func(g guessed) bool {
		known := seen[g.class]
		seen[g.class] = true
		return known
	})
	return found[:min(len(found), keptGuesses)]
}

// letterSet is which letters a word has: an edit changes two at most.
func letterSet(word string) (set uint32) {
	for i := range len(word) {
		set |= 1 << (word[i] & 31)
	}
	return set
}

// distance counts edits: a letter more, less, another, or two swapped (optimal
// string alignment, the restricted Damerau–Levenshtein distance).
type distance struct{ rows [3][80]int }

// between returns the distance of a and b, or most+1 when it is larger.
func (d *distance) between(a, b string, most int) int {
	s, t := []rune(a), []rune(b)
	if len(t) >= len(d.rows[0]) || len(s)-len(t) > most || len(t)-len(s) > most {
		return most + 1
	}
	before, last, row := &d.rows[0], &d.rows[1], &d.rows[2]
	for j := range len(t) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(t); j++ {
			same := 1
			if s[i-1] == t[j-1] {
				same = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+same)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > most {
			return most + 1
		}
		before, last, row = last, row, before
	}
	return last[len(t)]
}
