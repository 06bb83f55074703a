package search

import (
	"context"
	"fmt"

	"holdfast/modules/search/internal/store"
)

// maxListed is how much of a list is counted, and so can be paged through.
const maxListed = 2400

// ways is how many other products are shown where nothing was found.
const ways = 8

// Find returns the page of products that q asks for. No text is refused: what
// cannot be searched for finds nothing.
func (s *Service) Find(ctx context.Context, q Query) (Result, error) {
	q = q.bounded()
	look := s.find
	if q.Text == "" {
		look = s.list
	}
	result, err := look(ctx, q)
	if err == nil && result.Total == 0 {
		result.Alternatives, err = s.alternatives(ctx)
	}
	result.setCurrency()
	return result, err
}

// list reads a page of a list off an index, or, where it is to be counted, from
// memory.
func (s *Service) list(ctx context.Context, q Query) (Result, error) {
	if q.Facets || len(q.Picks) > 0 {
		return s.counted(ctx, q)
	}
	l := store.Listing{Lists: q.lists(), Min: q.MinPrice, Max: q.MaxPrice, InStock: q.InStock, Order: q.Sort.order()}
	if len(l.Lists) == 0 {
		l.Lists = []int64{store.All}
	}
	facts, err := s.store.Facts(ctx, l, maxListed+1)
	if err != nil {
		return Result{}, fmt.Errorf("count a list: %w", err)
	}
	result := Result{Total: min(facts.Total, maxListed), More: facts.Total > maxListed, InStock: min(facts.InStock, maxListed)}
	result.PriceMin.Minor, result.PriceMax.Minor = facts.Min, facts.Max
	offset := result.turn(q)
	if result.Total == 0 {
		return result, nil
	}
	rows, err := s.store.Page(ctx, l, offset, q.PerPage)
	if err != nil {
		return Result{}, fmt.Errorf("read page %d of a list: %w", result.Page, err)
	}
	result.Cards = cards(rows)
	return result, nil
}

// alternatives returns the newest products in stock.
func (s *Service) alternatives(ctx context.Context) ([]Card, error) {
	all := store.Listing{Lists: []int64{store.All}, InStock: true, Order: store.OrderStock}
	rows, err := s.store.Page(ctx, all, 0, ways)
	if err != nil {
		return nil, fmt.Errorf("read what else there is: %w", err)
	}
	return cards(rows), nil
}

// setCurrency gives the facets the currency of what is shown: a shop has one.
func (r *Result) setCurrency() {
	shown := r.Cards
	if len(shown) == 0 {
		shown = r.Alternatives
	}
	if len(shown) > 0 {
		r.PriceMin.Currency, r.PriceMax.Currency = shown[0].Price.Currency, shown[0].Price.Currency
	}
}

// turn sets the pages for Total, and returns where the one begins that q asks
// for.
func (r *Result) turn(q Query) (offset int) {
	r.Pages = (r.Total + q.PerPage - 1) / q.PerPage
	r.Page = max(1, min(q.Page, r.Pages))
	return (r.Page - 1) * q.PerPage
}
