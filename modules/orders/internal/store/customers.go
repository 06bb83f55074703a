package store

import (
	"context"
	"time"
)

// OfCustomer returns a page of a customer's rows, newest first, and where the
// next begins.
func (s *Store) OfCustomer(ctx context.Context, customer, after string, limit int) (rows []Order, next string, err error) {
	g := s.db.Read(ctx).Where("customer = ?", customer).Order("id DESC").Limit(limit + 1)
	if after != "" {
		g = g.Where("id < ?", after)
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

// HasGuests reports whether guests have ordered with an e-mail, in lower case.
func (s *Store) HasGuests(ctx context.Context, email string) (bool, error) {
	var ids []string
	err := s.db.Read(ctx).Raw("SELECT id FROM orders_orders WHERE lower(email) = ? AND customer = '' LIMIT 1", email).Scan(&ids).Error
	return len(ids) > 0, err
}

// Claim makes guests' orders with an e-mail, in lower case, a customer's, and
// says so in their timelines.
func (w Writer) Claim(customer, email string, now time.Time) (claimed int, err error) {
	var ids []string
	err = w.tx.Raw("UPDATE orders_orders SET customer = ? WHERE customer = '' AND lower(email) = ? RETURNING id", customer, email).Scan(&ids).Error
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	events := make([]Event, len(ids))
	for i, id := range ids {
		events[i] = Event{OrderID: id, Kind: "claimed", At: now}
	}
	return len(ids), w.tx.Create(&events).Error
}

// Detach takes a customer's orders out of the account that is gone.
func (w Writer) Detach(customer, erased string) error {
	return w.tx.Exec("UPDATE orders_orders SET customer = ? WHERE customer = ?", erased, customer).Error
}
