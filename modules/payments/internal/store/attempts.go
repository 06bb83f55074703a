// Package store keeps payments' rows, those of the test provider included.
package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"holdfast/db"
	"holdfast/modules/kernel/money"
)

// Attempt is a row of payments_attempts; amounts are minor units of Currency.
type Attempt struct {
	ID             string `gorm:"primaryKey"`
	OrderID        string
	Method         string
	Provider       string
	Amount         int64
	Currency       string
	State          string
	IdempotencyKey string
	ProviderRef    string
	Redirect       string
	ReturnTo       string
	Failure        string
	Captured       int64
	Refunded       int64
	CreatedAt      time.Time
	UpdatedAt      time.Time
	CheckedAt      time.Time
}

// TableName keeps the module's prefix.
func (Attempt) TableName() string { return "payments_attempts" }

// Money returns minor units of the attempt's currency.
func (a Attempt) Money(minor int64) money.Money { return money.New(minor, a.Currency) }

// Store reads payments' tables. What writes takes a transaction instead.
type Store struct{ db *db.DB }

// New returns a store on d.
func New(d *db.DB) *Store { return &Store{d} }

// Attempt returns the attempt called id, and whether there is one.
func (s *Store) Attempt(ctx context.Context, id string) (Attempt, bool, error) {
	return one[Attempt](s.db.Read(ctx).Where("id = ?", id))
}

// AttemptIn is Attempt inside a transaction.
func AttemptIn(tx *db.Tx, id string) (Attempt, bool, error) {
	return one[Attempt](tx.Gorm().Where("id = ?", id))
}

// ByKey returns the attempt that a provider knows under an idempotency key.
func ByKey(tx *db.Tx, provider, key string) (Attempt, bool, error) {
	return one[Attempt](tx.Gorm().Where("provider = ? AND idempotency_key = ?", provider, key))
}

// Attempts returns the attempts to pay order, the first one first.
func (s *Store) Attempts(ctx context.Context, order string) (rows []Attempt, err error) {
	err = s.db.Read(ctx).Where("order_id = ?", order).Order("created_at, id").Find(&rows).Error
	return rows, err
}

// LockAttempts returns the attempts to pay order, the first one first, and keeps
// others from calling it for order until tx ends: the first attempt's row is the
// lock, and what was added while we waited for it is read behind it.
func LockAttempts(tx *db.Tx, order string) (rows []Attempt, err error) {
	lock := tx.Gorm().Clauses(clause.Locking{Strength: "UPDATE"}).Where("order_id = ?", order).Order("created_at, id").Limit(1)
	if err := lock.Find(&rows).Error; err != nil {
		return nil, err
	}
	rows = nil
	err = tx.Gorm().Where("order_id = ?", order).Order("created_at, id").Find(&rows).Error
	return rows, err
}

// Stale returns attempts that wait for a provider that was not asked since.
func (s *Store) Stale(ctx context.Context, since time.Time, limit int) (ids []string, err error) {
	err = s.db.Read(ctx).Model(&Attempt{}).
		Where("state = 'pending' AND provider <> '' AND checked_at < ?", since).
		Order("checked_at").Limit(limit).Pluck("id", &ids).Error
	return ids, err
}

// Create writes a.
func Create(tx *db.Tx, a Attempt) error { return tx.Gorm().Create(&a).Error }

// Began writes down what the provider opened; a new attempt is pending from then on.
func Began(tx *db.Tx, id, ref, redirect string, at time.Time) error {
	return tx.Gorm().Exec(`UPDATE payments_attempts SET provider_ref = ?, redirect = ?, updated_at = ?, checked_at = ?,
		state = CASE WHEN state = 'created' THEN 'pending' ELSE state END WHERE id = ?`,
		ref, redirect, at, at, id).Error
}

// Capture moves an attempt to captured, and reports false when it was there before.
func Capture(tx *db.Tx, id, ref string, at time.Time, from ...string) (bool, error) {
	return moved(tx.Gorm().Exec(`UPDATE payments_attempts SET state = 'captured', captured = amount, updated_at = ?,
		provider_ref = CASE WHEN provider_ref = '' THEN ? ELSE provider_ref END, failure = ''
		WHERE id = ? AND state IN ?`, at, ref, id, from))
}

// End moves an open attempt to state, and reports false when it was over before.
func End(tx *db.Tx, id, state, failure string, at time.Time) (bool, error) {
	return moved(tx.Gorm().Exec(`UPDATE payments_attempts SET state = ?, failure = ?, updated_at = ?
		WHERE id = ? AND state IN ('created', 'pending')`, state, failure, at, id))
}

// Checked writes down when the provider was asked last.
func Checked(tx *db.Tx, id string, at time.Time) error {
	return tx.Gorm().Exec("UPDATE payments_attempts SET checked_at = ? WHERE id = ?", at, id).Error
}

// CancelOrder cancels the open attempts to pay order and returns them.
func CancelOrder(tx *db.Tx, order string, at time.Time) (canceled []Attempt, err error) {
	err = tx.Gorm().Raw(`UPDATE payments_attempts SET state = 'canceled', updated_at = ?
		WHERE order_id = ? AND state IN ('created', 'pending') RETURNING *`, at, order).Scan(&canceled).Error
	return canceled, err
}

func one[T any](query *gorm.DB) (row T, found bool, err error) {
	result := query.Limit(1).Find(&row)
	return row, result.RowsAffected > 0, result.Error
}

func moved(result *gorm.DB) (bool, error) { return result.RowsAffected > 0, result.Error }
