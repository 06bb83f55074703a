package search_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/search"
)

func rulesOf(t *testing.T, s *shop) search.Rules {
	t.Helper()
	rules, err := s.search.Rules(t.Context())
	must(t, err)
	return rules
}

func TestSynonymsAreKeptAsTheyAreSearchedFor(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := open(d)
		sofa, err := s.search.SetSynonyms(t.Context(), search.Synonyms{Terms: []string{" Sofa ", "Canapé", "couch", "SOFA", ""}})
		must(t, err)
		_, err = s.search.SetSynonyms(t.Context(), search.Synonyms{Terms: []string{"rain coat", "jacket", "parka"}, OneWay: true})
		must(t, err)

		rules := rulesOf(t, s)
		if got := fmt.Sprint(rules.Also["sofa"], rules.Also["couch"], rules.Also["rain coat"], rules.Also["parka"]); got != "[canape couch] [sofa canape] [jacket parka] []" {
			t.Errorf("also: %s", got)
		}
		sofa.Terms = []string{"sofa", "settee"}
		_, err = s.search.SetSynonyms(t.Context(), sofa)
		must(t, err)
		must(t, s.search.DropSynonyms(t.Context(), rules.Synonyms[1].ID))
		if rules = rulesOf(t, s); len(rules.Synonyms) != 1 || strings.Join(rules.Also["sofa"], " ") != "settee" || rules.Also["couch"] != nil {
			t.Errorf("after a change: %+v", rules)
		}
	})
}

func TestSynonymsThatCannotBeKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := open(d)
		for _, terms := range [][]string{nil, {"sofa"}, {"sofa", "Sofa!"}, {"a", strings.Repeat("b", 61)}, strings.Fields(strings.Repeat("a b c d e ", 1) + fmt.Sprint(numbers(18)))} {
			if _, err := s.search.SetSynonyms(t.Context(), search.Synonyms{Terms: terms}); !errors.Is(err, search.ErrSynonymTerms) {
				t.Errorf("%q: %v", terms, err)
			}
		}
		if _, err := s.search.SetSynonyms(t.Context(), search.Synonyms{ID: 99, Terms: []string{"a", "b"}}); !errors.Is(err, search.ErrSynonymGone) {
			t.Errorf("a group that is not there: %v", err)
		}
	})
}

func TestPinsReplaceThoseOfTheirQuery(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := open(d)
		for _, pins := range [][]string{{"p1", "p2"}, {"p3", "p1"}} {
			kept, err := s.search.Pin(t.Context(), " Blue  MUG! ", pins...)
			must(t, err)
			if kept != "blue mug" {
				t.Errorf("kept as %q", kept)
			}
		}
		rules := rulesOf(t, s)
		if got := rules.Pinned("blue mug"); !slices.Equal(got, []string{"p3", "p1"}) || len(rules.Pinned("mug")) > 0 || !slices.Equal(rules.Queries(), []string{"blue mug"}) {
			t.Errorf("pinned: %q", got)
		}
		_, err := s.search.Pin(t.Context(), "blue mug")
		must(t, err)
		if got := rulesOf(t, s).Queries(); len(got) > 0 {
			t.Errorf("unpinned: %q", got)
		}
		if _, err := s.search.Pin(t.Context(), " ! ", "p1"); !errors.Is(err, search.ErrPinQuery) {
			t.Errorf("no query: %v", err)
		}
		if _, err := s.search.Pin(t.Context(), "mug", "p1", "p1"); !errors.Is(err, search.ErrPins) {
			t.Errorf("twice the same: %v", err)
		}
	})
}

func numbers(n int) (list []int) {
	for i := range n {
		list = append(list, i)
	}
	return list
}
