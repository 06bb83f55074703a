package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"strings"
)

// All is the list of everything.
var All = List("all", "")

// List returns the number under which a list is kept: 64 bits of a hash, in
// place of a text in every row of five indexes.
func List(kind, id string) int64 {
	sum := sha256.Sum256([]byte(kind + ":" + id))
	return int64(binary.BigEndian.Uint64(sum[:8]))
}

// The orders of a list. Each has an index that begins with it.
const (
	OrderStock     = "in_stock DESC, born DESC, document DESC"
	OrderBorn      = "born DESC, document DESC"
	OrderPriceUp   = "price, document"
	OrderPriceDown = "price DESC, document DESC"
	OrderName      = "name_key, document"
)

// Listing asks for what is on all of Lists.
type Listing struct {
	Lists    []int64 // at least one
	Min, Max *int64
	InStock  bool
	Order    string
}

// Facts is how much there is, counted up to a bound.
type Facts struct {
	Total, InStock int
	Min, Max       int64 // zero when there is nothing
}

// Facts counts what l asks for, up to bound: in all; in stock, whatever l.InStock;
// and the lowest and the highest price, whatever l.Min and l.Max.
func (s *Store) Facts(ctx context.Context, l Listing, bound int) (Facts, error) {
	var q statement
	anyStock, anyPrice := l, l
	anyStock.InStock = true
	anyPrice.Min, anyPrice.Max = nil, nil
	q.add("SELECT (SELECT count(*) FROM (SELECT 1 FROM search_listings l")
	q.where(l, true)
	q.add(" LIMIT ?) AS a), (SELECT count(*) FROM (SELECT 1 FROM search_listings l", bound)
	q.where(anyStock, true)
	q.add(" LIMIT ?) AS b), (SELECT price FROM search_listings l", bound)
	q.where(anyPrice, false)
	q.add(" ORDER BY price LIMIT 1), (SELECT price FROM search_listings l")
	q.where(anyPrice, false)
	q.add(" ORDER BY price DESC LIMIT 1)")
	var f Facts
	var low, high sql.NullInt64
	err := s.each(ctx, func(rows *sql.Rows) error {
		return rows.Scan(&f.Total, &f.InStock, &low, &high)
	}, q.String(), q.args...)
	f.Min, f.Max = low.Int64, high.Int64
	return f, err
}

// Page returns the cards of one page of l.
func (s *Store) Page(ctx context.Context, l Listing, offset, limit int) ([]Card, error) {
	var q statement
	q.add("SELECT " + cardColumns + " FROM (SELECT document, in_stock, born, price, name_key FROM search_listings l")
	q.where(l, l.Order == OrderStock)
	q.add(" ORDER BY "+l.Order+" LIMIT ? OFFSET ?) AS p JOIN search_documents d ON d.id = p.document ORDER BY ", limit, offset)
	q.add("p." + strings.ReplaceAll(l.Order, ", ", ", p."))
	return s.cards(ctx, limit, q.String(), q.args...)
}

// statement is SQL under construction, with its values.
type statement struct {
	strings.Builder
	args []any
}

func (q *statement) add(sql string, args ...any) {
	q.WriteString(sql)
	q.args = append(q.args, args...)
}

// where narrows search_listings l. Unless byStock, the stock filter is written
// so that SQLite does not choose an index by it, and sort what comes.
func (q *statement) where(l Listing, byStock bool) {
	q.add(" WHERE l.list = ?", l.Lists[0])
	for _, list := range l.Lists[1:] {
		q.add(" AND EXISTS (SELECT 1 FROM search_listings o WHERE o.document = l.document AND o.list = ?)", list)
	}
	if l.InStock && byStock {
		q.add(" AND l.in_stock = TRUE")
	} else if l.InStock {
		q.add(" AND l.in_stock IS TRUE")
	}
	if l.Min != nil {
		q.add(" AND l.price >= ?", *l.Min)
	}
	if l.Max != nil {
		q.add(" AND l.price <= ?", *l.Max)
	}
}
