// Package store keeps tax's rows.
package store

import (
	"context"
	"time"

	"holdfast/db"
)

// Zone is a row of tax_zones.
type Zone struct {
	ID        string `gorm:"primaryKey"`
	Name      string
	Countries string
	States    string
	Inclusive bool
	Position  int
}

// TableName keeps the module's prefix.
func (Zone) TableName() string { return "tax_zones" }

// Rate is a row of tax_rates.
type Rate struct {
	ZoneID     string
	Position   int
	Category   string
	Name       string
	PPM        int64 `gorm:"column:ppm"`
	ValidFrom  *time.Time
	ValidUntil *time.Time
}

// TableName keeps the module's prefix.
func (Rate) TableName() string { return "tax_rates" }

// Store reads and writes tax's tables.
type Store struct{ db *db.DB }

// New returns a store on d.
func New(d *db.DB) *Store { return &Store{d} }

// All returns every zone and every rate, in the merchant's order.
func (s *Store) All(ctx context.Context) (zones []Zone, rates []Rate, err error) {
	if err := s.db.Read(ctx).Order("position").Find(&zones).Error; err != nil {
		return nil, nil, err
	}
	err = s.db.Read(ctx).Order("zone_id, position").Find(&rates).Error
	return zones, rates, err
}

// Replace writes zones and rates in the place of all that were there, and
// announces tag.
func (s *Store) Replace(ctx context.Context, zones []Zone, rates []Rate, tag string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		for _, statement := range []string{"DELETE FROM tax_rates", "DELETE FROM tax_zones"} {
			if err := tx.Gorm().Exec(statement).Error; err != nil {
				return err
			}
		}
		if len(zones) > 0 {
			if err := tx.Gorm().Create(&zones).Error; err != nil {
				return err
			}
		}
		if len(rates) > 0 {
			if err := tx.Gorm().Create(&rates).Error; err != nil {
				return err
			}
		}
		tx.Announce(tag)
		return nil
	})
}
