package inventory

import "holdfast/db"

// Figures are the sums of the stock ledger, of the levels that it explains, and
// of what orders hold of them.
func Figures() []db.Figure {
	return []db.Figure{
		{Name: "inventory: units on hand", SQL: "SELECT CAST(coalesce(sum(on_hand), 0) AS BIGINT) FROM inventory_levels"},
		{Name: "inventory: units reserved", SQL: "SELECT CAST(coalesce(sum(reserved), 0) AS BIGINT) FROM inventory_levels"},
		{Name: "inventory: units allocated", SQL: "SELECT CAST(coalesce(sum(allocated), 0) AS BIGINT) FROM inventory_levels"},
		{Name: "inventory: levels that their ledger does not explain", Nil: true, SQL: `SELECT count(*) FROM inventory_levels l
			LEFT JOIN (SELECT sku, sum(on_hand) AS on_hand, sum(reserved) AS reserved, sum(allocated) AS allocated
			           FROM inventory_movements GROUP BY sku) m ON m.sku = l.sku
			WHERE l.on_hand <> coalesce(m.on_hand, 0) OR l.reserved <> coalesce(m.reserved, 0) OR l.allocated <> coalesce(m.allocated, 0)`},
		{Name: "inventory: levels that no orders hold", Nil: true, SQL: `SELECT count(*) FROM inventory_levels l
			LEFT JOIN (SELECT sku, sum(CASE WHEN h.state = 'reserved' THEN quantity ELSE 0 END) AS reserved,
			                  sum(CASE WHEN h.state = 'allocated' THEN quantity ELSE 0 END) AS allocated
			           FROM inventory_hold_lines JOIN inventory_holds h ON h.id = hold_id GROUP BY sku) m ON m.sku = l.sku
			WHERE l.reserved <> coalesce(m.reserved, 0) OR l.allocated <> coalesce(m.allocated, 0)`},
	}
}
