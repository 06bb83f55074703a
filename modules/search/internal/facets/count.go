package facets

import (
	"cmp"
	"slices"
)

// Pick is a chosen value, by the keys of its facet and of its own.
type Pick struct{ Facet, Value string }

// Filter narrows a list. A nil bound is none; picks that nobody knows are none.
type Filter struct {
	Min, Max *int64
	InStock  bool
	Picks    []Pick
}

// Counts is how a list divides.
type Counts struct {
	Total    int   // that the filter keeps
	InStock  int   // in stock, of those that it keeps but for that
	Min, Max int64 // prices of those that it keeps but for the price
	Facets   []Facet
	Picks    []Pick // those of the filter that are known, each once, in order
}

// tally counts while it goes through a list.
type tally struct {
	*Shelf
	f       Filter
	picks   []Pick
	chosen  []int32 // facets that are chosen from, each once
	picked  []bool  // by value
	base    []int32 // by value: on the list, whatever is chosen
	count   []int32 // by value: what the choices from other facets keep
	total   int
	stocked int
	min     int64
	max     int64
	priced  bool
}

func (s *Shelf) tally(f Filter) *tally {
	t := &tally{Shelf: s, f: f, picked: make([]bool, len(s.values)), base: make([]int32, len(s.values)), count: make([]int32, len(s.values))}
	for _, p := range f.Picks {
		number, ok := s.numbers[p]
		if !ok || t.picked[number] {
			continue
		}
		t.picked[number] = true
		t.picks = append(t.picks, p)
		if facet := s.values[number].facet; !slices.Contains(t.chosen, facet) {
			t.chosen = append(t.chosen, facet)
		}
	}
	slices.SortFunc(t.picks, func(a, b Pick) int { return cmp.Or(cmp.Compare(a.Facet, b.Facet), cmp.Compare(a.Value, b.Value)) })
	return t
}

// add counts a document of the list, and reports whether the filter keeps it.
// What fails one choice alone counts for the values that it could be chosen by.
func (t *tally) add(d *kept) bool {
	for _, v := range d.values {
		t.base[v]++
	}
	priced := (t.f.Min == nil || d.price >= *t.f.Min) && (t.f.Max == nil || d.price <= *t.f.Max)
	stocked := d.inStock || !t.f.InStock
	failed, missed := 0, int32(-1)
	for _, facet := range t.chosen {
		if !t.has(d, facet) {
			failed, missed = failed+1, facet
		}
	}
	if failed == 0 && stocked {
		t.price(d.price)
	}
	if !priced || !stocked || failed > 1 {
		return false
	}
	for _, v := range d.values {
		if missed < 0 || t.values[v].facet == missed {
			t.count[v]++
		}
	}
	if failed > 0 {
		return false
	}
	t.total++
	if d.inStock {
		t.stocked++
	}
	return true
}

// has reports whether one of d's values of facet has been picked.
func (t *tally) has(d *kept, facet int32) bool {
	for _, v := range d.values {
		if t.picked[v] && t.values[v].facet == facet {
			return true
		}
	}
	return false
}

func (t *tally) price(p int64) {
	if !t.priced {
		t.min, t.max, t.priced = p, p, true
	}
	t.min, t.max = min(t.min, p), max(t.max, p)
}

func (t *tally) counts() Counts {
	return Counts{Total: t.total, InStock: t.stocked, Min: t.min, Max: t.max, Facets: t.facetsShown(), Picks: t.picks}
}

// Narrow says which of documents, in their order, a filter keeps. What is not
// on the shelf is not kept.
func (s *Shelf) Narrow(documents []int64, f Filter) (keep []bool, c Counts) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	t := s.tally(f)
	keep = make([]bool, len(documents))
	for i, id := range documents {
		if at, ok := s.byID[id]; ok {
			keep[i] = t.add(&s.documents[at])
		}
	}
	return keep, t.counts()
}

// List returns limit documents from offset of those that are on all of lists
// and that the filter keeps, in order.
func (s *Shelf) List(lists []int64, f Filter, order Order, offset, limit int) (page []int64, c Counts) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	t, first := s.tally(f), best{order: order, n: offset + limit}
	for i := range s.documents {
		d := &s.documents[i]
		if onAll(d.lists, lists) && t.add(d) {
			first.add(d)
		}
	}
	for _, d := range first.from(offset) {
		page = append(page, d.id)
	}
	return page, t.counts()
}

func onAll(has, wanted []int64) bool {
	for _, list := range wanted {
		if !slices.Contains(has, list) {
			return false
		}
	}
	return true
}
