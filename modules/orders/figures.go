package orders

import "holdfast/db"

// Figures are how many orders there are, what they come to in minor units, and
// how far they have come.
func Figures() []db.Figure {
	return []db.Figure{
		{Name: "orders: placed", SQL: "SELECT count(*) FROM orders_orders"},
		{Name: "orders: total", SQL: "SELECT CAST(coalesce(sum(total_minor), 0) AS BIGINT) FROM orders_orders"},
		{Name: "orders: paid", SQL: "SELECT count(*) FROM orders_orders WHERE paid_at IS NOT NULL"},
		{Name: "orders: sent", SQL: "SELECT count(*) FROM orders_orders WHERE sent_at IS NOT NULL"},
		{Name: "orders: canceled", SQL: "SELECT count(*) FROM orders_orders WHERE canceled_at IS NOT NULL"},
		{Name: "orders: without a beginning", Nil: true, SQL: `SELECT count(*) FROM orders_orders o
			WHERE NOT EXISTS (SELECT 1 FROM orders_events e WHERE e.order_id = o.id AND e.kind = 'placed')`},
	}
}
