// Package rank puts what was found in order: pure, no I/O.
//
//	better = higher score; else in stock; else newer
package rank

import (
	"bytes"
	"cmp"
	"container/heap"
	"slices"
)

// Hit is a document that was found.
type Hit struct {
	Document int64
	Score    float64 // higher is better: see package index
	InStock  bool
	Price    int64
	Born     int64
	NameKey  []byte
}

// Order compares two hits; every order ends with the document, so that equals
// stay where they are from page to page.
type Order func(a, b Hit) int

// Relevance is the order of package rank.
func Relevance(a, b Hit) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), trueFirst(a.InStock, b.InStock), Newest(a, b))
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

// Top returns the first n of hits in order, and leaves hits as they are. To
// find a page's among thousands costs a tenth of sorting them all.
func Top(hits []Hit, order Order, n int) []Hit {
	if n >= len(hits) {
		all := slices.Clone(hits)
		slices.SortFunc(all, order)
		return all
	}
	h := worstFirst{slices.Clone(hits[:n]), order}
	if n == 0 {
		return nil
	}
	heap.Init(&h)
	for _, hit := range hits[n:] {
		if order(hit, h.hits[0]) < 0 {
			h.hits[0] = hit
			heap.Fix(&h, 0)
		}
	}
	slices.SortFunc(h.hits, order)
	return h.hits
}

// worstFirst is a heap of the best so far.
type worstFirst struct {
	hits  []Hit
	order Order
}

func (h *worstFirst) Len() int           { return len(h.hits) }
func (h *worstFirst) Less(i, j int) bool { return h.order(h.hits[i], h.hits[j]) > 0 }
func (h *worstFirst) Swap(i, j int)      { h.hits[i], h.hits[j] = h.hits[j], h.hits[i] }
func (h *worstFirst) Push(any)           {} // never: the heap's size stays
func (h *worstFirst) Pop() any           { return nil }
