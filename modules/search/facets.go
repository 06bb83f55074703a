package search

import (
	"context"
	"fmt"

	"holdfast/modules/catalog"
	"holdfast/modules/search/internal/facets"
	"holdfast/modules/search/internal/store"
)

// MaxPicks bounds how many values a query can choose.
const MaxPicks = 20

// FacetBrand is the key of the facet of makers, which has no name of its own.
const FacetBrand = facets.Brand

// Pick is a chosen value of a facet, by their keys: size and xl.
type Pick struct{ Facet, Value string }

// Facet is one way in which a list divides: Size, Material. At most eight are
// returned, those that say something of most of the list, and those that are
// chosen from.
type Facet struct {
	Key    string
	Name   string // as the catalogue writes it; empty for FacetBrand
	Values []FacetValue
}

// FacetValue is a value, and how many there would be with it: what all choices
// but those of its own facet leave.
type FacetValue struct {
	Key, Label string
	Count      int
	Picked     bool
}

// facetValues returns what p is counted by: its maker, the values of its
// options, its attributes.
func facetValues(p catalog.Product) []facets.Value {
	var values []facets.Value
	if p.Brand != "" {
		values = append(values, facets.Value{Facet: facets.Brand, Value: p.Brand})
	}
	for i, option := range p.Options {
		for _, v := range p.Variants {
			if i < len(v.Choices) {
				values = append(values, facets.Value{Facet: option, Value: v.Choices[i]})
			}
		}
	}
	for _, a := range p.Attributes {
		values = append(values, facets.Value{Facet: a.Name, Value: a.Value})
	}
	return values[:min(len(values), maxValues)]
}

// maxValues bounds what one product is counted by.
const maxValues = 100

// counted returns a page of a list with its facets. All but its cards is in
// memory: going through twenty thousand documents takes a millisecond.
func (s *Service) counted(ctx context.Context, q Query) (Result, error) {
	shelf, err := s.shelf.get(ctx, s.store)
	if err != nil {
		return Result{}, fmt.Errorf("count a list: %w", err)
	}
	lists := q.lists()
	if len(lists) == 0 {
		lists = []int64{store.All}
	}
	page := max(1, min(q.Page, maxListed/q.PerPage))
	documents, counts := shelf.List(lists, q.filter(), q.Sort.shelved(), (page-1)*q.PerPage, q.PerPage)
	result := Result{Total: min(counts.Total, maxListed), More: counts.Total > maxListed}
	q.Page = page
	if offset := result.turn(q); result.Page != page { // there are fewer
		documents, counts = shelf.List(lists, q.filter(), q.Sort.shelved(), offset, q.PerPage)
	}
	result.setFacets(q, counts)
	rows, err := s.store.Cards(ctx, documents)
	if err != nil {
		return Result{}, fmt.Errorf("read page %d of a list: %w", result.Page, err)
	}
	result.Cards = cards(rows)
	return result, nil
}

// narrow says which of documents, found by words, q's filters keep, and fills in
// result's facets.
func (s *Service) narrow(ctx context.Context, q Query, documents []int64, result *Result) (keep []bool, err error) {
	shelf, err := s.shelf.get(ctx, s.store)
	if err != nil {
		return nil, fmt.Errorf("count what was found: %w", err)
	}
	keep, counts := shelf.Narrow(documents, q.filter())
	result.setFacets(q, counts)
	return keep, nil
}

func (q Query) filter() facets.Filter {
	f := facets.Filter{Min: q.MinPrice, Max: q.MaxPrice, InStock: q.InStock, Picks: make([]facets.Pick, len(q.Picks))}
	for i, p := range q.Picks {
		f.Picks[i] = facets.Pick(p)
	}
	return f
}

func (r *Result) setFacets(q Query, c facets.Counts) {
	r.InStock, r.PriceMin.Minor, r.PriceMax.Minor = min(c.InStock, maxListed), c.Min, c.Max
	for _, p := range c.Picks {
		r.Picks = append(r.Picks, Pick(p))
	}
	if !q.Facets {
		return
	}
	for _, f := range c.Facets {
		facet := Facet{Key: f.Key, Name: f.Name, Values: make([]FacetValue, len(f.Values))}
		if f.Key == FacetBrand {
			facet.Name = ""
		}
		for i, v := range f.Values {
			facet.Values[i] = FacetValue(v)
		}
		r.Facets = append(r.Facets, facet)
	}
}

// shelved returns how a list in memory is sorted.
func (s Sort) shelved() facets.Order {
	switch s {
	case Newest:
		return facets.Newest
	case PriceUp:
		return facets.PriceUp
	case PriceDown:
		return facets.PriceDown
	case ByName:
		return facets.ByName
	}
	return facets.Stocked
}
