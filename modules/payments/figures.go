package payments

import "holdfast/db"

// Figures are the sums of the ledger of money, and of the attempts that it
// explains, in minor units.
func Figures() []db.Figure {
	return []db.Figure{
		{Name: "payments: received and not paid back", SQL: "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM payments_ledger"},
		{Name: "payments: captured", SQL: "SELECT CAST(coalesce(sum(captured), 0) AS BIGINT) FROM payments_attempts"},
		{Name: "payments: refunded or set aside for it", SQL: "SELECT CAST(coalesce(sum(refunded), 0) AS BIGINT) FROM payments_attempts"},
		{Name: "payments: attempts that the ledger does not explain", Nil: true, SQL: `SELECT count(*) FROM payments_attempts a
			WHERE a.captured
				- coalesce((SELECT sum(r.amount) FROM payments_refunds r WHERE r.attempt_id = a.id AND r.state = 'done'), 0)
				<> coalesce((SELECT sum(l.amount) FROM payments_ledger l WHERE l.attempt_id = a.id), 0)`},
	}
}
