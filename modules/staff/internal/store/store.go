// Package store keeps operators in staff_operators and what slows guessing down
// in staff_attempts.
package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"holdfast/db"
)

// Operator is a row of staff_operators.
type Operator struct {
	ID         string
	Email      string
	Name       string
	Role       string
	Password   string // argon2id, PHC string format
	MustChange bool
	Disabled   bool
	Stamp      int64
	CreatedAt  time.Time
}

// TableName is GORM's.
func (Operator) TableName() string { return "staff_operators" }

// Store reads and writes operators.
type Store struct{ db *db.DB }

// New returns the store on d.
func New(d *db.DB) Store { return Store{d} }

// Any reports whether there is a row.
func (s Store) Any(ctx context.Context) (bool, error) {
	var ids []string
	err := s.db.Read(ctx).Raw("SELECT id FROM staff_operators LIMIT 1").Scan(&ids).Error
	return len(ids) > 0, err
}

// ByID returns one row; db.IsMissing knows when there is none.
func (s Store) ByID(ctx context.Context, id string) (Operator, error) {
	var row Operator
	err := s.db.Read(ctx).Where("id = ?", id).Take(&row).Error
	return row, err
}

// ByEmail returns one row; db.IsMissing knows when there is none.
func (s Store) ByEmail(ctx context.Context, email string) (Operator, error) {
	var row Operator
	err := s.db.Read(ctx).Where("email = ?", email).Take(&row).Error
	return row, err
}

// All returns every row, by e-mail.
func (s Store) All(ctx context.Context) ([]Operator, error) {
	var rows []Operator
	err := s.db.Read(ctx).Order("email").Find(&rows).Error
	return rows, err
}

// Add inserts row; db.IsDuplicate knows when its e-mail is taken.
func (Store) Add(tx *db.Tx, row Operator) error { return tx.Gorm().Create(&row).Error }

// SetPassword replaces the hash old by next and reports whether it was there.
func (Store) SetPassword(tx *db.Tx, id, old, next string) (bool, error) {
	u := tx.Gorm().Exec("UPDATE staff_operators SET password = ?, must_change = FALSE, stamp = stamp + 1 WHERE id = ? AND password = ?", next, id, old)
	return u.RowsAffected == 1, u.Error
}

// SetName sets a name and reports whether there is such an operator.
func (Store) SetName(tx *db.Tx, id, name string) (bool, error) {
	u := tx.Gorm().Exec("UPDATE staff_operators SET name = ? WHERE id = ?", name, id)
	return u.RowsAffected == 1, u.Error
}

// SetRole sets a role and reports whether there is such an operator.
func (Store) SetRole(tx *db.Tx, id, role string) (bool, error) {
	u := tx.Gorm().Exec("UPDATE staff_operators SET role = ?, stamp = stamp + 1 WHERE id = ?", role, id)
	return u.RowsAffected == 1, u.Error
}

// SetDisabled keeps out or lets in, and reports whether there is such an operator.
func (Store) SetDisabled(tx *db.Tx, id string, disabled bool) (bool, error) {
	u := tx.Gorm().Exec("UPDATE staff_operators SET disabled = ?, stamp = stamp + 1 WHERE id = ?", disabled, id)
	return u.RowsAffected == 1, u.Error
}

// Owners locks and counts the owners who may sign in.
func (Store) Owners(tx *db.Tx) (int, error) {
	var owners []Operator
	err := tx.Gorm().Clauses(clause.Locking{Strength: "UPDATE"}).
		Where("role = 'owner' AND NOT disabled").Order("id").Find(&owners).Error
	return len(owners), err
}
