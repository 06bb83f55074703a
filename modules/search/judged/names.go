package judged

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
)

// Names ranks by the words of names alone: Okapi BM25, k1 = 1.2, b = 0.75, no
// stemming. It is what a search has to beat.
type Names struct {
	docs    [][]string
	count   map[string]int
	average float64
}

// NewNames reads the names of products.
func NewNames(products []Product) *Names {
	n := &Names{count: map[string]int{}}
	for _, p := range products {
		words := cut(p.Name)
		n.docs = append(n.docs, words)
		n.average += float64(len(words)) / float64(len(products))
		for _, w := range slices.Compact(slices.Sorted(slices.Values(words))) {
			n.count[w]++
		}
	}
	return n
}

func cut(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Find returns the first ten places for text.
func (n *Names) Find(text string) ([]int, error) {
	type scored struct {
		place int
		score float64
	}
	var all []scored
	for i, words := range n.docs {
		score := 0.0
		for _, w := range cut(text) {
			tf := 0.0
			for _, other := range words {
				if other == w {
					tf++
				}
			}
			df := float64(n.count[w])
			idf := math.Log(1 + (float64(len(n.docs))-df+0.5)/(df+0.5))
			score += idf * tf * 2.2 / (tf + 1.2*(0.25+0.75*float64(len(words))/n.average))
		}
		if score > 0 {
			all = append(all, scored{i, score})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	var places []int
	for _, s := range all[:min(len(all), depth)] {
		places = append(places, s.place)
	}
	return places, nil
}
