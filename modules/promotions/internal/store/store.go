// Package store keeps promotions' rows.
package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"holdfast/db"
)

// Coupon is a row of promotions_coupons; amounts are minor units of Currency.
type Coupon struct {
	Code       string `gorm:"primaryKey"`
	Kind       string
	PPM        int64 `gorm:"column:ppm"`
	Amount     int64
	Minimum    int64
	Currency   string
	ValidFrom  *time.Time
	ValidUntil *time.Time
	UseLimit   int64
	Redeemed   int64
}

// TableName keeps the module's prefix.
func (Coupon) TableName() string { return "promotions_coupons" }

// Redemption is a row of promotions_redemptions.
type Redemption struct {
	OrderID    string
	Code       string
	RedeemedAt time.Time
}

// TableName keeps the module's prefix.
func (Redemption) TableName() string { return "promotions_redemptions" }

// Store reads and writes promotions' tables.
type Store struct{ db *db.DB }

// New returns a store on d.
func New(d *db.DB) *Store { return &Store{d} }

// Coupon returns the coupon of a normalised code, and whether there is one.
func (s *Store) Coupon(ctx context.Context, code string) (c Coupon, found bool, err error) {
	result := s.db.Read(ctx).Where("code = ?", code).Limit(1).Find(&c)
	return c, result.RowsAffected > 0, result.Error
}

// CouponIn is Coupon inside a transaction.
func CouponIn(tx *db.Tx, code string) (c Coupon, found bool, err error) {
	result := tx.Gorm().Where("code = ?", code).Limit(1).Find(&c)
	return c, result.RowsAffected > 0, result.Error
}

// List returns every coupon, by code.
func (s *Store) List(ctx context.Context) (all []Coupon, err error) {
	err = s.db.Read(ctx).Order("code").Find(&all).Error
	return all, err
}

// Save writes c, and leaves what has been redeemed of it alone.
func (s *Store) Save(ctx context.Context, c Coupon) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		return tx.Gorm().Clauses(clause.OnConflict{
			Columns: []clause.Column{{Name: "code"}},
			DoUpdates: clause.AssignmentColumns([]string{
				"kind", "ppm", "amount", "minimum", "currency", "valid_from", "valid_until", "use_limit",
			}),
		}).Omit("redeemed").Create(&c).Error
	})
}

// Claim writes the redemption, and reports false when it was there already.
func Claim(tx *db.Tx, r Redemption) (bool, error) {
	result := tx.Gorm().Clauses(clause.OnConflict{DoNothing: true}).Create(&r)
	return result.RowsAffected > 0, result.Error
}

// Use counts one use of a coupon that is valid at an instant and not used up,
// and reports false when it is not.
func Use(tx *db.Tx, code string, at time.Time) (bool, error) {
	result := tx.Gorm().Exec(`UPDATE promotions_coupons SET redeemed = redeemed + 1
		WHERE code = ? AND (use_limit = 0 OR redeemed < use_limit)
		AND (valid_from IS NULL OR valid_from <= ?) AND (valid_until IS NULL OR valid_until > ?)`, code, at, at)
	return result.RowsAffected > 0, result.Error
}

// Release removes what an order has redeemed and gives each use back.
func Release(tx *db.Tx, order string) error {
	var codes []string
	err := tx.Gorm().Raw("DELETE FROM promotions_redemptions WHERE order_id = ? RETURNING code", order).Scan(&codes).Error
	if err != nil || len(codes) == 0 {
		return err
	}
	return tx.Gorm().Exec("UPDATE promotions_coupons SET redeemed = redeemed - 1 WHERE code IN ?", codes).Error
}
