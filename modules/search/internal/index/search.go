package index

import (
	"slices"
	"strconv"
	"strings"

	"holdfast/modules/search/internal/rank"
	"holdfast/modules/search/internal/words"
)

// Request is what is looked for.
type Request struct {
	Text     string
	Lists    []int64 // what is found is on all of them
	Meanings Meanings
	Pinned   []string // products that come first, in order, when they are there
	Exact    bool     // correct nothing
	Strict   bool     // where anything has all words, only that: for orders but relevance
	Whole    int64    // how many minor units are one of the shop's currency, for "under 50"; 0: not known
}

// Answer is what was found.
type Answer struct {
	Hits       []rank.Hit // in no order
	Relaxed    bool       // nothing has all words
	Suggestion string     // what was meant, empty where it was typed right
}

// How what is not a word counts.
const (
	coded     = 1000.0 // its code was typed in full
	codeBegun = 500.0  // … or the beginning of it
	soldOut   = 0.85
	tooDear   = 0.4
	// relative is how much of the best score what has not all words has at least.
	relative = 0.12
)

// maxCodes bounds how many a beginning finds.
const maxCodes = 200

// Find looks for a text.
func (x *Index) Find(r Request) Answer {
	x.mu.RLock()
	defer x.mu.RUnlock()
	text, limit := priceLimit(words.Bound(r.Text))
	q := x.understand(text, r)
	s := x.take()
	defer x.give(s)
	all := x.score(&q, s)
	best, full := x.weigh(q, s, all, int64(limit*float64(r.Whole)))
	first := x.first(text, r.Pinned)
	a := Answer{Hits: make([]rank.Hit, 0, len(s.found)+len(first))}
	telling := q.telling()
	for _, d := range s.found {
		score := float64(s.cells[d].score)
		if _, placed := first[d]; placed || score <= 0 {
			continue
		}
		if int(s.cells[d].slots) >= telling || (score >= relative*best && (!r.Strict || !full)) {
			a.add(d, &x.docs[d], score, r.Lists)
		}
	}
	for d, score := range first {
		a.add(d, &x.docs[d], score, r.Lists)
	}
	a.Relaxed = len(a.Hits) > 0 && len(first) == 0 && (!full || q.unknown > 0)
	if q.changed && len(first) == 0 {
		a.Suggestion = strings.Join(q.fixed, " ")
	}
	return a
}

func (a *Answer) add(slot uint32, d *document, score float64, lists []int64) {
	for _, list := range lists {
		if _, on := slices.BinarySearch(d.card.Lists, list); !on {
			return
		}
	}
	a.Hits = append(a.Hits, rank.Hit{Document: d.id, Score: score, InStock: d.card.InStock, Price: d.card.Price,
		Born: d.card.Born, NameKey: d.card.NameKey})
}

// weigh turns what the words gave into the score, and returns the best, and
// whether any document has all words. What cannot come near enough to the best
// is left before it is looked at closely: that is most of what common words
// find.
func (x *Index) weigh(q query, s *scratch, all float64, limit int64) (best float64, full bool) {
	w := weighing{limit: limit}
	w.thing, w.asked = x.asked(q)
	telling := q.telling()
	top := -1
	for i, slot := range s.found {
		c := &s.cells[slot]
		if q.worded && c.words == 0 {
			c.score = 0 // a number alone
			continue
		}
		covered := float64(c.covered) / all
		c.score *= float32(covered * covered)
		full = full || int(c.slots) >= telling
		if top < 0 || c.score > s.cells[s.found[top]].score {
			top = i
		}
	}
	if top >= 0 {
		best = x.close(&w, s.found[top], s.cells[s.found[top]])
	}
	bound := relative * best
	for _, slot := range s.found {
		c := &s.cells[slot]
		if int(c.slots) < telling && float64(c.score) < bound {
			c.score = 0
			continue
		}
		score := x.close(&w, slot, *c)
		c.score = float32(score)
		best = max(best, score)
	}
	return best, full
}

// weighing is what documents are looked at closely by.
type weighing struct {
	thing thing
	asked bool
	limit int64
}

// close returns the score of a document, given what its words are worth: never
// more than that.
func (x *Index) close(w *weighing, slot uint32, c cell) float64 {
	d, score := &x.docs[slot], float64(c.score)
	if w.asked {
		score *= x.fit(d, &w.thing)
	}
	if !d.card.InStock {
		score *= soldOut
	}
	if w.limit > 0 && d.card.Price > w.limit {
		score *= tooDear
	}
	return score
}

// telling counts the slots that say what is looked for.
func (q query) telling() (n int) {
	for _, s := range q.slots {
		if s.role != weakRole {
			n++
		}
	}
	return n
}

// first returns the documents that come before all others: those that are
// pinned, and those whose code was typed, or the beginning of one.
func (x *Index) first(text string, pinned []string) map[uint32]float64 {
	first := map[uint32]float64{}
	x.addCodes(first, text)
	for i, product := range pinned {
		if at, ok := x.products[product]; ok {
			first[at] = 2*coded + float64(len(pinned)-i)
		}
	}
	return first
}

// addCodes adds what a code finds: the whole text, or a word of it with figures
// that is long enough to be none by chance. Names are codes when typed in full.
func (x *Index) addCodes(first map[uint32]float64, text string) {
	typed := words.Code(text)
	candidates := []string{typed}
	for word := range strings.FieldsSeq(text) {
		candidates = append(candidates, words.Code(word))
	}
	for i, prefix := range candidates {
		figures := strings.ContainsAny(prefix, "0123456789")
		if len(prefix) < 2 || (i > 0 && (!figures || len(prefix) < 5 || prefix == typed)) {
			continue
		}
		x.codes.beginning(prefix, maxCodes, func(c code) {
			switch exact := c.text == prefix; {
			case exact && i == 0:
				first[c.slot] = max(first[c.slot], coded)
			case exact && !c.name:
				first[c.slot] = max(first[c.slot], codeBegun+float64(len(prefix)))
			case !c.name && figures && len(prefix) > 3 && i == 0:
				first[c.slot] = max(first[c.slot], codeBegun)
			}
		})
	}
}

// priceLimit takes "under 50", "below €50", "up to 50 euro" out of a text.
func priceLimit(text string) (rest string, limit float64) {
	fields := strings.Fields(text)
	for i, word := range fields {
		from, at := i, i+1
		switch strings.ToLower(word) {
		case "under", "below", "unter":
		case "than", "to":
			if i == 0 || !slices.Contains([]string{"less", "cheaper", "up"}, strings.ToLower(fields[i-1])) {
				continue
			}
			from--
		default:
			continue
		}
		if at == len(fields) {
			break
		}
		amount, err := strconv.ParseFloat(strings.Trim(fields[at], "€$£"), 64)
		if err != nil || amount <= 0 || from == 0 {
			continue
		}
		if at++; at < len(fields) {
			if currency := strings.ToLower(fields[at]); slices.Contains([]string{"euro", "euros", "eur", "€", "dollars", "usd", "pounds", "gbp"}, currency) {
				at++
			} else if words.IsUnit(currency) {
				continue
			}
		}
		return strings.Join(append(fields[:from:from], fields[at:]...), " "), amount
	}
	return text, 0
}
