package search

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"holdfast/db"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/search/internal/store"
	"holdfast/modules/search/internal/words"
)

// TagRules is announced when the merchant's rules change.
const TagRules = "search.rules"

// Bounds of what a merchant can add, so that each query reads little.
const (
	MaxSynonyms = 500 // groups
	MaxTerms    = 20  // in a group
	MaxPinned   = 300 // queries
	MaxPins     = 24  // products for a query
	maxTerm     = 60  // characters of a term
)

// Faults of the rules.
var (
	ErrSynonymTerms = fault.InvalidFields(fault.Field{Name: "terms", Message: "Enter at least two different words or phrases, and at most 20, each of at most 60 characters."})
	ErrSynonymMany  = fault.InvalidFields(fault.Field{Name: "terms", Message: "There are 500 groups already. Remove one first."})
	ErrSynonymGone  = fault.New(fault.NotFound, "There is no such group of synonyms.")
	ErrPinQuery     = fault.InvalidFields(fault.Field{Name: "query", Message: "Enter the words that shoppers search for, at most 60 characters."})
	ErrPinMany      = fault.InvalidFields(fault.Field{Name: "query", Message: "There are 300 queries with pinned products already. Remove one first."})
	ErrPins         = fault.InvalidFields(fault.Field{Name: "products", Message: "Pin at most 24 products, each once."})
)

// Synonyms is a group of words and phrases that mean the same.
type Synonyms struct {
	ID     int64    // 0: new
	Terms  []string // normalised: lower case, without accents, words apart by one space
	OneWay bool     // the first also finds what the rest find, and not the other way round
}

// Rules is what a merchant has said about searching. It is nobody's to change.
type Rules struct {
	Synonyms []Synonyms // in the order in which they were made
	// Also leads from a term to what else it finds, each once.
	Also map[string][]string
	pins map[string][]string
}

// Pinned returns the ids of the products that come first for text, in order.
func (r Rules) Pinned(text string) []string { return r.pins[Normal(text)] }

// Queries returns every query that has pinned products, by the alphabet.
func (r Rules) Queries() []string {
	queries := make([]string, 0, len(r.pins))
	for query := range r.pins {
		queries = append(queries, query)
	}
	slices.Sort(queries)
	return queries
}

// Normal returns text as rules are kept for it: its words, as they are searched
// for, with one space between them.
func Normal(text string) string { return strings.Join(words.Split(text), " ") }

// Rules returns the merchant's rules, from memory.
func (s *Service) Rules(ctx context.Context) (Rules, error) { return s.rules.Get(ctx) }

func (s *Service) loadRules(ctx context.Context) (Rules, error) {
	rules := Rules{Also: map[string][]string{}, pins: map[string][]string{}}
	synonyms, err := s.store.Synonyms(ctx)
	if err != nil {
		return rules, fmt.Errorf("read the synonyms: %w", err)
	}
	pins, err := s.store.Pins(ctx)
	if err != nil {
		return rules, fmt.Errorf("read the pinned products: %w", err)
	}
	for _, row := range synonyms {
		group := Synonyms{ID: row.ID, Terms: strings.Split(row.Terms, "\n"), OneWay: row.OneWay}
		rules.Synonyms = append(rules.Synonyms, group)
		rules.join(group)
	}
	for _, p := range pins {
		rules.pins[p.Query] = append(rules.pins[p.Query], p.ProductID)
	}
	return rules, nil
}

// join fills in Also from a group.
func (r Rules) join(group Synonyms) {
	from := group.Terms
	if group.OneWay {
		from = from[:1]
	}
	for _, term := range from {
		for _, other := range group.Terms {
			if other != term && !slices.Contains(r.Also[term], other) {
				r.Also[term] = append(r.Also[term], other)
			}
		}
	}
}

// SetSynonyms adds a group that has no ID, or replaces the one that has it.
// Whoever calls notes it in the audit log.
// Faults: ErrSynonymTerms, ErrSynonymMany, ErrSynonymGone.
func (s *Service) SetSynonyms(ctx context.Context, group Synonyms) (Synonyms, error) {
	var terms []string
	for _, term := range group.Terms {
		if term = Normal(term); term != "" && !slices.Contains(terms, term) {
			terms = append(terms, term)
		}
	}
	group.Terms = terms
	if len(terms) < 2 || len(terms) > MaxTerms || slices.ContainsFunc(terms, func(t string) bool { return len([]rune(t)) > maxTerm }) {
		return group, ErrSynonymTerms
	}
	row := store.Synonyms{ID: group.ID, Terms: strings.Join(terms, "\n"), OneWay: group.OneWay}
	err := s.changeRules(ctx, func(w store.Writer) error {
		if row.ID == 0 {
			if n, err := w.CountSynonyms(); err != nil || n >= MaxSynonyms {
				return orElse(err, ErrSynonymMany)
			}
		}
		found, err := w.PutSynonyms(&row)
		if err == nil && !found {
			err = ErrSynonymGone
		}
		return err
	})
	group.ID = row.ID
	return group, err
}

// DropSynonyms removes a group; one that is gone already is no error.
func (s *Service) DropSynonyms(ctx context.Context, id int64) error {
	return s.changeRules(ctx, func(w store.Writer) error { return w.DropSynonyms(id) })
}

// Pin puts products, by their ids and in this order, first for query, in place
// of those that were; none unpins. It returns the query as it is kept. Whoever
// calls notes it in the audit log.
// Faults: ErrPinQuery, ErrPinMany, ErrPins.
func (s *Service) Pin(ctx context.Context, query string, products ...string) (string, error) {
	query = Normal(query)
	if query == "" || len([]rune(query)) > maxTerm {
		return query, ErrPinQuery
	}
	unique := slices.Compact(slices.Sorted(slices.Values(products)))
	if len(unique) != len(products) || len(products) > MaxPins || slices.Contains(products, "") {
		return query, ErrPins
	}
	return query, s.changeRules(ctx, func(w store.Writer) error {
		if n, err := w.CountPinned(query); err != nil || n >= MaxPinned && len(products) > 0 {
			return orElse(err, ErrPinMany)
		}
		return w.SetPins(query, products)
	})
}

// changeRules writes, and lets everybody know.
func (s *Service) changeRules(ctx context.Context, change func(store.Writer) error) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		tx.Announce(TagRules, TagLists)
		return change(s.store.InTx(tx))
	})
}

func orElse(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}
