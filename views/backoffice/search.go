package backoffice

import (
	"time"

	"holdfast/views/ui"
)

// SearchPage is what a merchant knows about searching, and how the index is.
type SearchPage struct {
	Page
	Operates bool // may change it
	Index    IndexState
	Query    string // tried out
	Found    []FoundRow
	Told     []string // what a shopper is told beside the results
	Pins     string   // products that come first for Query, one a line
	Pinned   []PinnedRow
	Synonyms SynonymForm
	Groups   []SynonymRow
}

// IndexState is how the index is.
type IndexState struct {
	Documents int
	Waiting   int           // changes that are not in it yet
	Lag       time.Duration // how long the oldest of them has waited
	Built     time.Time     // zero: never
}

// FoundRow is a product that a query finds.
type FoundRow struct {
	Name, Href string
	Price      ui.Price
	Pinned     bool
	InStock    bool
}

// PinnedRow is a query and the products that come first for it.
type PinnedRow struct {
	Query, Href string
	Products    []ui.Link
}

// SynonymForm is a group of synonyms as it is typed.
type SynonymForm struct {
	ID     string // empty: a new one
	Terms  string // one a line
	OneWay bool
}

// SynonymRow is a group of synonyms that is kept.
type SynonymRow struct {
	ID, Href string
	First    string
	Others   string
	OneWay   bool
}
