package store

import (
	"context"
	"time"

	"holdfast/db"
)

// Link is a row of customers_links.
type Link struct {
	ID, Hash, Kind, Email string
	CustomerID            string
	Password, Locale      string
	ExpiresAt             time.Time
}

// TableName is GORM's.
func (Link) TableName() string { return "customers_links" }

// Link returns the link whose column has value, if it has not expired;
// db.IsMissing knows when there is none.
func (s Store) Link(ctx context.Context, column, value string, now time.Time) (row Link, err error) {
	return row, s.db.Read(ctx).Where(column+" = ? AND expires_at > ?", value, now).Take(&row).Error
}

// AddLink inserts row.
func (Store) AddLink(tx *db.Tx, row Link) error { return tx.Gorm().Create(&row).Error }

// TakeLink removes a link, and reports whether it was there: of two who use it
// at once, one does.
func (Store) TakeLink(tx *db.Tx, id string, now time.Time) (bool, error) {
	d := tx.Gorm().Exec("DELETE FROM customers_links WHERE id = ? AND expires_at > ?", id, now)
	return d.RowsAffected == 1, d.Error
}

// EndLinks removes every link of a customer, and those that set a password for
// their e-mail.
func (Store) EndLinks(tx *db.Tx, customer, email, kind string) error {
	return tx.Gorm().Exec("DELETE FROM customers_links WHERE customer_id = ? OR email = ? AND kind = ?", customer, email, kind).Error
}

// ForgetLinks removes links that have expired, a bounded number, and reports
// whether there may be more.
func (Store) ForgetLinks(tx *db.Tx, now time.Time) (more bool, err error) {
	const batch = 2000
	d := tx.Gorm().Exec("DELETE FROM customers_links WHERE id IN (SELECT id FROM customers_links WHERE expires_at <= ? LIMIT ?)", now, batch)
	return d.RowsAffected == batch, d.Error
}
