package store

import "holdfast/db"

// Spend forgets what the mail with id said.
func (Store) Spend(tx *db.Tx, id string) error {
	return tx.Gorm().Exec("UPDATE notifications_mails SET text = '', html = '' WHERE id = ?", id).Error
}

// Forget deletes the mails to recipient that are about no order.
func (Store) Forget(tx *db.Tx, recipient string) error {
	return tx.Gorm().Exec("DELETE FROM notifications_mails WHERE recipient = ? AND order_number = ''", recipient).Error
}
