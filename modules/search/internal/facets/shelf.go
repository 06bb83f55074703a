// Package facets counts, in memory, how a list divides: by brand, by options
// such as Size, by attributes such as Material.
//
//	kept    = on the list, and of each facet that is chosen from at least one
//	          chosen value, and in the price range, and in stock if that is asked
//	counted = for a facet's values: what all other choices keep; so that each
//	          count says how many there would be with that value instead
//
// Which facets are shown, and in what order, is decided by the list before
// anything is chosen: they do not jump while one ticks.
package facets

import (
	"slices"
	"sync"
)

// Document is what is counted of a product.
type Document struct {
	ID          int64
	Product     string
	Price, Born int64
	InStock     bool
	NameKey     string
	Lists       []int64
	Values      []Value
}

// Value is a value of a facet as people wrote both.
type Value struct{ Facet, Value string }

// Shelf holds the documents. It is safe for concurrent use.
type Shelf struct {
	mu        sync.RWMutex
	documents []kept
	at        map[string]int // product → its place in documents
	byID      map[int64]int  // document → the same

	facets  []name // by number
	values  []value
	numbers map[Pick]int32 // value → its number
	known   map[string]int32
}

// name is a facet's or a value's key and label.
type name struct{ key, label string }

type value struct {
	name
	facet int32
}

// kept is a document with its values by number, those of a facet side by side.
type kept struct {
	id          int64
	price, born int64
	product     string
	nameKey     string
	lists       []int64
	values      []int32
	inStock     bool
}

// NewShelf returns a shelf with documents on it.
func NewShelf(documents []Document) *Shelf {
	s := &Shelf{at: make(map[string]int, len(documents)), byID: make(map[int64]int, len(documents)),
		numbers: map[Pick]int32{}, known: map[string]int32{}}
	s.documents = make([]kept, 0, len(documents))
	for _, d := range documents {
		s.put(d)
	}
	return s
}

// Change puts documents on the shelf, in place of what it has of them, and
// takes away those of products that gone names.
func (s *Shelf) Change(documents []Document, gone []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, product := range gone {
		s.remove(product)
	}
	for _, d := range documents {
		s.put(d)
	}
}

// Crowded reports whether the shelf remembers far more values than there are
// documents: those of products that are gone. Then it is time for a new one.
func (s *Shelf) Crowded() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.values) > 1000+4*len(s.documents)
}

func (s *Shelf) put(d Document) {
	k := kept{id: d.ID, price: d.Price, born: d.Born, product: d.Product, nameKey: d.NameKey, lists: d.Lists, inStock: d.InStock}
	for _, v := range d.Values {
		if number, ok := s.number(v); ok {
			k.values = append(k.values, number)
		}
	}
	slices.SortFunc(k.values, func(a, b int32) int {
		if s.values[a].facet != s.values[b].facet {
			return int(s.values[a].facet - s.values[b].facet)
		}
		return int(a - b)
	})
	k.values = slices.Compact(k.values)
	if i, ok := s.at[d.Product]; ok {
		delete(s.byID, s.documents[i].id)
		s.documents[i], s.byID[d.ID] = k, i
		return
	}
	s.at[d.Product], s.byID[d.ID] = len(s.documents), len(s.documents)
	s.documents = append(s.documents, k)
}

func (s *Shelf) remove(product string) {
	i, ok := s.at[product]
	if !ok {
		return
	}
	delete(s.byID, s.documents[i].id)
	delete(s.at, product)
	last := len(s.documents) - 1
	if i != last {
		moved := s.documents[last]
		s.documents[i], s.at[moved.product], s.byID[moved.id] = moved, i, i
	}
	s.documents[last] = kept{}
	s.documents = s.documents[:last]
}

// number returns the number of a value, a new one if it has none yet.
func (s *Shelf) number(v Value) (int32, bool) {
	facetLabel, ok := Label(v.Facet)
	valueLabel, fits := Label(v.Value)
	if !ok || !fits {
		return 0, false
	}
	pick := Pick{Key(facetLabel), Key(valueLabel)}
	if number, ok := s.numbers[pick]; ok {
		return number, true
	}
	facet, ok := s.known[pick.Facet]
	if !ok {
		facet = int32(len(s.facets))
		s.known[pick.Facet] = facet
		s.facets = append(s.facets, name{pick.Facet, facetLabel})
	}
	number := int32(len(s.values))
	s.numbers[pick] = number
	s.values = append(s.values, value{name{pick.Value, valueLabel}, facet})
	return number, true
}
