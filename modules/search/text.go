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

// enough products found by name or kind are not joined by those whose text
// happens to have the words.
const enough = 2 * PerPage

// relaxedWords bounds how many words are looked for one by one.
const relaxedWords = 6

// find searches for words and ranks what they find.
func (s *Service) find(ctx context.Context, q Query) (Result, error) {
	hits, relaxed, err := s.hits(ctx, q)
	if err != nil {
		return Result{}, fmt.Errorf("search: %w", err)
	}
	result := Result{More: len(hits) > maxFound, Relaxed: relaxed}
	found := make([]int64, len(hits))
	for i, h := range hits {
		found[i] = h.Document
	}
	keep, err := s.narrow(ctx, q, found, &result)
	if err != nil {
		return Result{}, err
	}
	var kept []rank.Hit
	for i, h := range hits {
		if keep[i] {
			kept = append(kept, h)
		}
	}
	slices.SortFunc(kept, q.Sort.compare())
	kept = kept[:min(len(kept), maxFound)]
	result.Total = len(kept)
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
	return result, nil
}

// hits looks for all words as they are; where that fills no page, for the last
// as the beginning of one; and where nothing is found, for any of them.
func (s *Service) hits(ctx context.Context, q Query) (hits []rank.Hit, relaxed bool, err error) {
	all := words.Query(q.Text)
	if len(all) == 0 {
		return nil, false, nil
	}
	search := store.Search{
		Code: words.Code(q.Text), Head: words.Singular(all[len(all)-1]),
		Lists: q.lists(), Names: q.Sort == ByName, Bound: maxFound + 1,
	}
	if hits, err = s.widen(ctx, search, store.Match{Words: all, Tier: 1}, enough); err != nil {
		return nil, false, err
	}
	search.Code = ""
	if unfinished(all[len(all)-1], len(hits)) {
		begun, err := s.widen(ctx, search, store.Match{Words: all, Tier: 4, Prefix: true}, PerPage)
		if err != nil {
			return nil, false, err
		}
		hits = append(hits, begun...)
	}
	if len(hits) > 0 || len(all) == 1 {
		return rank.Best(hits), false, nil
	}
	search.Matches, search.Bound = anyOf(all), maxFound/relaxedWords
	hits, err = s.store.Hits(ctx, search)
	return rank.Any(hits), len(hits) > 0, err
}

// widen looks in names; where those do not fill the bound, in kinds; and where
// they are not enough, in texts, too: who finds sixty mugs does not miss what
// goes with a mug.
func (s *Service) widen(ctx context.Context, q store.Search, m store.Match, enough int) ([]rank.Hit, error) {
	q.Matches = []store.Match{m}
	named, err := s.store.Hits(ctx, q)
	if err != nil || len(named) >= q.Bound {
		return named, err
	}
	kind, text := m, m
	kind.In, kind.Tier = store.InKind, m.Tier+1
	text.In, text.Tier = store.InText, m.Tier+2
	q.Code, q.Matches = "", []store.Match{kind, text}
	if len(named) >= enough {
		q.Matches = q.Matches[:1]
	}
	wider, err := s.store.Hits(ctx, q)
	return append(named, wider...), err
}

// unfinished reports whether a word may be the beginning of another: what has
// found something and ends like a plural is finished.
func unfinished(last string, found int) bool {
	return len(last) > 1 && found < PerPage && (found == 0 || !strings.HasSuffix(last, "s"))
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
