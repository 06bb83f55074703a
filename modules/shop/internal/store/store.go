// Package store keeps the settings in shop_settings, one row of JSON.
package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"holdfast/db"
)

// id is the only row's.
const id = "settings"

// Settings is a row of shop_settings.
type Settings struct {
	ID        string
	Version   int64
	Body      string // JSON
	UpdatedAt time.Time
}

// TableName is GORM's.
func (Settings) TableName() string { return "shop_settings" }

// Store reads and replaces the settings.
type Store struct{ db *db.DB }

// New returns the store on d.
func New(d *db.DB) Store { return Store{d} }

// Read returns the row; db.IsMissing knows when there is none.
func (s Store) Read(ctx context.Context) (Settings, error) {
	var row Settings
	err := s.db.Read(ctx).Where("id = ?", id).Take(&row).Error
	return row, err
}

// Replace puts row in the place of the version that it names, 0 for none, and
// reports whether that was the one stored.
func (Store) Replace(tx *db.Tx, row Settings) (bool, error) {
	if row.Version == 0 {
		row.ID, row.Version = id, 1
		insert := tx.Gorm().Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		return insert.RowsAffected == 1, insert.Error
	}
	update := tx.Gorm().Exec("UPDATE shop_settings SET version = version + 1, body = ?, updated_at = ? WHERE id = ? AND version = ?",
		row.Body, row.UpdatedAt, id, row.Version)
	return update.RowsAffected == 1, update.Error
}
