// Package store keeps pricing's rows.
package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"holdfast/db"
	"holdfast/modules/kernel/sku"
)

// Price is a row of pricing_prices.
type Price struct {
	SKU                 string `gorm:"column:sku;primaryKey"`
	Minor               int64
	Currency            string
	WasMinor, SaleMinor int64
	SaleFrom, SaleUntil *time.Time
}

// TableName names the table.
func (Price) TableName() string { return "pricing_prices" }

// Store reads pricing's table.
type Store struct{ db *db.DB }

// Writer writes it inside a transaction.
type Writer struct{ tx *gorm.DB }

// New returns a store on database.
func New(database *db.DB) *Store { return &Store{database} }

// InTx returns a writer inside tx.
func (s *Store) InTx(tx *db.Tx) Writer { return Writer{tx.Gorm()} }

// Prices returns the rows of skus.
func (s *Store) Prices(ctx context.Context, skus []sku.SKU) ([]Price, error) {
	return prices(s.db.Read(ctx), skus)
}

// Prices returns the rows of skus as the transaction sees them.
func (w Writer) Prices(skus []sku.SKU) ([]Price, error) { return prices(w.tx, skus) }

func prices(g *gorm.DB, skus []sku.SKU) (rows []Price, err error) {
	if len(skus) == 0 {
		return nil, nil
	}
	return rows, g.Where("sku IN ?", skus).Find(&rows).Error
}

// Put inserts or updates rows.
func (w Writer) Put(rows []Price) error {
	return w.tx.Clauses(clause.OnConflict{UpdateAll: true}).CreateInBatches(rows, 100).Error
}
