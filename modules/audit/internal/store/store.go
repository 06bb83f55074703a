// Package store keeps the audit's entries in audit_entries.
package store

import (
	"context"
	"time"

	"holdfast/db"
)

// Entry is a row of audit_entries.
type Entry struct {
	ID      int64
	At      time.Time
	Who     string
	What    string
	Subject string
	Detail  string
}

// TableName is GORM's.
func (Entry) TableName() string { return "audit_entries" }

// Filter narrows List; empty fields do not.
type Filter struct{ Who, What, Subject string }

// Store reads and appends.
type Store struct{ db *db.DB }

// New returns the store on d.
func New(d *db.DB) Store { return Store{d} }

// Add appends entry.
func (Store) Add(tx *db.Tx, entry Entry) error { return tx.Gorm().Create(&entry).Error }

// List returns up to limit entries, newest first, older than before unless it is 0.
func (s Store) List(ctx context.Context, filter Filter, before int64, limit int) ([]Entry, error) {
	query := s.db.Read(ctx).Order("id DESC").Limit(limit)
	if before != 0 {
		query = query.Where("id < ?", before)
	}
	for _, narrow := range []struct{ condition, value string }{
		{"who = ?", filter.Who}, {"what = ?", filter.What}, {"subject = ?", filter.Subject},
	} {
		if narrow.value != "" {
			query = query.Where(narrow.condition, narrow.value)
		}
	}
	var rows []Entry
	err := query.Find(&rows).Error
	for i := range rows {
		rows[i].At = rows[i].At.UTC()
	}
	return rows, err
}
