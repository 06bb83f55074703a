package rank_test

import (
	"slices"
	"testing"

	"holdfast/modules/search/internal/rank"
)

func TestRelevanceGoesByTierThingStockNameAge(t *testing.T) {
	want := []rank.Hit{
		{Document: 1, Tier: 0, Words: 9},
		{Document: 2, Tier: 1, Headed: true, Words: 3},
		{Document: 3, Tier: 1, InStock: true, Words: 1, Born: 1},
		{Document: 4, Tier: 1, InStock: true, Words: 2, Born: 5},
		{Document: 6, Tier: 1, InStock: true, Words: 2, Born: 4},
		{Document: 5, Tier: 1, InStock: true, Words: 2, Born: 4},
		{Document: 7, Tier: 1, Words: 1},
		{Document: 8, Tier: 2, Headed: true, InStock: true},
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, rank.Relevance)
	for i := range want {
		if got[i].Document != want[i].Document {
			t.Fatalf("place %d: document %d, want %d", i, got[i].Document, want[i].Document)
		}
	}
}

func TestBestKeepsADocumentOnce(t *testing.T) {
	got := rank.Best([]rank.Hit{{Document: 1, Tier: 3}, {Document: 2, Tier: 2}, {Document: 1, Tier: 1}})
	if len(got) != 2 || got[0].Tier != 1 || got[1].Tier != 2 {
		t.Errorf("got %+v", got)
	}
}

func TestAnyPrefersRareWordsAndNames(t *testing.T) {
	hits := []rank.Hit{
		{Document: 1, Tier: 12}, {Document: 2, Tier: 12}, {Document: 3, Tier: 10}, {Document: 3, Tier: 12}, // common
		{Document: 4, Tier: 22},                          // rare
		{Document: 5, Tier: 12}, {Document: 5, Tier: 32}, // two words
	}
	got := rank.Any(hits)
	slices.SortFunc(got, rank.Relevance)
	order := []int64{}
	for _, h := range got {
		order = append(order, h.Document)
	}
	if !slices.Equal(order, []int64{5, 4, 3, 2, 1}) {
		t.Errorf("got %v", order)
	}
}
