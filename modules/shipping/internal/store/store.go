// Package store keeps shipping's rows.
package store

import (
	"context"

	"holdfast/db"
)

// Method is a row of shipping_methods.
type Method struct {
	ID       string `gorm:"primaryKey"`
	Name     string
	Detail   string
	Position int
}

// TableName keeps the module's prefix.
func (Method) TableName() string { return "shipping_methods" }

// Zone is a row of shipping_zones.
type Zone struct {
	ID        string `gorm:"primaryKey"`
	Name      string
	Countries string
	States    string
	Postcodes string
	Position  int
}

// TableName keeps the module's prefix.
func (Zone) TableName() string { return "shipping_zones" }

// Rate is a row of shipping_rates; amounts are minor units of Currency.
type Rate struct {
	Position   int
	ZoneID     string
	MethodID   string
	OverGrams  int64
	UptoGrams  int64
	ValueFrom  int64
	ValueBelow int64
	Price      int64
	FreeFrom   int64
	Currency   string
}

// TableName keeps the module's prefix.
func (Rate) TableName() string { return "shipping_rates" }

// Rows is all that shipping keeps.
type Rows struct {
	Methods []Method
	Zones   []Zone
	Rates   []Rate
}

// Store reads and writes shipping's tables.
type Store struct{ db *db.DB }

// New returns a store on d.
func New(d *db.DB) *Store { return &Store{d} }

// All returns everything, in the merchant's order.
func (s *Store) All(ctx context.Context) (all Rows, err error) {
	for _, rows := range []any{&all.Methods, &all.Zones, &all.Rates} {
		if err := s.db.Read(ctx).Order("position").Find(rows).Error; err != nil {
			return Rows{}, err
		}
	}
	return all, nil
}

// Replace writes all in the place of what was there, and announces tag.
func (s *Store) Replace(ctx context.Context, all Rows, tag string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		for _, table := range []string{"DELETE FROM shipping_rates", "DELETE FROM shipping_zones", "DELETE FROM shipping_methods"} {
			if err := tx.Gorm().Exec(table).Error; err != nil {
				return err
			}
		}
		if err := createAll(tx, all.Methods); err != nil {
			return err
		}
		if err := createAll(tx, all.Zones); err != nil {
			return err
		}
		if err := createAll(tx, all.Rates); err != nil {
			return err
		}
		tx.Announce(tag)
		return nil
	})
}

func createAll[T any](tx *db.Tx, rows []T) error {
	if len(rows) == 0 {
		return nil
	}
	return tx.Gorm().Create(&rows).Error
}
