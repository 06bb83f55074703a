package store

import (
	"context"

	"gorm.io/gorm/clause"

	"holdfast/db"
)

// Address is a row of customers_addresses.
type Address struct {
	ID, CustomerID                               string
	Preferred                                    bool
	Name, Street, City, Postcode, State, Country string
}

// TableName is GORM's.
func (Address) TableName() string { return "customers_addresses" }

// Addresses returns a customer's, the preferred one first.
func (s Store) Addresses(ctx context.Context, customer string) (rows []Address, err error) {
	return rows, s.db.Read(ctx).Where("customer_id = ?", customer).Order("preferred DESC, id").Find(&rows).Error
}

// LockAddresses keeps others from changing a customer's book until tx ends, and
// returns what is in it. There is no such customer when ok is false.
func (Store) LockAddresses(tx *db.Tx, customer string) (rows []Address, ok bool, err error) {
	var owner []Customer
	err = tx.Gorm().Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", customer).Find(&owner).Error
	if err != nil || len(owner) == 0 {
		return nil, false, err
	}
	return rows, true, tx.Gorm().Where("customer_id = ?", customer).Order("id").Find(&rows).Error
}

// PutAddress inserts or replaces one.
func (Store) PutAddress(tx *db.Tx, row Address) error {
	return tx.Gorm().Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, UpdateAll: true}).Create(&row).Error
}

// Prefer makes one address the preferred one, and no other.
func (Store) Prefer(tx *db.Tx, customer, id string) error {
	return tx.Gorm().Exec("UPDATE customers_addresses SET preferred = (id = ?) WHERE customer_id = ?", id, customer).Error
}

// RemoveAddress deletes one.
func (Store) RemoveAddress(tx *db.Tx, customer, id string) error {
	return tx.Gorm().Exec("DELETE FROM customers_addresses WHERE customer_id = ? AND id = ?", customer, id).Error
}
