package store

import (
	"context"
	"database/sql"
)

// Followed is a document as the index in memory keeps it.
type Followed struct {
	ID          int64
	Product     string
	Name, Brand string
	Print       string // of its source
	InStock     bool
	Price, Born int64
	Currency    string
	NameKey     []byte
	Lists       []int64 // in order
}

const followed = "SELECT id, product_id, name, brand, texts_print, in_stock, price, born, currency, name_key, facets FROM search_documents"

func (s *Store) followed(ctx context.Context, size int, query string, args ...any) ([]Followed, error) {
	found := make([]Followed, 0, size)
	err := s.each(ctx, func(rows *sql.Rows) error {
		var f Followed
		var facets string
		err := rows.Scan(&f.ID, &f.Product, &f.Name, &f.Brand, &f.Print, &f.InStock, &f.Price, &f.Born, &f.Currency, &f.NameKey, &facets)
		f.Lists, _ = parseFacets(facets)
		found = append(found, f)
		return err
	}, query, args...)
	return found, err
}

// FollowedAfter returns the next limit documents after one, in order.
func (s *Store) FollowedAfter(ctx context.Context, id int64, limit int) ([]Followed, error) {
	return s.followed(ctx, limit, followed+" WHERE id > ? ORDER BY id LIMIT ?", id, limit)
}

// FollowedOf returns the documents of products that there are.
func (s *Store) FollowedOf(ctx context.Context, products []string) ([]Followed, error) {
	return s.followed(ctx, len(products), followed+" WHERE product_id IN ?", products)
}

// Sources returns what the words of documents are made from, by document.
func (s *Store) Sources(ctx context.Context, documents []int64) (map[int64]string, error) {
	found := make(map[int64]string, len(documents))
	if len(documents) == 0 {
		return found, nil
	}
	err := s.each(ctx, func(rows *sql.Rows) error {
		var id int64
		var text string
		err := rows.Scan(&id, &text)
		found[id] = text
		return err
	}, "SELECT document, source FROM search_sources WHERE document IN ?", documents)
	return found, err
}
