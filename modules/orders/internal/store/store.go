// Package store keeps orders' rows.
package store

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"holdfast/db"
)

// Order is a row of orders_orders.
type Order struct {
	ID, Number, SubmitKey, Token string
	Email, Name, PaymentMethod   string
	Currency                     string
	TotalMinor                   int64
	Content                      string // JSON
	Locale, CancelReason         string
	Customer                     string // empty: a guest's
	PlacedAt                     time.Time
	PaidAt, SentAt, CanceledAt   *time.Time
}

// Event is a row of orders_events.
type Event struct {
	ID                           int64 `gorm:"primaryKey;autoIncrement"`
	OrderID, Kind, Detail, Actor string
	At                           time.Time
}

// TableName names the table.
func (Order) TableName() string { return "orders_orders" }

// TableName names the table.
func (Event) TableName() string { return "orders_events" }

// Decode reads the frozen content. It was encoded by Encode, so that a failure
// means that the row was changed by hand; the order is then shown without it.
func (o Order) Decode(content any) { _ = json.Unmarshal([]byte(o.Content), content) }

// Encode freezes content, which is made of plain values, into the row.
func (o *Order) Encode(content any) {
	text, _ := json.Marshal(content)
	o.Content = string(text)
}

// Store reads orders' tables.
type Store struct{ db *db.DB }

// New returns a store on database.
func New(database *db.DB) *Store { return &Store{database} }

// Order returns the row whose column has value.
func (s *Store) Order(ctx context.Context, column, value string) (row Order, err error) {
	return row, s.db.Read(ctx).Where(column+" = ?", value).Take(&row).Error
}

// List returns a page of rows, newest first, and where the next begins.
func (s *Store) List(ctx context.Context, state, query, after string, limit int) (rows []Order, next string, err error) {
	g := s.db.Read(ctx).Order("id DESC").Limit(limit + 1)
	if where, ok := condition(state); ok {
		g = g.Where(where)
	}
	if after != "" {
		g = g.Where("id < ?", after)
	}
	if query != "" {
		pattern := db.Like(strings.ToLower(query))
		lower := func(column string) string { return s.db.Lower(ctx, column) + ` LIKE ? ESCAPE '\'` }
		g = g.Where(lower("number")+" OR "+lower("email")+" OR "+lower("name"), pattern, pattern, pattern)
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

// Events returns an order's, the first one first.
func (s *Store) Events(ctx context.Context, order string) (rows []Event, err error) {
	return rows, s.db.Read(ctx).Where("order_id = ?", order).Order("id").Find(&rows).Error
}

// Writer writes orders' tables inside a transaction.
type Writer struct{ tx *gorm.DB }

// InTx returns a writer inside tx.
func (s *Store) InTx(tx *db.Tx) Writer { return Writer{tx.Gorm()} }

// Create writes an order, unless its submit key has placed one. A rival with
// the same key waits here until the first has committed or failed.
func (w Writer) Create(row Order) (taken bool, err error) {
	res := w.tx.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "submit_key"}}, DoNothing: true}).Create(&row)
	return res.Error == nil && res.RowsAffected == 0, res.Error
}

// Change sets columns of an order, the first ? in set being now, if where
// holds. It reports whether it did.
func (w Writer) Change(id, set, where string, now time.Time) (changed bool, err error) {
	res := w.tx.Exec("UPDATE orders_orders SET "+set+" WHERE id = ? AND "+where, now, id)
	return res.RowsAffected == 1, res.Error
}

// SetCancelReason says why an order was canceled.
func (w Writer) SetCancelReason(id, reason string) error {
	return w.tx.Model(&Order{}).Where("id = ?", id).Update("cancel_reason", reason).Error
}

// Log adds to an order's timeline.
func (w Writer) Log(e Event) error { return w.tx.Create(&e).Error }

// CountEvents counts what of a kind has happened to an order since an instant.
func (w Writer) CountEvents(order, kind string, since time.Time) (n int64, err error) {
	return n, w.tx.Model(&Event{}).Where("order_id = ? AND kind = ? AND at > ?", order, kind, since).Count(&n).Error
}

// EventOf locks an order, and returns what of a kind has happened to it with a
// detail.
func (w Writer) EventOf(order, kind, detail string) (event Event, known bool, err error) {
	if err := w.tx.Exec("UPDATE orders_orders SET locale = locale WHERE id = ?", order).Error; err != nil {
		return event, false, err
	}
	res := w.tx.Where("order_id = ? AND kind = ? AND detail = ?", order, kind, detail).Limit(1).Find(&event)
	return event, res.RowsAffected > 0, res.Error
}
