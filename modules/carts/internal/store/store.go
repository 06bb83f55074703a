// Package store keeps carts' rows.
package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"holdfast/db"
)

// Cart is a row of carts_carts with its lines, in the order they were added.
type Cart struct {
	ID        string
	Coupon    string
	Draft     map[string]string `gorm:"serializer:json"`
	UpdatedAt time.Time
	Lines     []Line `gorm:"-"`
}

// Line is a row of carts_lines.
type Line struct {
	CartID    string `gorm:"primaryKey"`
	SKU       string `gorm:"column:sku;primaryKey"`
	Quantity  int
	SeenMinor int64
	AddedAt   time.Time
}

// TableName names the table.
func (Cart) TableName() string { return "carts_carts" }

// TableName names the table.
func (Line) TableName() string { return "carts_lines" }

// Store reads carts' tables.
type Store struct{ db *db.DB }

// New returns a store on database.
func New(database *db.DB) *Store { return &Store{database} }

// Cart returns the cart with id, an empty one if there is none.
func (s *Store) Cart(ctx context.Context, id string) (Cart, error) {
	cart := Cart{}
	if err := s.db.Read(ctx).Where("id = ?", id).Limit(1).Find(&cart).Error; err != nil || cart.ID == "" {
		return cart, err
	}
	err := s.db.Read(ctx).Where("cart_id = ?", id).Order("added_at, sku").Find(&cart.Lines).Error
	return cart, err
}

// Count returns how many units the cart with id holds.
func (s *Store) Count(ctx context.Context, id string) (n int, err error) {
	return n, s.db.Read(ctx).Raw("SELECT coalesce(sum(quantity), 0) FROM carts_lines WHERE cart_id = ?", id).Scan(&n).Error
}

// Writer writes carts' tables inside a transaction.
type Writer struct{ tx *gorm.DB }

// InTx returns a writer inside tx.
func (s *Store) InTx(tx *db.Tx) Writer { return Writer{tx.Gorm()} }

// Lock makes the cart if there is none, keeps others from changing it until the
// transaction ends, and returns how much it has of sku, and how many lines.
func (w Writer) Lock(id, sku string, now time.Time) (quantity, lines int, err error) {
	err = w.tx.Exec("INSERT INTO carts_carts (id, updated_at) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at", id, now).Error
	if err != nil {
		return 0, 0, err
	}
	var have struct{ Quantity, Lines int }
	err = w.tx.Raw("SELECT coalesce(sum(CASE WHEN sku = ? THEN quantity END), 0) AS quantity, count(*) AS lines FROM carts_lines WHERE cart_id = ?", sku, id).Scan(&have).Error
	return have.Quantity, have.Lines, err
}

// Put inserts or updates a line; it keeps its place.
func (w Writer) Put(line Line) error {
	return w.tx.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "cart_id"}, {Name: "sku"}},
		DoUpdates: clause.AssignmentColumns([]string{"quantity", "seen_minor"})}).Create(&line).Error
}

// Remove deletes a line.
func (w Writer) Remove(id, sku string, now time.Time) error {
	if err := w.touch(id, now); err != nil {
		return err
	}
	return w.tx.Where("cart_id = ? AND sku = ?", id, sku).Delete(&Line{}).Error
}

// SetCoupon sets a cart's coupon; not ok if there is no such cart.
func (w Writer) SetCoupon(id, code string, now time.Time) (ok bool, err error) {
	res := w.tx.Model(&Cart{}).Where("id = ?", id).Updates(map[string]any{"coupon": code, "updated_at": now})
	return res.RowsAffected == 1, res.Error
}

// SaveDraft keeps what was typed.
func (w Writer) SaveDraft(id string, typed map[string]string, now time.Time) error {
	return w.tx.Model(&Cart{}).Where("id = ?", id).Select("draft", "updated_at").Updates(&Cart{Draft: typed, UpdatedAt: now}).Error
}

// Empty deletes a cart's lines, which it returns, and its coupon. The cart comes
// before its lines, as in Lock: else two would wait for each other.
func (w Writer) Empty(id string) (lines []Line, err error) {
	if err := w.tx.Model(&Cart{}).Where("id = ?", id).Update("coupon", "").Error; err != nil {
		return nil, err
	}
	return lines, w.tx.Raw("DELETE FROM carts_lines WHERE cart_id = ? RETURNING *", id).Scan(&lines).Error
}

// Forget deletes the carts that nobody has changed since.
func (w Writer) Forget(since time.Time) error {
	if err := w.tx.Exec("DELETE FROM carts_lines WHERE cart_id IN (SELECT id FROM carts_carts WHERE updated_at < ?)", since).Error; err != nil {
		return err
	}
	return w.tx.Where("updated_at < ?", since).Delete(&Cart{}).Error
}

func (w Writer) touch(id string, now time.Time) error {
	return w.tx.Model(&Cart{}).Where("id = ?", id).Update("updated_at", now).Error
}
