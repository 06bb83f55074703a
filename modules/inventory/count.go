package inventory

import (
	"context"
	"fmt"

	"holdfast/db"
	"holdfast/modules/inventory/internal/store"
	"holdfast/modules/kernel/sku"
)

// Count is what was counted, or is to be, of one SKU.
type Count struct {
	SKU     sku.SKU
	Tracked bool // false: there is always enough
	OnHand  int
}

// SetOnHand makes counts hold, with the reason and who said so in the ledger,
// and returns how many SKUs that changed. Faults: ErrNegative.
func (s *Service) SetOnHand(ctx context.Context, reason, who string, counts ...Count) (changed int, err error) {
	err = s.db.Write(ctx, func(tx *db.Tx) error { changed, err = s.setOnHand(tx, reason, who, counts...); return err })
	return changed, err
}

func (s *Service) setOnHand(tx *db.Tx, reason, who string, counts ...Count) (changed int, err error) {
	skus := make([]sku.SKU, len(counts))
	for i, c := range counts {
		if c.OnHand < 0 {
			return 0, ErrNegative
		}
		skus[i] = c.SKU
	}
	w := s.store.InTx(tx)
	known, err := w.Lock(skus)
	if err != nil {
		return 0, fmt.Errorf("read %d stock levels: %w", len(skus), err)
	}
	var different changes
	for _, c := range counts {
		before, exists := known[string(c.SKU)]
		if exists && before.OnHand == c.OnHand && before.Tracked == c.Tracked {
			continue
		}
		before.Tracked = before.Tracked || !exists // what was never counted was not for sale
		after := before
		after.SKU, after.Tracked, after.OnHand = string(c.SKU), c.Tracked, c.OnHand
		different.add(before, after, store.Movement{Reason: reason, Ref: who, At: s.now()})
	}
	return len(different.levels), different.write(tx, w)
}

// Adjust adds delta units on hand, which may be negative.
// Faults: ErrNegative.
func (s *Service) Adjust(ctx context.Context, each sku.SKU, delta int, reason, who string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		w := s.store.InTx(tx)
		after, ok, err := w.Add(string(each), delta)
		if err != nil {
			return fmt.Errorf("adjust %s: %w", each, err)
		}
		if !ok {
			return ErrNegative
		}
		if err := w.Log(store.Movement{SKU: string(each), OnHand: delta, Reason: reason, Ref: who, At: s.now()}); err != nil {
			return fmt.Errorf("adjust %s: %w", each, err)
		}
		before := after
		before.OnHand -= delta
		return tell(tx, fromRow(after).Available(), fromRow(before).Available(), each)
	})
}

// tell announces a new level, and publishes that it passed nothing.
func tell(tx *db.Tx, after, before int, each sku.SKU) error {
	tx.Announce(TagStock(each))
	if (after > 0) == (before > 0) {
		return nil
	}
	return tx.Publish(AvailabilityChanged{SKU: each, Available: after})
}
