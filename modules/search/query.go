package search

import (
	"strings"

	"holdfast/modules/search/internal/rank"
	"holdfast/modules/search/internal/store"
	"holdfast/modules/search/internal/words"
)

// PerPage is how many cards a page has.
const PerPage = 24

// maxPerPage bounds what a query can ask for.
const maxPerPage = 96

// Sort is an order of results.
type Sort string

// The orders of results.
const (
	Relevance Sort = "relevance" // for a list without text: in stock first, then newest
	Newest    Sort = "newest"
	PriceUp   Sort = "price-up"
	PriceDown Sort = "price-down"
	ByName    Sort = "name"
)

// Query asks for a page of products. Its zero value is the first page of all.
type Query struct {
	Text     string // as typed; empty lists without searching
	Exact    bool   // search for Text as it is: correct nothing
	Category string // a category's id; what lies below it is included
	Tag      string
	MinPrice *int64 // minor units, included; nil: no bound
	MaxPrice *int64
	InStock  bool   // only what can be bought now
	Picks    []Pick // chosen values of facets: of each facet any, of all facets; those that nobody knows are none
	Facets   bool   // count facets
	Sort     Sort   // unknown means Relevance
	Page     int    // from 1; what is out of range means the nearest page
	PerPage  int    // zero means PerPage; at most 96
}

// bounded returns q with what is missing filled in, and nothing out of bounds.
func (q Query) bounded() Query {
	q.Text = strings.TrimSpace(q.Text[:min(len(q.Text), 4*words.MaxQuery)])
	if q.PerPage <= 0 {
		q.PerPage = PerPage
	}
	q.PerPage = min(q.PerPage, maxPerPage)
	q.Picks = q.Picks[:min(len(q.Picks), MaxPicks)]
	return q
}

// lists returns the lists that q is restricted to.
func (q Query) lists() (lists []int64) {
	if q.Category != "" {
		lists = append(lists, categoryList(q.Category))
	}
	if q.Tag != "" {
		lists = append(lists, tagList(q.Tag))
	}
	return lists
}

// order returns how a list is sorted in the database.
func (s Sort) order() string {
	switch s {
	case Newest:
		return store.OrderBorn
	case PriceUp:
		return store.OrderPriceUp
	case PriceDown:
		return store.OrderPriceDown
	case ByName:
		return store.OrderName
	}
	return store.OrderStock
}

// compare returns how hits are sorted.
func (s Sort) compare() rank.Order {
	switch s {
	case Newest:
		return rank.Newest
	case PriceUp:
		return rank.PriceUp
	case PriceDown:
		return rank.PriceDown
	case ByName:
		return rank.ByName
	}
	return rank.Relevance
}
