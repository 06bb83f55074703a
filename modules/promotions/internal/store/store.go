// Package store keeps promotions' rows.
package store

import (
	"context"
	"slices"
	"strings"
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
	Name       string
	Automatic  bool
	Scope      string
	Targets    string
	Exclusive  bool
	Position   int64
	EachLimit  int64
}

// TableName keeps the module's prefix.
func (Coupon) TableName() string { return "promotions_coupons" }

// Redemption is a row of promotions_redemptions.
type Redemption struct {
	OrderID    string
	Code       string
	Customer   string // a hash; empty: not known
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

// List returns every promotion, in the order in which they apply.
func (s *Store) List(ctx context.Context) (all []Coupon, err error) {
	err = s.db.Read(ctx).Order("position, code").Find(&all).Error
	return all, err
}

// Automatic returns those that need no code.
func (s *Store) Automatic(ctx context.Context) (all []Coupon, err error) {
	err = s.db.Read(ctx).Where("automatic").Order("position, code").Find(&all).Error
	return all, err
}

// Remove deletes a promotion with all that was counted of it, and announces tag.
// The promotion comes first: whoever redeems it meanwhile waits, and finds none.
func (s *Store) Remove(ctx context.Context, code, tag string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		tx.Announce(tag)
		for _, table := range []string{"promotions_coupons", "promotions_redemptions", "promotions_customers"} {
			if err := tx.Gorm().Exec("DELETE FROM "+table+" WHERE code = ?", code).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

// Save writes c, leaves what has been redeemed of it alone, and announces tag.
func (s *Store) Save(ctx context.Context, c Coupon, tag string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		tx.Announce(tag)
		err := tx.Gorm().Clauses(clause.OnConflict{
			Columns: []clause.Column{{Name: "code"}},
			DoUpdates: clause.AssignmentColumns([]string{
				"kind", "ppm", "amount", "minimum", "currency", "valid_from", "valid_until", "use_limit",
				"name", "automatic", "scope", "targets", "exclusive", "position", "each_limit",
			}),
		}).Omit("redeemed").Create(&c).Error
		if err != nil || c.EachLimit == 0 {
			return err
		}
		return recount(tx, c.Code)
	})
}

// recount counts by customer what orders hold of a promotion: while it had no
// limit for each, nobody did.
func recount(tx *db.Tx, code string) error {
	if err := tx.Gorm().Exec("DELETE FROM promotions_customers WHERE code = ?", code).Error; err != nil {
		return err
	}
	return tx.Gorm().Exec(`INSERT INTO promotions_customers (code, customer, used)
		SELECT code, customer, count(*) FROM promotions_redemptions WHERE code = ? AND customer <> '' GROUP BY code, customer`, code).Error
}

// Claim writes the redemption, and reports false when it was there already.
func Claim(tx *db.Tx, r Redemption) (bool, error) {
	result := tx.Gorm().Clauses(clause.OnConflict{DoNothing: true}).Create(&r)
	return result.RowsAffected > 0, result.Error
}

// Unclaim removes a redemption that counts for nothing.
func Unclaim(tx *db.Tx, order, code string) error {
	return tx.Gorm().Exec("DELETE FROM promotions_redemptions WHERE order_id = ? AND code = ?", order, code).Error
}

// Used is what is left of a promotion after one use of it.
type Used struct{ Redeemed, UseLimit, EachLimit int64 }

// Use counts one use of a promotion that is valid at an instant and not used
// up, and reports false when it is not.
func Use(tx *db.Tx, code string, at time.Time) (used Used, ok bool, err error) {
	result := tx.Gorm().Raw(`UPDATE promotions_coupons SET redeemed = redeemed + 1
		WHERE code = ? AND (use_limit = 0 OR redeemed < use_limit)
		AND (valid_from IS NULL OR valid_from <= ?) AND (valid_until IS NULL OR valid_until > ?)
		RETURNING redeemed, use_limit, each_limit`, code, at, at).Scan(&used)
	return used, result.RowsAffected > 0, result.Error
}

// UseAnyway counts one use of a promotion, whatever its limits say, and reports
// false when there is no such promotion.
func UseAnyway(tx *db.Tx, code string) (used Used, ok bool, err error) {
	result := tx.Gorm().Raw(`UPDATE promotions_coupons SET redeemed = redeemed + 1 WHERE code = ?
		RETURNING redeemed, use_limit, each_limit`, code).Scan(&used)
	return used, result.RowsAffected > 0, result.Error
}

// UseByCustomer counts one use by a customer, and reports false when there was
// none left for them.
func UseByCustomer(tx *db.Tx, code, customer string, limit int64) (bool, error) {
	result := tx.Gorm().Exec(`INSERT INTO promotions_customers (code, customer, used) VALUES (?, ?, 1)
		ON CONFLICT (code, customer) DO UPDATE SET used = promotions_customers.used + 1
		WHERE promotions_customers.used < ?`, code, customer, limit)
	return result.RowsAffected > 0, result.Error
}

// UsesOf returns how often a customer has used what has a limit for each.
func (s *Store) UsesOf(ctx context.Context, customer string) (map[string]int64, error) {
	var rows []struct {
		Code string
		Used int64
	}
	err := s.db.Read(ctx).Raw("SELECT code, used FROM promotions_customers WHERE customer = ?", customer).Scan(&rows).Error
	uses := make(map[string]int64, len(rows))
	for _, row := range rows {
		uses[row.Code] = row.Used
	}
	return uses, err
}

// Release removes what an order has redeemed and gives each use back; it
// reports whether there was anything.
func Release(tx *db.Tx, order string) (bool, error) {
	var gone []Redemption
	err := tx.Gorm().Raw("DELETE FROM promotions_redemptions WHERE order_id = ? RETURNING *", order).Scan(&gone).Error
	if err != nil {
		return false, err
	}
	slices.SortFunc(gone, func(a, b Redemption) int { return strings.Compare(a.Code, b.Code) })
	for _, r := range gone {
		if err := tx.Gorm().Exec("UPDATE promotions_coupons SET redeemed = redeemed - 1 WHERE code = ? AND redeemed > 0", r.Code).Error; err != nil {
			return false, err
		}
		err := tx.Gorm().Exec("UPDATE promotions_customers SET used = used - 1 WHERE code = ? AND customer = ? AND used > 0", r.Code, r.Customer).Error
		if err != nil {
			return false, err
		}
	}
	return len(gone) > 0, nil
}
