package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"holdfast/modules/search/internal/rank"
)

// Where words are looked for; each takes in those before it.
const (
	InName = iota
	InKind
	InText
)

// Match asks for documents that have all of Words.
type Match struct {
	Words  []string
	Prefix bool // the last is the beginning of a word
	In     int
	Tier   int // what its hits are marked with
}

// Hits returns what has the code (tier 0) and what each of matches finds, up to
// bound each, of what is on all of lists; headed are those that head names.
func (s *Store) Hits(ctx context.Context, code, head string, matches []Match, lists []int64, bound int) ([]rank.Hit, error) {
	var q statement
	q.add(`SELECT h.document, h.tier, d.head = ?, d.in_stock, d.price, d.words, d.born, d.name_key
		FROM (SELECT document, 0 AS tier FROM search_codes WHERE code = ?`, head, code)
	for _, m := range matches {
		q.add(" UNION ALL SELECT * FROM (")
		if s.db.Postgres() {
			q.postgres(m)
		} else {
			q.sqlite(m)
		}
		q.add(" LIMIT ?) AS m"+strconv.Itoa(m.Tier), bound)
	}
	q.add(") AS h JOIN search_documents d ON d.id = h.document WHERE TRUE")
	for _, list := range lists {
		q.add(" AND EXISTS (SELECT 1 FROM search_listings l WHERE l.document = h.document AND l.list = ?)", list)
	}
	var hits []rank.Hit
	err := s.each(ctx, func(rows *sql.Rows) error {
		var h rank.Hit
		err := rows.Scan(&h.Document, &h.Tier, &h.Headed, &h.InStock, &h.Price, &h.Words, &h.Born, &h.NameKey)
		hits = append(hits, h)
		return err
	}, q.String(), q.args...)
	return hits, err
}

// sqlite adds m for FTS5: {name kind} : ("linen" AND "tow" *). Words hold
// letters and figures alone, so quoting them is enough. The last documents come
// first, for when there are more than the bound.
func (q *statement) sqlite(m Match) {
	columns := [...]string{"{name} : (", "{name kind} : (", "("}[m.In]
	text := columns + `"` + strings.Join(m.Words, `" AND "`) + `"`
	if m.Prefix {
		text += " *"
	}
	q.add("SELECT rowid, "+strconv.Itoa(m.Tier)+" FROM search_texts WHERE search_texts MATCH ? ORDER BY rowid DESC", text+")")
}

// postgres adds m for to_tsquery: 'linen':A & 'tow':*A. The beginning of a word
// is looked for as it is, since it has no stem yet. Sorting by an expression
// keeps PostgreSQL from walking all documents for a rare word.
func (q *statement) postgres(m Match) {
	weights := [...]string{"A", "AB", "ABD"}[m.In]
	whole := m.Words
	q.add("SELECT document, " + strconv.Itoa(m.Tier) + " FROM search_texts WHERE words @@ (")
	if m.Prefix {
		whole = m.Words[:len(m.Words)-1]
		q.add("to_tsquery('simple', ?)", "'"+m.Words[len(whole)]+"':*"+weights)
	}
	if m.Prefix && len(whole) > 0 {
		q.add(" && ")
	}
	if len(whole) > 0 {
		q.add("to_tsquery('english', ?)", "'"+strings.Join(whole, "':"+weights+" & '")+"':"+weights)
	}
	q.add(") ORDER BY document + 0 DESC")
}
