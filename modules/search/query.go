package search

// PerPage is how many cards a page has.
const PerPage = 24

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
	Category string // a category's id; what lies below it is included
	Tag      string
	MinPrice *int64 // minor units, included; nil: no bound
	MaxPrice *int64
	InStock  bool // only what can be bought now
	Sort     Sort // unknown means Relevance
	Page     int  // from 1; what is out of range means the nearest page
	PerPage  int  // zero means PerPage; at most 96
}
