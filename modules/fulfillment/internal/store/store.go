// Package store keeps fulfillment's rows.
package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"holdfast/db"
)

// Parcel is a row of fulfillment_parcels.
type Parcel struct {
	OrderID, Carrier string
	TrackingURL      string `gorm:"column:tracking_url"`
	SentBy           string
	SentAt           time.Time
}

// TableName names the table.
func (Parcel) TableName() string { return "fulfillment_parcels" }

// Store reads fulfillment's table.
type Store struct{ db *db.DB }

// Writer writes it inside a transaction.
type Writer struct{ tx *gorm.DB }

// New returns a store on database.
func New(database *db.DB) *Store { return &Store{database} }

// InTx returns a writer inside tx.
func (s *Store) InTx(tx *db.Tx) Writer { return Writer{tx.Gorm()} }

// Parcel returns the parcel of an order.
func (s *Store) Parcel(ctx context.Context, order string) (row Parcel, err error) {
	return row, s.db.Read(ctx).Where("order_id = ?", order).Take(&row).Error
}

// Create writes a parcel, unless the order has one.
func (w Writer) Create(row Parcel) (first bool, err error) {
	res := w.tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
	return res.RowsAffected == 1, res.Error
}

// Remove deletes the parcel of an order.
func (w Writer) Remove(order string) error {
	return w.tx.Where("order_id = ?", order).Delete(&Parcel{}).Error
}
