package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"holdfast/db"
)

// Entry is a row of payments_ledger, which the database lets nobody change.
type Entry struct {
	ID        string
	AttemptID string
	OrderID   string
	Amount    int64
	Currency  string
	Note      string
	Actor     string
	At        time.Time
}

// TableName keeps the module's prefix.
func (Entry) TableName() string { return "payments_ledger" }

// Enter appends e.
func Enter(tx *db.Tx, e Entry) error { return tx.Gorm().Create(&e).Error }

// Balance returns the sum of what was received for order and not paid back.
func (s *Store) Balance(ctx context.Context, order string) (minor int64, currency string, err error) {
	var sum struct {
		Minor    int64
		Currency string
	}
	err = s.db.Read(ctx).Raw(`SELECT CAST(SUM(amount) AS BIGINT) AS minor, currency
		FROM payments_ledger WHERE order_id = ? GROUP BY currency`, order).Scan(&sum).Error
	return sum.Minor, sum.Currency, err
}

// Disagreeing returns the attempts whose ledger does not add up to what they
// say was captured and refunded.
func (s *Store) Disagreeing(ctx context.Context) (ids []string, err error) {
	err = s.db.Read(ctx).Raw(`SELECT a.id FROM payments_attempts a
		WHERE a.captured
			- COALESCE((SELECT SUM(r.amount) FROM payments_refunds r WHERE r.attempt_id = a.id AND r.state = 'done'), 0)
			<> COALESCE((SELECT SUM(l.amount) FROM payments_ledger l WHERE l.attempt_id = a.id), 0)
		ORDER BY a.id`).Scan(&ids).Error
	return ids, err
}

// Refund is a row of payments_refunds.
type Refund struct {
	ID        string `gorm:"primaryKey"`
	Key       string
	AttemptID string
	OrderID   string
	Amount    int64
	Currency  string
	Reason    string
	State     string
	CreatedAt time.Time
	UpdatedAt time.Time
}

// TableName keeps the module's prefix.
func (Refund) TableName() string { return "payments_refunds" }

// ClaimRefund writes r, and reports false when its key was taken.
func ClaimRefund(tx *db.Tx, r Refund) (bool, error) {
	return moved(tx.Gorm().Clauses(clause.OnConflict{DoNothing: true}).Create(&r))
}

// RefundByKey returns the refund that was asked for under key.
func RefundByKey(tx *db.Tx, key string) (Refund, bool, error) {
	return one[Refund](tx.Gorm().Where("key = ?", key))
}

// Refund returns the refund called id.
func (s *Store) Refund(ctx context.Context, id string) (Refund, bool, error) {
	return one[Refund](s.db.Read(ctx).Where("id = ?", id))
}

// Refunds returns the refunds of order, the first one first.
func (s *Store) Refunds(ctx context.Context, order string) (rows []Refund, err error) {
	err = s.db.Read(ctx).Where("order_id = ?", order).Order("created_at, id").Find(&rows).Error
	return rows, err
}

// StaleRefunds returns refunds that wait for a provider since an instant.
func (s *Store) StaleRefunds(ctx context.Context, since time.Time, limit int) (ids []string, err error) {
	err = s.db.Read(ctx).Model(&Refund{}).Where("state = 'pending' AND updated_at < ?", since).
		Order("updated_at").Limit(limit).Pluck("id", &ids).Error
	return ids, err
}

// Hold sets minor aside on an attempt to be paid back, and reports false when
// that is more than is left.
func Hold(tx *db.Tx, attempt string, minor int64, at time.Time) (bool, error) {
	return moved(tx.Gorm().Exec(`UPDATE payments_attempts SET refunded = refunded + ?, updated_at = ?
		WHERE id = ? AND captured - refunded >= ?`, minor, at, attempt, minor))
}

// Assign says which attempt a refund is taken from.
func Assign(tx *db.Tx, refund, attempt string) error {
	return tx.Gorm().Exec("UPDATE payments_refunds SET attempt_id = ? WHERE id = ?", attempt, refund).Error
}

// SettleRefund moves a pending refund to state, and reports false when it was over before.
func SettleRefund(tx *db.Tx, id, state string, at time.Time) (bool, error) {
	return moved(tx.Gorm().Exec("UPDATE payments_refunds SET state = ?, updated_at = ? WHERE id = ? AND state = 'pending'", state, at, id))
}

// Touch writes down that a refund was tried again.
func Touch(tx *db.Tx, refund string, at time.Time) error {
	return tx.Gorm().Exec("UPDATE payments_refunds SET updated_at = ? WHERE id = ?", at, refund).Error
}

// PaidBack moves an attempt of which nothing is left to refunded.
func PaidBack(tx *db.Tx, attempt string, at time.Time) error {
	return tx.Gorm().Exec(`UPDATE payments_attempts SET state = 'refunded', updated_at = ?
		WHERE id = ? AND state = 'captured' AND refunded = captured`, at, attempt).Error
}

// Unhold gives back what was set aside on an attempt.
func Unhold(tx *db.Tx, attempt string, minor int64, at time.Time) error {
	return tx.Gorm().Exec(`UPDATE payments_attempts SET refunded = refunded - ?, updated_at = ?, state = 'captured'
		WHERE id = ?`, minor, at, attempt).Error
}
