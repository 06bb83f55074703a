package store

import "context"

// condition is which rows are in a state, or wait for something to be done.
func condition(state string) (where string, ok bool) {
	where, ok = map[string]string{
		"placed":   "paid_at IS NULL AND sent_at IS NULL AND canceled_at IS NULL",
		"paid":     "paid_at IS NOT NULL AND sent_at IS NULL AND canceled_at IS NULL",
		"sent":     "sent_at IS NOT NULL",
		"canceled": "canceled_at IS NOT NULL",
		"to pay":   "paid_at IS NULL AND canceled_at IS NULL AND (payment_method <> 'cash-on-delivery' OR sent_at IS NOT NULL)",
		"to send":  "sent_at IS NULL AND canceled_at IS NULL AND (paid_at IS NOT NULL OR payment_method = 'cash-on-delivery')",
	}[state]
	return where, ok
}

// Count returns how many rows are in a state and what else is asked of them,
// counting no further than limit.
func (s *Store) Count(ctx context.Context, limit int, state, and string, args ...any) (n int64, err error) {
	where, ok := condition(state)
	if !ok {
		return 0, nil
	}
	inner := s.db.Read(ctx).Model(&Order{}).Select("1").Where(where).Limit(limit)
	if and != "" {
		inner = inner.Where(and, args...)
	}
	return n, s.db.Read(ctx).Table("(?) AS counted", inner).Count(&n).Error
}
