// Package store keeps customers, their addresses, and the links that are sent
// to them.
package store

import (
	"context"
	"time"

	"holdfast/db"
)

// Customer is a row of customers_customers.
type Customer struct {
	ID, Email, Name string
	Password        string // argon2id, PHC string format
	Locale          string
	Disabled        bool
	Stamp           int64
	CreatedAt       time.Time
}

// TableName is GORM's.
func (Customer) TableName() string { return "customers_customers" }

// Store reads and writes customers.
type Store struct{ db *db.DB }

// New returns the store on d.
func New(d *db.DB) Store { return Store{d} }

// ByID returns one row; db.IsMissing knows when there is none.
func (s Store) ByID(ctx context.Context, id string) (row Customer, err error) {
	return row, s.db.Read(ctx).Where("id = ?", id).Take(&row).Error
}

// ByEmail returns one row; db.IsMissing knows when there is none.
func (s Store) ByEmail(ctx context.Context, email string) (row Customer, err error) {
	return row, s.db.Read(ctx).Where("email = ?", email).Take(&row).Error
}

// List returns rows whose e-mail or name holds query, newest first, and where
// the next page begins; empty: nowhere.
func (s Store) List(ctx context.Context, query, after string, limit int) (rows []Customer, next string, err error) {
	g := s.db.Read(ctx).Order("id DESC").Limit(limit + 1)
	if after != "" {
		g = g.Where("id < ?", after)
	}
	if query != "" {
		g = g.Where(`email LIKE ? ESCAPE '\' OR `+s.db.Lower(ctx, "name")+` LIKE ? ESCAPE '\'`, db.Like(query), db.Like(query))
	}
	if err := g.Find(&rows).Error; err != nil {
		return nil, "", err
	}
	if len(rows) > limit {
		rows = rows[:limit]
		next = rows[limit-1].ID
	}
	return rows, next, nil
}

// Add inserts row; db.IsDuplicate knows when its e-mail is taken.
func (Store) Add(tx *db.Tx, row Customer) error { return tx.Gorm().Create(&row).Error }

// SetPassword replaces the hash old, or with an empty one whatever there is, by
// next, and reports whether it did. Who is disabled gets none.
func (Store) SetPassword(tx *db.Tx, id, old, next string) (bool, error) {
	u := tx.Gorm().Exec(`UPDATE customers_customers SET password = ?, stamp = stamp + 1
		WHERE id = ? AND NOT disabled AND (password = ? OR ? = '')`, next, id, old, old)
	return u.RowsAffected == 1, u.Error
}

// SetName sets a name and reports whether there is such a customer.
func (Store) SetName(tx *db.Tx, id, name string) (bool, error) {
	u := tx.Gorm().Exec("UPDATE customers_customers SET name = ? WHERE id = ?", name, id)
	return u.RowsAffected == 1, u.Error
}

// SetEmail replaces the e-mail old by next; db.IsDuplicate knows when it is
// taken. It reports whether it did.
func (Store) SetEmail(tx *db.Tx, id, old, next string) (bool, error) {
	u := tx.Gorm().Exec("UPDATE customers_customers SET email = ? WHERE id = ? AND email = ? AND NOT disabled", next, id, old)
	return u.RowsAffected == 1, u.Error
}

// SetDisabled keeps out or lets in, and reports whether there is such a customer.
func (Store) SetDisabled(tx *db.Tx, id string, disabled bool) (bool, error) {
	u := tx.Gorm().Exec("UPDATE customers_customers SET disabled = ?, stamp = stamp + 1 WHERE id = ?", disabled, id)
	return u.RowsAffected == 1, u.Error
}

// Remove deletes a customer with all that is theirs here, and reports whether
// there was one.
func (Store) Remove(tx *db.Tx, id, email string) (bool, error) {
	for _, sql := range []string{
		"DELETE FROM customers_addresses WHERE customer_id = ?", "DELETE FROM customers_links WHERE customer_id = ?",
	} {
		if err := tx.Gorm().Exec(sql, id).Error; err != nil {
			return false, err
		}
	}
	if err := tx.Gorm().Exec("DELETE FROM customers_links WHERE email = ?", email).Error; err != nil {
		return false, err
	}
	d := tx.Gorm().Exec("DELETE FROM customers_customers WHERE id = ?", id)
	return d.RowsAffected == 1, d.Error
}
