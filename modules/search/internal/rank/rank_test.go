package rank_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"holdfast/modules/search/internal/rank"
)

func TestRelevanceGoesByScoreStockAge(t *testing.T) {
	want := []rank.Hit{
		{Document: 2, Score: 9},
		{Document: 3, Score: 5, InStock: true, Born: 1},
		{Document: 4, Score: 5, Born: 5},
		{Document: 6, Score: 5, Born: 4},
		{Document: 5, Score: 5, Born: 4},
		{Document: 8, Score: 1, InStock: true},
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b rank.Hit) int { return rank.Relevance(&a, &b) })
	for i := range want {
		if got[i].Document != want[i].Document {
			t.Fatalf("place %d: document %d, want %d", i, got[i].Document, want[i].Document)
		}
	}
}

func TestTopIsTheBeginningOfAllInOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	hits := make([]rank.Hit, 300)
	for i := range hits {
		hits[i] = rank.Hit{Document: int64(i), Score: float64(random.IntN(40)), Price: random.Int64N(9), InStock: random.IntN(2) == 0}
	}
	for _, order := range []rank.Order{rank.Relevance, rank.PriceUp, rank.PriceDown, rank.Newest} {
		sorted := slices.Clone(hits)
		slices.SortFunc(sorted, func(a, b rank.Hit) int { return order(&a, &b) })
		for _, n := range []int{0, 1, 24, 299, 300, 400} {
			got := rank.Top(hits, order, n)
			if len(got) != min(n, 300) {
				t.Fatalf("%d of the top %d", len(got), n)
			}
			for i := range got {
				if got[i].Document != sorted[i].Document {
					t.Fatalf("top %d, place %d: %d, want %d", n, i, got[i].Document, sorted[i].Document)
				}
			}
		}
	}
}
