// Package store keeps imports' rows.
package store

import (
	"context"
	"time"

	"holdfast/db"
)

// Filling is a row of imports_fillings.
type Filling struct {
	ID      string `gorm:"primaryKey"`
	BegunAt time.Time
	EndedAt *time.Time
}

// TableName keeps the module's prefix.
func (Filling) TableName() string { return "imports_fillings" }

// Find returns the filling with id, nil when it has not begun.
func Find(ctx context.Context, d *db.DB, id string) (*Filling, error) {
	var rows []Filling
	err := d.Read(ctx).Where("id = ?", id).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// Claim begins the filling with id at now, or takes it over from who began it
// before stale and has not ended it. It reports whether it is the caller's.
func Claim(tx *db.Tx, id string, now, stale time.Time) (bool, error) {
	res := tx.Gorm().Exec("INSERT INTO imports_fillings (id, begun_at) VALUES (?, ?) ON CONFLICT (id) DO UPDATE "+
		"SET begun_at = excluded.begun_at WHERE imports_fillings.ended_at IS NULL AND imports_fillings.begun_at < ?", id, now, stale)
	return res.RowsAffected == 1, res.Error
}

// Renew says that whoever claimed the filling is at it.
func Renew(tx *db.Tx, id string, now time.Time) error {
	return tx.Gorm().Model(&Filling{}).Where("id = ? AND ended_at IS NULL", id).Update("begun_at", now).Error
}

// End marks the filling with id as done.
func End(tx *db.Tx, id string, now time.Time) error {
	return tx.Gorm().Model(&Filling{}).Where("id = ?", id).Update("ended_at", now).Error
}
