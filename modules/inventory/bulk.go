package inventory

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"holdfast/db"
	"holdfast/modules/inventory/internal/store"
	"holdfast/modules/kernel/sku"
)

// changes are levels that are to be written together, with one event.
type changes struct {
	levels  []store.Level
	moves   []store.Movement
	crossed []sku.SKU // that can be bought again, or no longer
}

func (c *changes) add(before, after store.Level, move store.Movement) {
	move.SKU, move.OnHand = after.SKU, after.OnHand-before.OnHand
	c.levels, c.moves = append(c.levels, after), append(c.moves, move)
	if (fromRow(after).Available() > 0) != (fromRow(before).Available() > 0) {
		c.crossed = append(c.crossed, sku.SKU(after.SKU))
	}
}

func (c *changes) write(tx *db.Tx, w store.Writer) error {
	if len(c.levels) == 0 {
		return nil
	}
	if err := w.PutAll(c.levels, c.moves); err != nil {
		return fmt.Errorf("count %d SKUs: %w", len(c.levels), err)
	}
	for _, l := range c.levels {
		tx.Announce(TagStock(sku.SKU(l.SKU)))
	}
	switch len(c.crossed) {
	case 0:
		return nil
	case 1:
		for _, l := range c.levels {
			if sku.SKU(l.SKU) == c.crossed[0] {
				return tx.Publish(AvailabilityChanged{SKU: c.crossed[0], Available: fromRow(l).Available()})
			}
		}
	}
	return tx.Publish(AvailabilityChanged{SKUs: c.crossed})
}

// MovedByOthers returns those of skus that anything but ref has ever moved,
// reserved or sold.
func (s *Service) MovedByOthers(ctx context.Context, ref string, skus []sku.SKU) (map[sku.SKU]bool, error) {
	moved, err := s.store.MovedByOthers(ctx, ref, skus)
	if err != nil {
		return nil, fmt.Errorf("find who moved %d SKUs: %w", len(skus), err)
	}
	return moved, nil
}

// Reverse takes back what ref has added on hand to the SKUs of counted, and has
// them counted or not as it says. What is promised to orders stays: a SKU of
// which less is left than was added is returned. Reversing again changes
// nothing.
func (s *Service) Reverse(ctx context.Context, ref, reason string, counted map[sku.SKU]bool) (short []sku.SKU, err error) {
	skus := slices.Sorted(maps.Keys(counted))
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		short = nil
		w := s.store.InTx(tx)
		known, err := w.Lock(skus)
		if err != nil {
			return fmt.Errorf("read %d stock levels: %w", len(skus), err)
		}
		added, err := w.AddedBy(ref, skus)
		if err != nil {
			return fmt.Errorf("read what %s added: %w", ref, err)
		}
		var c changes
		for _, each := range skus {
			before, exists := known[string(each)]
			if !exists {
				continue
			}
			after := before
			after.Tracked, after.OnHand = counted[each], before.OnHand-added[each]
			if least := before.Reserved + before.Allocated; after.Tracked && after.OnHand < least {
				after.OnHand, short = min(before.OnHand, least), append(short, each)
			}
			if after != before {
				c.add(before, after, store.Movement{Reason: reason, Ref: ref, At: s.now()})
			}
		}
		return c.write(tx, w)
	})
	return short, err
}
