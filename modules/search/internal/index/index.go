// Package index keeps the words of a shop's products in memory, and finds and
// ranks them: the same on every database, since no database takes part.
//
//	document = its words by field, the kinds of thing that it is, and what it is
//	           filtered and sorted by
//	class    = words of one stem; its postings say which documents have it, how
//	           often and in which fields
//	slot     = what one word of a query may mean: itself, a synonym, what it is
//	           the beginning of, what it was meant to be
//	score    = Σ idf·BM25F of the slots × coverage² × kind × stock
//
// An Index is read by many and changed by one at a time.
package index

import (
	"slices"
	"sync"

	"holdfast/modules/search/internal/words"
)

// The fields of a document, by what a word in them says.
const (
	inName  = iota
	inKind  // type, and the categories it lies in
	inBrand //
	inFacts // options' and attributes' values
	inAbout // tags, the categories above, attributes' names
	inText  // the description
	fields
)

// Source is what a document's words are made from, as it is kept.
type Source struct {
	Name       string      `json:"name"`
	Brand      string      `json:"brand,omitempty"`
	Type       string      `json:"type,omitempty"`
	Categories [][]string  `json:"categories,omitempty"` // paths, from the top
	Options    []string    `json:"options,omitempty"`    // values, each once
	Attributes [][2]string `json:"attributes,omitempty"` // name, value
	Tags       []string    `json:"tags,omitempty"`
	Text       string      `json:"text,omitempty"`  // plain
	Codes      []string    `json:"codes,omitempty"` // SKUs and barcodes
}

// Card is what a document is filtered and sorted by.
type Card struct {
	Product string
	InStock bool
	Price   int64
	Born    int64
	NameKey []byte
	Lists   []int64 // sorted
}

// document is one in memory, by its slot.
type document struct {
	id    int64 // 0: the slot is free
	card  Card
	print string // of its source: what has the same need not be read again

	classes []uint32 // that it is in the postings of
	lengths [fields]uint8
	name    []uint32 // classes, in order
	main    uint8    // how many of name come before what says more about it
	kinds   []kind
}

// posting says that a document has a class, and how often in each field.
type posting struct {
	slot uint32
	tf   uint32 // packed, see counts
}

// class is the words of one stem.
type class struct {
	stem     string
	postings []posting // by slot
	strong   int       // how many have it elsewhere than in the text
	factual  int       // how many have it as a fact
}

// Index is a shop's.
type Index struct {
	mu       sync.RWMutex
	language *words.Language
	docs     []document
	slots    map[int64]uint32
	products map[string]uint32
	free     []uint32
	lengths  [fields]int64 // summed, for the averages

	classes []class
	stems   map[string]uint32
	words   map[string]uint32 // as they are written → class
	vocab   sortedWords       // the same, to look for beginnings
	codes   sortedCodes
	kinds   kinds
	same    synonyms
	scratch sync.Pool
}

// New returns an empty index of texts in language.
func New(language *words.Language) *Index {
	x := &Index{
		language: language, slots: map[int64]uint32{}, products: map[string]uint32{}, stems: map[string]uint32{}, words: map[string]uint32{}, kinds: newKinds(),
	}
	x.same = x.readSynonyms(language.Synonyms(), builtIn)
	x.scratch.New = func() any { return new(scratch) }
	return x
}

// Len returns how many documents there are.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.slots)
}

// Print returns what the document's source was known by, empty when there is
// none.
func (x *Index) Print(id int64) string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if slot, ok := x.slots[id]; ok {
		return x.docs[slot].print
	}
	return ""
}

// IDs returns every document's.
func (x *Index) IDs() []int64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	ids := make([]int64, 0, len(x.slots))
	for id := range x.slots {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// classOf returns the class of a word, which it makes when there is none.
func (x *Index) classOf(word string) uint32 {
	if c, ok := x.words[word]; ok {
		return c
	}
	stem := x.language.Stem(word)
	c, ok := x.stems[stem]
	if !ok {
		c = uint32(len(x.classes))
		x.classes = append(x.classes, class{stem: stem})
		x.stems[stem] = c
	}
	x.words[word] = c
	x.vocab.add(word)
	return c
}

// known returns the class of a word that some document has.
func (x *Index) known(word string) (uint32, bool) {
	c, ok := x.words[word]
	if !ok {
		c, ok = x.stems[x.language.Stem(word)]
	}
	return c, ok && len(x.classes[c].postings) > 0
}

// shifts and widths of the counts that a posting packs, by field.
var (
	shifts = [fields]uint{0, 4, 7, 10, 14, 18}
	limits = [fields]uint32{15, 7, 7, 15, 15, 63}
)

// count adds one to a field's count, up to its limit.
func count(tf uint32, field int) uint32 {
	if tf>>shifts[field]&limits[field] == limits[field] {
		return tf
	}
	return tf + 1<<shifts[field]
}

// strong reports whether a word is elsewhere than in the text.
func strong(tf uint32) bool { return tf&(1<<shifts[inText]-1) != 0 }

func factual(tf uint32) bool { return tf>>shifts[inFacts]&limits[inFacts] != 0 }
