// Package rank puts what was found in order, by rules that do not depend on the
// database: pure, no I/O.
//
//	better = lower tier; else the very thing; else in stock; else fewer words in
//	         the name; else newer
//
// The tier says how it was found: see package search.
package rank

import (
	"bytes"
	"cmp"
	"maps"
	"math"
	"slices"
)

// Hit is a document that was found, once for each way in which it was.
type Hit struct {
	Document int64
	Tier     int  // lower is better
	Headed   bool // the words name the thing: a mug, not the rack for it
	InStock  bool
	Price    int64
	Words    int
	Born     int64
	NameKey  []byte
}

// Order compares two hits; every order ends with the document, so that equals
// stay where they are from page to page.
type Order func(a, b Hit) int

// Relevance is the order of package rank.
func Relevance(a, b Hit) int {
	return cmp.Or(cmp.Compare(a.Tier, b.Tier), trueFirst(a.Headed, b.Headed), trueFirst(a.InStock, b.InStock),
		cmp.Compare(a.Words, b.Words), Newest(a, b))
}

// Newest is the order of making, the last first.
func Newest(a, b Hit) int {
	return cmp.Or(cmp.Compare(b.Born, a.Born), cmp.Compare(b.Document, a.Document))
}

// PriceUp is cheapest first.
func PriceUp(a, b Hit) int {
	return cmp.Or(cmp.Compare(a.Price, b.Price), cmp.Compare(a.Document, b.Document))
}

// PriceDown is dearest first.
func PriceDown(a, b Hit) int { return PriceUp(b, a) }

// ByName is the order of the alphabet.
func ByName(a, b Hit) int {
	return cmp.Or(bytes.Compare(a.NameKey, b.NameKey), cmp.Compare(a.Document, b.Document))
}

func trueFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// Best returns each document once, by the best way in which it was found.
func Best(hits []Hit) []Hit {
	at := make(map[int64]int, len(hits))
	best := hits[:0]
	for _, h := range hits {
		i, known := at[h.Document]
		if !known {
			at[h.Document] = len(best)
			best = append(best, h)
		} else if h.Tier < best[i].Tier {
			best[i].Tier = h.Tier
		}
	}
	return best
}

// Any returns the documents that have any of the words, for the tiers of which
// hits has a decade each: 10 for the first word's name, 11 for its kind, 20 for
// the second's. Rare words count more than common ones, names more than texts;
// the result's tiers are that order.
func Any(hits []Hit) []Hit {
	found := map[int]map[int64]int{} // word → document → how
	for _, h := range hits {
		word, how := h.Tier/10, h.Tier%10
		if found[word] == nil {
			found[word] = map[int64]int{}
		}
		if known, ok := found[word][h.Document]; !ok || how < known {
			found[word][h.Document] = how
		}
	}
	score := map[int64]float64{}
	for _, word := range slices.Sorted(maps.Keys(found)) { // sums of floats depend on the order
		rarity := 1 / (1 + math.Log2(float64(len(found[word]))))
		for document, how := range found[word] {
			score[document] += rarity / float64(1+how)
		}
	}
	best := Best(hits)
	for i := range best {
		best[i].Tier = -int(1000 * score[best[i].Document])
	}
	return best
}
