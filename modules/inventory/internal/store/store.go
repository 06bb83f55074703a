// Package store keeps inventory's rows.
package store

import (
	"context"
	"time"

	"holdfast/db"
	"holdfast/modules/kernel/sku"
)

// The states of a hold.
const (
	Reserved  = "reserved"
	Allocated = "allocated"
	Released  = "released"
	Sent      = "sent"
)

// Level is a row of inventory_levels.
type Level struct {
	SKU                         string `gorm:"column:sku;primaryKey"`
	Tracked                     bool
	OnHand, Reserved, Allocated int
}

// Minus returns the level before move.
func (l Level) Minus(move Movement) Level {
	l.OnHand -= move.OnHand
	l.Reserved -= move.Reserved
	l.Allocated -= move.Allocated
	return l
}

// Hold is a row of inventory_holds.
type Hold struct {
	ID, State string
	ExpiresAt *time.Time
}

// HoldLine is a row of inventory_hold_lines.
type HoldLine struct {
	HoldID   string
	SKU      string `gorm:"column:sku"`
	Quantity int
}

// Movement is a row of inventory_movements: what was added to each count.
type Movement struct {
	ID                          int64  `gorm:"primaryKey;autoIncrement"`
	SKU                         string `gorm:"column:sku"`
	OnHand, Reserved, Allocated int
	Reason, Ref                 string
	At                          time.Time
}

// TableName names the table.
func (Level) TableName() string { return "inventory_levels" }

// TableName names the table.
func (Hold) TableName() string { return "inventory_holds" }

// TableName names the table.
func (HoldLine) TableName() string { return "inventory_hold_lines" }

// TableName names the table.
func (Movement) TableName() string { return "inventory_movements" }

// Store reads inventory's tables.
type Store struct{ db *db.DB }

// New returns a store on database.
func New(database *db.DB) *Store { return &Store{database} }

// Levels returns the rows of skus.
func (s *Store) Levels(ctx context.Context, skus []sku.SKU) (rows []Level, err error) {
	if len(skus) == 0 {
		return nil, nil
	}
	return rows, s.db.Read(ctx).Where("sku IN ?", skus).Find(&rows).Error
}

// Expired returns the orders whose reservations expired before now.
func (s *Store) Expired(ctx context.Context, now time.Time, limit int) (orders []string, err error) {
	err = s.db.Read(ctx).Model(&Hold{}).Where("state = ? AND expires_at <= ?", Reserved, now).
		Order("expires_at").Limit(limit).Pluck("id", &orders).Error
	return orders, err
}

// Movements returns the ledger of one SKU, newest first.
func (s *Store) Movements(ctx context.Context, each string, limit int) (rows []Movement, err error) {
	return rows, s.db.Read(ctx).Where("sku = ?", each).Order("id DESC").Limit(limit).Find(&rows).Error
}

// Disagreements returns the SKUs whose level is not the sum of their movements.
func (s *Store) Disagreements(ctx context.Context) (skus []string, err error) {
	return skus, s.db.Read(ctx).Raw(`
		SELECT l.sku FROM inventory_levels l
		LEFT JOIN (SELECT sku, sum(on_hand) AS on_hand, sum(reserved) AS reserved, sum(allocated) AS allocated
		           FROM inventory_movements GROUP BY sku) m ON m.sku = l.sku
		WHERE l.on_hand <> coalesce(m.on_hand, 0) OR l.reserved <> coalesce(m.reserved, 0) OR l.allocated <> coalesce(m.allocated, 0)
		ORDER BY l.sku`).Scan(&skus).Error
}
