// Package store keeps search's rows.
package store

import (
	"context"
	"database/sql"
	"time"

	"holdfast/db"
)

// Store reads search's tables.
type Store struct{ db *db.DB }

// New returns a store on database.
func New(database *db.DB) *Store { return &Store{database} }

// Address is where a document's product is found.
type Address struct {
	Slug    string
	Updated time.Time
}

// Addresses returns the next limit addresses after a slug, in order.
func (s *Store) Addresses(ctx context.Context, after string, limit int) (addresses []Address, err error) {
	err = s.db.Read(ctx).Raw("SELECT slug, updated_at AS updated FROM search_documents WHERE slug > ? ORDER BY slug LIMIT ?",
		after, limit).Scan(&addresses).Error
	return addresses, err
}

// Products returns the next limit product ids after one, in order.
func (s *Store) Products(ctx context.Context, after string, limit int) (ids []string, err error) {
	err = s.db.Read(ctx).Raw("SELECT product_id FROM search_documents WHERE product_id > ? ORDER BY product_id LIMIT ?",
		after, limit).Scan(&ids).Error
	return ids, err
}

// Fingerprints returns what each of products is kept as, by product.
func (s *Store) Fingerprints(ctx context.Context, products []string) (map[string]string, error) {
	known := make(map[string]string, len(products))
	err := s.each(ctx, func(rows *sql.Rows) error {
		var product, fingerprint string
		err := rows.Scan(&product, &fingerprint)
		known[product] = fingerprint
		return err
	}, "SELECT product_id, fingerprint FROM search_documents WHERE product_id IN ?", products)
	return known, err
}

// each runs a query and read for each of its rows: by hand, since GORM's own
// scanning costs more than the query.
func (s *Store) each(ctx context.Context, read func(*sql.Rows) error, query string, args ...any) error {
	rows, err := s.db.Read(ctx).Raw(query, args...).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := read(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
