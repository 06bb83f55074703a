package search

import (
	"context"
	"fmt"
	"slices"

	"holdfast/modules/search/internal/index"
	"holdfast/modules/search/internal/rank"
)

// maxFound is how many products found by words can be paged through.
const maxFound = 960

// find searches for words and ranks what they find.
func (s *Service) find(ctx context.Context, q Query) (Result, error) {
	found, err := s.matched(ctx, q)
	if err != nil {
		return Result{}, fmt.Errorf("search: %w", err)
	}
	result := Result{Relaxed: found.Relaxed, Suggestion: found.Suggestion, Corrected: found.Suggestion != "" && len(found.Hits) > 0}
	documents := make([]int64, len(found.Hits))
	for i, h := range found.Hits {
		documents[i] = h.Document
	}
	keep, err := s.narrow(ctx, q, documents, &result)
	if err != nil {
		return Result{}, err
	}
	kept := found.Hits[:0]
	for i, h := range found.Hits {
		if keep[i] {
			kept = append(kept, h)
		}
	}
	result.Total, result.More = min(len(kept), maxFound), len(kept) > maxFound
	offset := result.turn(q)
	page := rank.Top(kept, q.Sort.compare(), min(offset+q.PerPage, result.Total))[offset:]
	documents = documents[:len(page)]
	for i, h := range page {
		documents[i] = h.Document
	}
	rows, err := s.store.Cards(ctx, documents)
	if err != nil {
		return Result{}, fmt.Errorf("read %d cards: %w", len(page), err)
	}
	result.Cards = cards(rows)
	return result, nil
}

// matched returns what the words of q find, in no order, whatever else it asks
// for.
func (s *Service) matched(ctx context.Context, q Query) (index.Answer, error) {
	locale, err := s.locale(ctx)
	if err != nil {
		return index.Answer{}, err
	}
	memory, err := s.memory.get(ctx, s.store, locale)
	if err != nil {
		return index.Answer{}, err
	}
	rules, err := s.rules.Get(ctx)
	if err != nil {
		return index.Answer{}, err
	}
	return memory.Find(index.Request{
		Text: q.Text, Lists: q.lists(), Meanings: memory.meanings(rules.Also), Pinned: rules.Pinned(q.Text), Whole: memory.whole.Load(),
		Exact: q.Exact, Strict: slices.Contains([]Sort{Newest, PriceUp, PriceDown, ByName}, q.Sort),
	}), nil
}
