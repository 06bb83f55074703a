// Package store keeps mails in notifications_mails.
package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"holdfast/db"
)

// Mail is a row of notifications_mails.
type Mail struct {
	ID           string
	Key          string
	Kind         string
	OrderNumber  string
	Recipient    string
	Subject      string
	Text         string
	HTML         string
	State        string
	Attempts     int
	LastError    string
	ClaimedUntil time.Time
	CreatedAt    time.Time
	SentAt       *time.Time
}

// TableName is GORM's.
func (Mail) TableName() string { return "notifications_mails" }

// Store reads and writes mails.
type Store struct{ db *db.DB }

// New returns the store on d.
func New(d *db.DB) Store { return Store{d} }

// Add inserts row unless there is one with its key, and reports whether it did.
func (Store) Add(tx *db.Tx, row Mail) (bool, error) {
	insert := tx.Gorm().Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "key"}}, DoNothing: true}).Create(&row)
	return insert.RowsAffected == 1, insert.Error
}

// Mail returns one row; db.IsMissing knows when there is none.
func (s Store) Mail(ctx context.Context, id string) (Mail, error) {
	var row Mail
	err := s.db.Read(ctx).Where("id = ?", id).Take(&row).Error
	return row, err
}

// Claim counts an attempt on a queued mail that nobody else is at, and reports
// whether it is the caller's until then.
func (Store) Claim(tx *db.Tx, id string, now, until time.Time) (bool, error) {
	u := tx.Gorm().Exec(`UPDATE notifications_mails SET attempts = attempts + 1, claimed_until = ?
		WHERE id = ? AND state = 'queued' AND claimed_until <= ?`, until, id, now)
	return u.RowsAffected == 1, u.Error
}

// Conclude writes what came of an attempt.
func (Store) Conclude(tx *db.Tx, row Mail) error {
	return tx.Gorm().Exec(`UPDATE notifications_mails SET state = ?, last_error = ?, claimed_until = ?, sent_at = COALESCE(?, sent_at)
		WHERE id = ?`, row.State, row.LastError, row.ClaimedUntil, row.SentAt, row.ID).Error
}

// Withdraw deletes the mails that are queued under key, or a key that begins
// with it and a colon, and that nobody is sending now.
func (Store) Withdraw(tx *db.Tx, key string, now time.Time) error {
	return tx.Gorm().Exec(`DELETE FROM notifications_mails WHERE state = 'queued' AND claimed_until <= ?
		AND (key = ? OR key LIKE ?)`, now, key, key+":%").Error
}

// Keep keeps a queued mail for lack of a server.
func (Store) Keep(tx *db.Tx, id string) error {
	return tx.Gorm().Exec("UPDATE notifications_mails SET state = 'kept' WHERE id = ? AND state = 'queued'", id).Error
}

// Requeue queues a mail anew and reports whether there is one.
func (Store) Requeue(tx *db.Tx, id string) (bool, error) {
	u := tx.Gorm().Exec("UPDATE notifications_mails SET state = 'queued', attempts = 0 WHERE id = ?", id)
	return u.RowsAffected == 1, u.Error
}
