package store

import (
	"cmp"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"holdfast/db"
	"holdfast/modules/kernel/sku"
)

// Writer writes inventory's tables inside a transaction.
type Writer struct{ tx *gorm.DB }

// InTx returns a writer inside tx.
func (s *Store) InTx(tx *db.Tx) Writer { return Writer{tx.Gorm()} }

// Lock returns the levels of skus and keeps others from changing them until
// the transaction ends. (SQLite has one writer and needs no lock.)
func (w Writer) Lock(skus []sku.SKU) (map[string]Level, error) {
	g, order := w.tx, "sku"
	if g.Name() == "postgres" {
		g, order = g.Clauses(clause.Locking{Strength: "UPDATE"}), `sku COLLATE "C"`
	}
	var rows []Level
	if len(skus) > 0 {
		if err := g.Where("sku IN ?", skus).Order(order).Find(&rows).Error; err != nil {
			return nil, err
		}
	}
	levels := make(map[string]Level, len(rows))
	for _, row := range rows {
		levels[row.SKU] = row
	}
	return levels, nil
}

// Log appends to the ledger.
func (w Writer) Log(moves ...Movement) error { return w.tx.Create(&moves).Error }

// Take adds quantity to what is reserved or allocated, if that many can be
// promised: the one statement that keeps the shop from overselling.
func (w Writer) Take(sku string, quantity int, state string) (after Level, ok bool, err error) {
	column := map[string]string{Reserved: "reserved", Allocated: "allocated"}[state]
	res := w.tx.Raw("UPDATE inventory_levels SET "+column+" = "+column+" + ? "+
		"WHERE sku = ? AND (NOT tracked OR on_hand - reserved - allocated >= ?) RETURNING *", quantity, sku, quantity).Scan(&after)
	return after, res.RowsAffected == 1, res.Error
}

// Add adds delta to what is on hand, unless that would be less than nothing.
func (w Writer) Add(sku string, delta int) (after Level, ok bool, err error) {
	res := w.tx.Raw("UPDATE inventory_levels SET on_hand = on_hand + ? WHERE sku = ? AND on_hand + ? >= 0 RETURNING *", delta, sku, delta).Scan(&after)
	return after, res.RowsAffected == 1, res.Error
}

// Move applies a movement and logs it.
func (w Writer) Move(move Movement) (after Level, err error) {
	res := w.tx.Raw("UPDATE inventory_levels SET on_hand = on_hand + ?, reserved = reserved + ?, allocated = allocated + ? WHERE sku = ? RETURNING *",
		move.OnHand, move.Reserved, move.Allocated, move.SKU).Scan(&after)
	if res.Error == nil && res.RowsAffected != 1 {
		return after, gorm.ErrRecordNotFound
	}
	if res.Error != nil {
		return after, res.Error
	}
	return after, w.Log(move)
}

// CreateHold writes a hold with its lines and movements.
func (w Writer) CreateHold(h Hold, lines []HoldLine, moves []Movement) error {
	if err := w.tx.Create(&h).Error; err != nil {
		return err
	}
	if err := w.tx.Create(&lines).Error; err != nil {
		return err
	}
	return w.Log(moves...)
}

// TurnHold moves a hold to a state if it is in one of from. It returns the
// state that the hold was in, empty if there is none.
func (w Writer) TurnHold(id, to string, from []string) (was string, turned bool, err error) {
	g := w.tx
	if g.Name() == "postgres" {
		g = g.Clauses(clause.Locking{Strength: "UPDATE"})
	}
	if err := g.Model(&Hold{}).Select("state").Where("id = ?", id).Limit(1).Scan(&was).Error; err != nil || was == "" {
		return "", false, err
	}
	res := w.tx.Model(&Hold{}).Where("id = ? AND state IN ?", id, from).Updates(map[string]any{"state": to, "expires_at": nil})
	return was, res.RowsAffected == 1, res.Error
}

// HoldLines returns a hold's lines in the order of their SKUs' bytes, in which
// everybody locks levels; PostgreSQL's own order depends on its language.
func (w Writer) HoldLines(id string) (lines []HoldLine, err error) {
	err = w.tx.Where("hold_id = ?", id).Find(&lines).Error
	slices.SortFunc(lines, func(a, b HoldLine) int { return cmp.Compare(a.SKU, b.SKU) })
	return lines, err
}
