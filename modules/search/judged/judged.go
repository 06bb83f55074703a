// Package judged says how well a search finds: queries over a made-up catalogue,
// and how good each product is for each, by rules that know what the product
// truly is and nothing of how it is searched for.
//
//	grade 3 = the thing that is asked for, with every fact that is asked for
//	grade 2 = the thing, with at least half of the facts but not all
//	grade 1 = the thing, with fewer; or, where no fact is asked for, what
//	          belongs to the thing (a sleeve for a laptop)
//	grade 0 = all else
//	nDCG@10 = what the first ten are worth ÷ what the best ten would be
//
// A query for a code has grade 3 for its product alone. A query for a use has
// the uses as its facts, and any thing will do. Queries come in two halves: one
// to choose by, and one that nothing was chosen by.
package judged

import (
	"math"
	"slices"

	"holdfast/modules/catalog"
)

// Product is a product of the catalogue with the truth about it.
type Product struct {
	catalog.Product
	Price int64 // minor units
	Stock int
	kind  *kind
	facts []string // values, in lower case: red, 15.6 inch, brand and uses among them
}

// Class is a sort of query.
type Class string

// The classes of queries.
const (
	Code     Class = "exact code"
	Type     Class = "type"
	TypeFact Class = "type + attribute"
	Misspelt Class = "misspelt"
	LongTail Class = "long tail"
	Synonym  Class = "synonym"
)

// Classes are all, in the order in which they are shown.
var Classes = [...]Class{Code, Type, TypeFact, Misspelt, LongTail, Synonym}

// Query is a text with what it asks for.
type Query struct {
	Text  string
	Class Class
	Held  bool // nothing was chosen by it
	code  string
	kind  *kind // nil: any thing
	facts []string
}

// Grade returns how good p is for q, from 0 to 3.
func (q Query) Grade(p Product) int {
	if q.code != "" {
		if slices.ContainsFunc(p.Variants, func(v catalog.Variant) bool { return string(v.SKU) == q.code || v.Barcode == q.code }) {
			return 3
		}
		return 0
	}
	if q.kind != nil && p.kind.name != q.kind.name {
		if len(q.facts) == 0 && p.kind.of == q.kind.name {
			return 1
		}
		return 0
	}
	has := 0
	for _, f := range q.facts {
		if slices.Contains(p.facts, f) {
			has++
		}
	}
	switch {
	case has == len(q.facts):
		return 3
	case 2*has >= len(q.facts):
		return 2
	case q.kind != nil:
		return 1
	}
	return 0
}

// depth is how many results count.
const depth = 10

// NDCG returns the normalised discounted cumulative gain of the first ten of
// grades, given those of every product (Järvelin, Kekäläinen: Cumulated
// gain-based evaluation of IR techniques, 2002, with the gain 2^grade − 1).
func NDCG(found, all []int) float64 {
	best := slices.Clone(all)
	slices.Sort(best)
	slices.Reverse(best)
	if ideal := gain(best); ideal > 0 {
		return gain(found) / ideal
	}
	return 0
}

func gain(grades []int) (sum float64) {
	for i, g := range grades[:min(len(grades), depth)] {
		sum += (math.Exp2(float64(g)) - 1) / math.Log2(float64(i+2))
	}
	return sum
}

// Figures are means of nDCG@10.
type Figures struct {
	All, Chosen, Held float64 // of every query, of each half
	ByClass           map[Class]float64
	Queries           map[Class]int
	Worst             []Judged // the lowest first
}

// Judged is a query and what its results were worth.
type Judged struct {
	Query
	NDCG float64
}

// Judge asks find for the first ten of each query, as places in products.
func Judge(products []Product, queries []Query, find func(text string) ([]int, error)) (Figures, error) {
	f := Figures{ByClass: map[Class]float64{}, Queries: map[Class]int{}}
	halves := map[bool]float64{}
	for _, q := range queries {
		found, err := find(q.Text)
		if err != nil {
			return f, err
		}
		all := make([]int, len(products))
		for i, p := range products {
			all[i] = q.Grade(p)
		}
		grades := make([]int, 0, depth)
		for _, place := range found[:min(len(found), depth)] {
			grades = append(grades, all[place])
		}
		n := NDCG(grades, all)
		f.Worst = append(f.Worst, Judged{q, n})
		f.All += n
		f.ByClass[q.Class] += n
		f.Queries[q.Class]++
		halves[q.Held] += n
	}
	f.average(queries, halves)
	return f, nil
}

func (f *Figures) average(queries []Query, halves map[bool]float64) {
	held := 0
	for _, q := range queries {
		if q.Held {
			held++
		}
	}
	f.All /= float64(max(1, len(queries)))
	f.Held, f.Chosen = halves[true]/float64(max(1, held)), halves[false]/float64(max(1, len(queries)-held))
	for class, n := range f.Queries {
		f.ByClass[class] /= float64(n)
	}
	slices.SortStableFunc(f.Worst, func(a, b Judged) int {
		if a.NDCG < b.NDCG {
			return -1
		}
		if a.NDCG > b.NDCG {
			return 1
		}
		return 0
	})
}
