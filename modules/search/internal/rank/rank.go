// Package rank puts what was found in order: pure, no I/O.
//
//	better = higher score; else in stock; else newer
package rank

import (
	"bytes"
	"cmp"
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
type Order func(a, b *Hit) int

// Relevance is the order of package rank.
func Relevance(a, b *Hit) int {
	if a.Score != b.Score { // nearly always: nothing else need be looked at
		return cmp.Compare(b.Score, a.Score)
	}
	return cmp.Or(trueFirst(a.InStock, b.InStock), Newest(a, b))
}

// Newest is the order of making, the last first.
func Newest(a, b *Hit) int {
	return cmp.Or(cmp.Compare(b.Born, a.Born), cmp.Compare(b.Document, a.Document))
}

// PriceUp is cheapest first.
func PriceUp(a, b *Hit) int {
	return cmp.Or(cmp.Compare(a.Price, b.Price), cmp.Compare(a.Document, b.Document))
}

// PriceDown is dearest first.
func PriceDown(a, b *Hit) int { return PriceUp(b, a) }

// ByName is the order of the alphabet.
func ByName(a, b *Hit) int {
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
	n = min(n, len(hits))
	if n <= 0 {
		return nil
	}
	best := make([]*Hit, n) // a heap, the worst at its root
	for i := range best {
		best[i] = &hits[i]
	}
	for i := n/2 - 1; i >= 0; i-- {
		sink(best, order, i)
	}
	for i := n; i < len(hits); i++ {
		if order(&hits[i], best[0]) < 0 {
			best[0] = &hits[i]
			sink(best, order, 0)
		}
	}
	slices.SortFunc(best, order)
	top := make([]Hit, n)
	for i, h := range best {
		top[i] = *h
	}
	return top
}

// sink moves the i-th down until none below it is worse.
func sink(heap []*Hit, order Order, i int) {
	for {
		worst := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(heap); child++ {
			if order(heap[child], heap[worst]) > 0 {
				worst = child
			}
		}
		if worst == i {
			return
		}
		heap[i], heap[worst] = heap[worst], heap[i]
		i = worst
	}
}
