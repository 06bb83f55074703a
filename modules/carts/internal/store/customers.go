package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"
)

// Owned is whose cart it is, and its lines.
type Owned struct {
	ID, Customer, Coupon string
	Lines                []Line `gorm:"-"`
}

// TableName names the table.
func (Owned) TableName() string { return "carts_carts" }

// OfCustomer returns the id of a customer's cart, empty if there is none.
func (s *Store) OfCustomer(ctx context.Context, customer string) (id string, err error) {
	return id, s.db.Read(ctx).Raw("SELECT id FROM carts_carts WHERE customer = ?", customer).Scan(&id).Error
}

// Own makes the cart with id the customer's, unless they have one; or fresh, if
// there is no such cart, or it is a customer's already. db.IsDuplicate knows
// when a rival has given them one meanwhile.
func (w Writer) Own(customer, id, fresh string, now time.Time) error {
	u := w.tx.Exec(`UPDATE carts_carts SET customer = ?, updated_at = ? WHERE id = ? AND customer = ''
		AND NOT EXISTS (SELECT 1 FROM carts_carts WHERE customer = ?)`, customer, now, id, customer)
	if u.Error != nil || u.RowsAffected == 1 {
		return u.Error
	}
	return w.tx.Exec("INSERT INTO carts_carts (id, customer, updated_at) VALUES (?, ?, ?) ON CONFLICT (customer) WHERE customer <> '' DO NOTHING", fresh, customer, now).Error
}

// LockOwned keeps others from changing the cart whose column has value until
// the transaction ends, and returns it with its lines; an empty one if there is
// none.
func (w Writer) LockOwned(column, value string) (cart Owned, err error) {
	if err := w.tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where(column+" = ?", value).Limit(1).Find(&cart).Error; err != nil || cart.ID == "" {
		return cart, err
	}
	return cart, w.tx.Where("cart_id = ?", cart.ID).Order("added_at, sku").Find(&cart.Lines).Error
}

// Drop deletes a cart with its lines.
func (w Writer) Drop(id string) error {
	if err := w.tx.Exec("DELETE FROM carts_lines WHERE cart_id = ?", id).Error; err != nil {
		return err
	}
	return w.tx.Exec("DELETE FROM carts_carts WHERE id = ?", id).Error
}
