// Package store keeps pricing's rows.
package store

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"holdfast/db"
	"holdfast/modules/kernel/sku"
)

// Price is a row of pricing_prices.
type Price struct {
	SKU                                         string `gorm:"column:sku;primaryKey"`
	Minor                                       int64
	Currency                                    string
	WasMinor, SaleMinor                         int64
	SaleFrom, SaleUntil                         *time.Time
	PriorMinor, SalePriorMinor, LaterPriorMinor int64
}

// TableName names the table.
func (Price) TableName() string { return "pricing_prices" }

// Past is a row of pricing_history: what was set, and when. What was said of
// the time before it is not part of it.
type Past struct {
	ID    int64 `gorm:"primaryKey"`
	SetAt time.Time
	Price
}

// TableName names the table.
func (Past) TableName() string { return "pricing_history" }

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

// History returns what has held of skus since an instant, and what held then,
// the first first.
func (w Writer) History(skus []sku.SKU, since time.Time) (rows []Past, err error) {
	for part := range slices.Chunk(skus, 500) {
		var some []Past
		err := w.tx.Where(`sku IN ? AND id >= coalesce((SELECT max(o.id) FROM pricing_history o
			WHERE o.sku = pricing_history.sku AND o.set_at <= ?), 0)`, part, since).Order("id").Find(&some).Error
		if err != nil {
			return nil, err
		}
		rows = append(rows, some...)
	}
	return rows, nil
}

// Remember appends rows to the history.
func (w Writer) Remember(rows []Past) error {
	return w.tx.Omit("prior_minor", "sale_prior_minor", "later_prior_minor").CreateInBatches(rows, 100).Error
}

// Any reports whether there is any price.
func (s *Store) Any(ctx context.Context) (bool, error) {
	var one []Price
	err := s.db.Read(ctx).Limit(1).Find(&one).Error
	return len(one) > 0, err
}
