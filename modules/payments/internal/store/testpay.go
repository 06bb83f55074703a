package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"holdfast/db"
)

// Charge is a row of payments_testpay_charges: what the test provider knows.
type Charge struct {
	Ref       string `gorm:"primaryKey"`
	Key       string
	OrderID   string
	Amount    int64
	Currency  string
	State     string
	ReturnTo  string
	Refunded  int64
	CreatedAt time.Time
}

// TableName keeps the module's prefix.
func (Charge) TableName() string { return "payments_testpay_charges" }

// Repayment is a row of payments_testpay_refunds.
type Repayment struct {
	Key    string
	Ref    string
	Amount int64
}

// TableName keeps the module's prefix.
func (Repayment) TableName() string { return "payments_testpay_refunds" }

// OpenCharge writes c unless its key has one, and returns the one there is.
func OpenCharge(tx *db.Tx, c Charge) (Charge, error) {
	if err := tx.Gorm().Clauses(clause.OnConflict{DoNothing: true}).Create(&c).Error; err != nil {
		return c, err
	}
	c, _, err := one[Charge](tx.Gorm().Where("key = ?", c.Key))
	return c, err
}

// Charge returns the charge called ref, and whether there is one.
func (s *Store) Charge(ctx context.Context, ref string) (Charge, bool, error) {
	return one[Charge](s.db.Read(ctx).Where("ref = ?", ref))
}

// CloseCharge moves an open charge to state, and reports false when it was over before.
func CloseCharge(tx *db.Tx, ref, state string) (bool, error) {
	return moved(tx.Gorm().Exec("UPDATE payments_testpay_charges SET state = ? WHERE ref = ? AND state = 'pending'", state, ref))
}

// Repay pays r back, and reports false when it was paid back before.
func Repay(tx *db.Tx, r Repayment) (bool, error) {
	return moved(tx.Gorm().Clauses(clause.OnConflict{DoNothing: true}).Create(&r))
}

// RepayCharge counts minor as paid back, and reports false when that is more
// than was taken.
func RepayCharge(tx *db.Tx, ref string, minor int64) (bool, error) {
	return moved(tx.Gorm().Exec(`UPDATE payments_testpay_charges SET refunded = refunded + ?
		WHERE ref = ? AND state = 'captured' AND amount - refunded >= ?`, minor, ref, minor))
}
