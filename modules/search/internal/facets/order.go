package facets

import (
	"cmp"
	"slices"
)

// Order compares two documents; every order ends with the document, so that
// equals stay where they are from page to page.
type Order func(a, b *kept) int

// Stocked is what can be bought first, the newest of it first.
func Stocked(a, b *kept) int {
	if a.inStock != b.inStock {
		if a.inStock {
			return -1
		}
		return 1
	}
	return Newest(a, b)
}

// Newest is the last that was made first.
func Newest(a, b *kept) int { return cmp.Or(cmp.Compare(b.born, a.born), cmp.Compare(b.id, a.id)) }

// PriceUp is the cheapest first.
func PriceUp(a, b *kept) int { return cmp.Or(cmp.Compare(a.price, b.price), cmp.Compare(a.id, b.id)) }

// PriceDown is the dearest first.
func PriceDown(a, b *kept) int { return PriceUp(b, a) }

// ByName is the order of the alphabet.
func ByName(a, b *kept) int {
	return cmp.Or(cmp.Compare(a.nameKey, b.nameKey), cmp.Compare(a.id, b.id))
}

// best keeps the first n of what it is given, without sorting all of it.
type best struct {
	order Order
	n     int
	held  []*kept
	worst *kept // the nth of those that have been sorted; nil: fewer than n
}

func (b *best) add(d *kept) {
	if b.worst != nil && b.order(d, b.worst) > 0 {
		return
	}
	b.held = append(b.held, d)
	if len(b.held) >= 2*b.n+64 {
		b.sort()
	}
}

func (b *best) sort() {
	slices.SortFunc(b.held, b.order)
	if b.n > 0 && len(b.held) >= b.n {
		b.held = b.held[:b.n]
		b.worst = b.held[b.n-1]
	}
}

func (b *best) from(offset int) []*kept {
	b.sort()
	b.held = b.held[:min(len(b.held), b.n)]
	return b.held[min(offset, len(b.held)):]
}
