package index

import "math"

// BM25F (Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and
// Beyond, 2009, section 3.6): a word's counts in the fields are added up, each
// by its field's weight and made even by the field's length, before the sum
// saturates. k1 is the literature's usual 1.2; weights and b were chosen on the
// half of the judged set that is for choosing (docs/search.md).
const k1 = 1.2

var (
	weights = [fields]float64{inName: 4, inKind: 3, inBrand: 3, inFacts: 3, inAbout: 1.2, inText: 0.5}
	evening = [fields]float64{inName: 0.35, inKind: 0.2, inBrand: 0, inFacts: 0.1, inAbout: 0.3, inText: 0.6}
)

// scratch is one query's: each document has a cell.
type scratch struct {
	cells []cell
	one   []share  // the slot's own, best of its alternatives
	held  []uint32 // the documents that the slot found
	found []uint32 // those that any found
}

// share is what one slot gives a document, and how it has it.
type share struct {
	value float32
	how   uint8
}

// How a document has a slot.
const (
	inFields uint8 = iota
	inTextOnly
	inPart // a part of the phrase, or of the word
)

// covers is how much of a slot is covered, by how a document has it: a mention
// in the text alone is less than one in a field.
var covers = [...]float64{inFields: 1, inTextOnly: 0.75, inPart: 0.45}

// cell is what a document has got so far.
type cell struct {
	score   float32
	covered float32 // idf of the slots that it has
	words   uint8   // slots that are no numbers
	slots   uint8   // slots that say what is looked for
	found   bool
}

func (x *Index) take() *scratch {
	s := x.scratch.Get().(*scratch)
	if cap(s.cells) < len(x.docs) {
		s.cells, s.one = make([]cell, len(x.docs)+len(x.docs)/8), make([]share, len(x.docs)+len(x.docs)/8)
	}
	s.held, s.found = s.held[:0], s.found[:0]
	return s
}

// give puts the scratch back, clean.
func (x *Index) give(s *scratch) {
	for _, d := range s.found {
		s.cells[d] = cell{}
	}
	x.scratch.Put(s)
}

// idf of a slot that n documents have, as in BM25, never below zero.
func (x *Index) idf(n int) float64 {
	return math.Log(1 + (float64(len(x.slots))-float64(n)+0.5)/(float64(n)+0.5))
}

// averages are the fields' mean lengths.
func (x *Index) averages() (mean [fields]float64) {
	for f, sum := range x.lengths {
		mean[f] = max(1, float64(sum)/float64(max(1, len(x.slots))))
	}
	return mean
}

// saturated returns a posting's BM25F without idf: 0 to 1.
func (x *Index) saturated(p posting, mean *[fields]float64) float64 {
	d := &x.docs[p.slot]
	sum := 0.0
	for f := range fields {
		if n := p.tf >> shifts[f] & limits[f]; n > 0 {
			sum += weights[f] * float64(n) / (1 - evening[f] + evening[f]*float64(d.lengths[f])/mean[f])
		}
	}
	return sum / (k1 + sum)
}

// score adds each slot of q to the documents that have it, and returns the sum
// of the slots' idf. Slots that nothing has are left out of q.
func (x *Index) score(q *query, s *scratch) (all float64) {
	mean := x.averages()
	kept := q.slots[:0]
	for _, slot := range q.slots {
		s.held = s.held[:0]
		most := 0
		for _, a := range slot.alternatives {
			n := x.find(a, s, &mean)
			if a.weight >= begun {
				most = max(most, n)
			}
		}
		if len(s.held) == 0 {
			q.unknown++
			continue
		}
		kept = append(kept, slot)
		if most == 0 {
			most = len(s.held)
		}
		idf := x.idf(most) * slot.role
		all += idf
		for _, d := range s.held {
			s.merge(d, slot, idf)
		}
	}
	q.slots = kept
	return all
}

// merge moves what a slot gave to a document into its cell.
func (s *scratch) merge(d uint32, of slot, idf float64) {
	c := &s.cells[d]
	if !c.found {
		c.found = true
		s.found = append(s.found, d)
	}
	c.score += float32(idf) * s.one[d].value
	c.covered += float32(idf * covers[s.one[d].how])
	if of.role != weakRole && s.one[d].how != inPart {
		c.slots++
	}
	if of.role != weakRole && !of.number {
		c.words++
	}
	s.one[d] = share{}
}

// find gives the documents of an alternative its value, where that is better
// than what they have, and returns how many there are.
func (x *Index) find(a alternative, s *scratch, mean *[fields]float64) (n int) {
	first := a.classes[0]
	for _, c := range a.classes { // the rarest
		if len(x.classes[c].postings) < len(x.classes[first].postings) {
			first = c
		}
	}
	for _, p := range x.classes[first].postings {
		value, isStrong, ok := x.value(a, first, p, mean)
		if !ok {
			continue
		}
		n++
		had := &s.one[p.slot]
		if had.value == 0 {
			s.held = append(s.held, p.slot)
		}
		if value := float32(value * a.weight); value > had.value {
			*had = share{value, inFields}
			switch {
			case a.part:
				had.how = inPart
			case !isStrong:
				had.how = inTextOnly
			}
		}
	}
	return n
}

// value returns what a document gets for an alternative: the mean of its
// classes, all of which it has.
func (x *Index) value(a alternative, first uint32, p posting, mean *[fields]float64) (value float64, isStrong, ok bool) {
	value, isStrong = x.saturated(p, mean), strong(p.tf)
	if len(a.classes) == 1 {
		return value, isStrong, true
	}
	for _, c := range a.classes {
		if c == first {
			continue
		}
		i, ok := x.classes[c].find(p.slot)
		if !ok {
			return 0, false, false
		}
		other := x.classes[c].postings[i]
		value += x.saturated(other, mean)
		isStrong = isStrong && strong(other.tf)
	}
	return value / float64(len(a.classes)), isStrong, true
}
