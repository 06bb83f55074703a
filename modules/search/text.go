package search

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"holdfast/modules/search/internal/rank"
	"holdfast/modules/search/internal/store"
	"holdfast/modules/search/internal/words"
)

// relaxedWords bounds how many words are looked for one by one.
const relaxedWords = 6

// find searches for words and ranks what they find.
func (s *Service) find(ctx context.Context, q Query) (Result, error) {
	hits, relaxed, err := s.hits(ctx, words.Query(q.Text), words.Code(q.Text), q.lists())
	if err != nil {
		return Result{}, fmt.Errorf("search: %w", err)
	}
	more := len(hits) > maxFound
	kept, facets := rank.Narrow(hits, rank.Filter{Min: q.MinPrice, Max: q.MaxPrice, InStock: q.InStock})
	slices.SortFunc(kept, q.Sort.compare())
	result := Result{Total: len(kept), More: more, InStock: facets.InStock, Relaxed: relaxed}
	offset := result.turn(q)
	page := kept[offset:min(offset+q.PerPage, len(kept))]
	documents := make([]int64, len(page))
	for i, h := range page {
		documents[i] = h.Document
	}
	rows, err := s.store.Cards(ctx, documents)
	if err != nil {
		return Result{}, fmt.Errorf("read %d cards: %w", len(page), err)
	}
	result.Cards = cards(rows)
	result.PriceMin.Minor, result.PriceMax.Minor = facets.Min, facets.Max
	return result, nil
}

// hits looks for all words as they are; where that fills no page, for the last
// as the beginning of one; and where nothing is found, for any of them.
func (s *Service) hits(ctx context.Context, all []string, code string, lists []int64) (hits []rank.Hit, relaxed bool, err error) {
	if len(all) == 0 {
		return nil, false, nil
	}
	head := words.Singular(all[len(all)-1])
	hits, err = s.store.Hits(ctx, code, head, fields(all, false, 1), lists, maxFound+1)
	if err != nil {
		return nil, false, err
	}
	if unfinished(all[len(all)-1], len(hits)) {
		begun, err := s.store.Hits(ctx, "", head, fields(all, true, 4), lists, maxFound+1)
		if err != nil {
			return nil, false, err
		}
		hits = append(hits, begun...)
	}
	if len(hits) > 0 || len(all) == 1 {
		return rank.Best(hits), false, nil
	}
	hits, err = s.store.Hits(ctx, "", head, anyOf(all), lists, maxFound/relaxedWords)
	return rank.Any(hits), len(hits) > 0, err
}

// unfinished reports whether a word may be the beginning of another: what has
// found something and ends like a plural is finished.
func unfinished(last string, found int) bool {
	return len(last) > 1 && found < PerPage && (found == 0 || !strings.HasSuffix(last, "s"))
}

// fields looks for all words in the name, then wider, in tiers from the first.
func fields(all []string, prefix bool, tier int) []store.Match {
	return []store.Match{
		{Words: all, Prefix: prefix, In: store.InName, Tier: tier},
		{Words: all, Prefix: prefix, In: store.InKind, Tier: tier + 1},
		{Words: all, Prefix: prefix, In: store.InText, Tier: tier + 2},
	}
}

// anyOf looks for each word by itself, in tiers as rank.Any takes them.
func anyOf(all []string) []store.Match {
	var matches []store.Match
	for i, word := range all[:min(len(all), relaxedWords)] {
		last := i == len(all)-1 && len(word) > 1
		for _, in := range []int{store.InName, store.InText} {
			matches = append(matches, store.Match{Words: []string{word}, Prefix: last, In: in, Tier: 10*(i+1) + in})
		}
	}
	return matches
}
