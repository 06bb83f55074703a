package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"holdfast/modules/search/internal/facets"
)

// Facets writes what a document is counted by, as a column keeps it.
func Facets(lists []int64, values []facets.Value) string {
	var text strings.Builder
	for i, list := range lists {
		if i > 0 {
			text.WriteByte(' ')
		}
		text.WriteString(strconv.FormatInt(list, 36))
	}
	for _, v := range values {
		name, ok := facets.Label(v.Facet)
		label, fits := facets.Label(v.Value)
		if ok && fits { // and has no tab and no new line
			text.WriteString("\n" + name + "\t" + label)
		}
	}
	return text.String()
}

// Counted returns what the documents of products are counted by; of all, when
// products is nil.
func (s *Store) Counted(ctx context.Context, products []string) ([]facets.Document, error) {
	var documents []facets.Document
	old := 0
	query, args := "SELECT id, product_id, price, born, in_stock, name_key, facets FROM search_documents", []any{}
	if products != nil {
		query, args = query+" WHERE product_id IN ?", []any{products}
	}
	err := s.each(ctx, func(rows *sql.Rows) error {
		var d facets.Document
		var key sql.RawBytes
		var text string
		if err := rows.Scan(&d.ID, &d.Product, &d.Price, &d.Born, &d.InStock, &key, &text); err != nil {
			return err
		}
		d.NameKey = string(key)
		d.Lists, d.Values = parseFacets(text)
		if text == "" {
			old++
		}
		documents = append(documents, d)
		return nil
	}, query, args...)
	if err != nil || old == 0 {
		return documents, err
	}
	return documents, s.listOld(ctx, documents)
}

func parseFacets(text string) (lists []int64, values []facets.Value) {
	head, rest, more := strings.Cut(text, "\n")
	for number := range strings.FieldsSeq(head) {
		if list, err := strconv.ParseInt(number, 36, 64); err == nil {
			lists = append(lists, list)
		}
	}
	for more {
		var line string
		line, rest, more = strings.Cut(rest, "\n")
		if facet, label, ok := strings.Cut(line, "\t"); ok {
			values = append(values, facets.Value{Facet: facet, Value: label})
		}
	}
	return lists, values
}

// listOld reads the lists of documents that were written before there were
// facets, which the next rebuilding will have.
func (s *Store) listOld(ctx context.Context, documents []facets.Document) error {
	old := map[int64]*facets.Document{}
	for i := range documents {
		if len(documents[i].Lists) == 0 {
			old[documents[i].ID] = &documents[i]
		}
	}
	return s.each(ctx, func(rows *sql.Rows) error {
		var document, list int64
		err := rows.Scan(&document, &list)
		if d := old[document]; d != nil {
			d.Lists = append(d.Lists, list)
		}
		return err
	}, "SELECT document, list FROM search_listings WHERE document IN (SELECT id FROM search_documents WHERE facets = '')")
}
