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

// Search asks for the documents that match.
type Search struct {
	Code    string  // what has it comes in tier 0; empty: none
	Matches []Match // what else is looked for
	Head    string  // marks the documents that it names
	Lists   []int64 // what is found is on all of them
	Names   bool    // read what the hits are sorted by name by
	Bound   int     // of hits, for each match
}

// Hits returns what q finds, once for each way. A column less is a fifth of the
// cost, so the small ones come in one number.
func (s *Store) Hits(ctx context.Context, q Search) ([]rank.Hit, error) {
	statement := s.search(q)
	var hits []rank.Hit
	err := s.each(ctx, func(rows *sql.Rows) error {
		var h rank.Hit
		var packed int64
		into := []any{&h.Document, &packed, &h.Price, &h.Born, &h.NameKey}
		if !q.Names {
			into = into[:4]
		}
		err := rows.Scan(into...)
		h.Headed, h.InStock = packed&1 != 0, packed&2 != 0
		h.Words, h.Tier = int(packed>>2&0xff), int(packed>>10)
		hits = append(hits, h)
		return err
	}, statement.String(), statement.args...)
	return hits, err
}

func (s *Store) search(q Search) *statement {
	var sql statement
	sql.add(`SELECT h.document, h.tier * 1024 + CASE WHEN d.words < 255 THEN d.words ELSE 255 END * 4
		+ CASE WHEN d.in_stock THEN 2 ELSE 0 END + CASE WHEN d.head = ? THEN 1 ELSE 0 END, d.price, d.born`, q.Head)
	if q.Names {
		sql.add(", d.name_key")
	}
	sql.add(" FROM (SELECT document, 0 AS tier FROM search_codes WHERE code = ?", q.Code)
	for _, m := range q.Matches {
		sql.add(" UNION ALL SELECT * FROM (")
		if s.db.Postgres() {
			sql.postgres(m)
		} else {
			sql.sqlite(m)
		}
		sql.add(" LIMIT ?) AS m"+strconv.Itoa(m.Tier), q.Bound)
	}
	sql.add(") AS h JOIN search_documents d ON d.id = h.document WHERE TRUE")
	for _, list := range q.Lists {
		sql.add(" AND EXISTS (SELECT 1 FROM search_listings l WHERE l.document = h.document AND l.list = ?)", list)
	}
	return &sql
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
// is looked for as it is, since it has no stem yet. It is not sorted: to sort, it
// would have to read every document that a common word finds.
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
	q.add(")")
}
