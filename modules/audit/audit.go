// Package audit remembers who did what, for good.
//
//	entry = who did what to which subject, in detail, at an instant
//
// An entry is written in the transaction of the deed, so that neither is kept
// without the other. Entries are never changed or removed: the database itself
// refuses it.
package audit

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"holdfast/db"
	"holdfast/modules/audit/internal/store"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
)

// System is who acted when no operator did.
const System = "system"

// PageSize is how many entries List returns at most.
const PageSize = 50

// ErrCursor says that a page's cursor is none of List's.
var ErrCursor = fault.New(fault.Invalid, "This page of the list is not known. Go back to the first one.")

// Entry is one deed. Who, What and Subject are short and stable, so that a
// list can be filtered by them; Detail is for people.
type Entry struct {
	ID      int64     // given by Record
	At      time.Time // given by Record
	Who     string    // the operator's e-mail, or System
	What    string    // module and deed in the past tense, e.g. "orders.canceled"
	Subject string    // kind and id, e.g. "order:1042"
	Detail  string
}

// Filter says which entries are listed; what is empty does not matter.
type Filter struct {
	Who     string
	What    string
	Subject string
}

// Page is a part of the list, newest first. Next is empty on the last one.
type Page struct {
	Entries []Entry
	Next    string
}

// Service is the audit module.
type Service struct {
	db    *db.DB
	store store.Store
	now   clock.Clock
}

// New returns the module on database d.
func New(d *db.DB, now clock.Clock) *Service {
	return &Service{db: d, store: store.New(d), now: now}
}

// Record writes entry in the deed's own transaction.
func (s *Service) Record(tx *db.Tx, entry Entry) error {
	row := store.Entry{At: s.now(), Who: entry.Who, What: entry.What, Subject: entry.Subject, Detail: entry.Detail}
	if row.Who == "" {
		row.Who = System
	}
	if err := s.store.Add(tx, row); err != nil {
		return fmt.Errorf("record %s of %s: %w", entry.What, entry.Subject, err)
	}
	return nil
}

// Note writes entry in a transaction of its own: for a deed that spans several,
// whose modules keep records of theirs.
func (s *Service) Note(ctx context.Context, entry Entry) error {
	return s.db.Write(ctx, func(tx *db.Tx) error { return s.Record(tx, entry) })
}

// List returns the entries that filter asks for, from where cursor says: empty,
// or Next of the page before. Faults: ErrCursor.
func (s *Service) List(ctx context.Context, filter Filter, cursor string) (Page, error) {
	var before int64
	if cursor != "" {
		var err error
		if before, err = strconv.ParseInt(cursor, 10, 64); err != nil || before < 1 {
			return Page{}, ErrCursor
		}
	}
	rows, err := s.store.List(ctx, store.Filter(filter), before, PageSize+1)
	if err != nil {
		return Page{}, fmt.Errorf("list audit entries: %w", err)
	}
	var page Page
	if len(rows) > PageSize {
		rows = rows[:PageSize]
		page.Next = strconv.FormatInt(rows[PageSize-1].ID, 10)
	}
	for _, row := range rows {
		page.Entries = append(page.Entries, Entry(row))
	}
	return page, nil
}
