package inventory

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"holdfast/db"
	"holdfast/modules/inventory/internal/store"
	"holdfast/modules/kernel/sku"
)

// Reserve holds every line for order until the given instant, or holds nothing.
// Faults: ErrInsufficientStock.
func (s *Service) Reserve(tx *db.Tx, order string, lines []Line, until time.Time) error {
	return s.hold(tx, store.Hold{ID: order, State: store.Reserved, ExpiresAt: &until}, lines)
}

// Allocate holds every line for order, for good, or holds nothing.
// Faults: ErrInsufficientStock.
func (s *Service) Allocate(tx *db.Tx, order string, lines []Line) error {
	return s.hold(tx, store.Hold{ID: order, State: store.Allocated}, lines)
}

// hold takes the lines in the order of their SKUs: two orders that want the
// same ones must not wait for each other.
func (s *Service) hold(tx *db.Tx, hold store.Hold, lines []Line) error {
	lines = merged(lines)
	w := s.store.InTx(tx)
	movements := make([]store.Movement, len(lines))
	rows := make([]store.HoldLine, len(lines))
	for i, line := range lines {
		rows[i] = store.HoldLine{HoldID: hold.ID, SKU: string(line.SKU), Quantity: line.Quantity}
		if err := s.take(tx, rows[i], hold.State); err != nil {
			return err
		}
		movements[i] = s.movement(rows[i], hold.State, +1)
	}
	if err := w.CreateHold(hold, rows, movements); err != nil {
		return fmt.Errorf("hold stock for %s: %w", hold.ID, err)
	}
	return nil
}

// take adds a line to what is reserved or allocated, if that many can be promised.
func (s *Service) take(tx *db.Tx, line store.HoldLine, state string) error {
	after, ok, err := s.store.InTx(tx).Take(line.SKU, line.Quantity, state)
	if err != nil {
		return fmt.Errorf("hold %d of %s: %w", line.Quantity, line.SKU, err)
	}
	if !ok {
		return ErrInsufficientStock
	}
	left := fromRow(after).Available()
	return tell(tx, left, left+line.Quantity, sku.SKU(line.SKU))
}

// Confirm turns order's reservation into an allocation. Confirming twice is
// confirming once. Faults: ErrUnknownHold, ErrHoldEnded.
func (s *Service) Confirm(ctx context.Context, order string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		return s.turn(tx, order, store.Allocated, store.Reserved)
	})
}

// HoldAgain allocates what order held before it was released, or nothing.
// Faults: ErrInsufficientStock, ErrUnknownHold.
func (s *Service) HoldAgain(ctx context.Context, order string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error { return s.holdAgain(tx, order) })
}

func (s *Service) holdAgain(tx *db.Tx, order string) error {
	w := s.store.InTx(tx)
	was, turned, err := w.TurnHold(order, store.Allocated, []string{store.Released})
	switch {
	case err != nil:
		return fmt.Errorf("hold stock for %s again: %w", order, err)
	case was == "":
		return ErrUnknownHold
	case !turned:
		return nil
	}
	lines, err := w.HoldLines(order)
	if err != nil {
		return fmt.Errorf("read the hold of %s: %w", order, err)
	}
	for _, line := range lines {
		if err := s.take(tx, line, store.Allocated); err != nil {
			return err
		}
		if err := w.Log(s.movement(line, store.Allocated, +1)); err != nil {
			return fmt.Errorf("log the hold of %s: %w", order, err)
		}
	}
	return nil
}

// Release gives order's units back. Releasing twice is releasing once; what was
// sent stays sent. Faults: ErrUnknownHold.
func (s *Service) Release(ctx context.Context, order string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		return s.turn(tx, order, store.Released, store.Reserved, store.Allocated)
	})
}

// Send takes order's units off the shelf. Sending twice is sending once. What
// is sent was there: units that the shelf was not counted to have are entered
// first, as found. Faults: ErrUnknownHold, ErrHoldEnded.
func (s *Service) Send(ctx context.Context, order string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		return s.turn(tx, order, store.Sent, store.Allocated)
	})
}

// FoundWhenSent is the ledger's reason for units that were sent and had not been
// counted: somebody should count the shelf again.
const FoundWhenSent = "sent though not counted"

// find enters what lines take from the shelf and is not on it.
func (s *Service) find(tx *db.Tx, lines []store.HoldLine) error {
	skus := make([]sku.SKU, len(lines))
	for i, line := range lines {
		skus[i] = sku.SKU(line.SKU)
	}
	w := s.store.InTx(tx)
	levels, err := w.Lock(skus)
	if err != nil {
		return fmt.Errorf("read %d stock levels: %w", len(skus), err)
	}
	for _, line := range lines {
		level := levels[line.SKU]
		if missing := line.Quantity - level.OnHand; level.Tracked && missing > 0 {
			_, err := w.Move(store.Movement{SKU: line.SKU, OnHand: missing, Reason: FoundWhenSent, Ref: line.HoldID, At: s.now()})
			if err != nil {
				return fmt.Errorf("find %d of %s: %w", missing, line.SKU, err)
			}
		}
	}
	return nil
}

// turn moves a hold to a state from one of those that it may be in, and its
// units with it.
func (s *Service) turn(tx *db.Tx, order, to string, from ...string) error {
	w := s.store.InTx(tx)
	was, turned, err := w.TurnHold(order, to, from)
	switch {
	case err != nil:
		return fmt.Errorf("turn the hold of %s to %s: %w", order, to, err)
	case was == "":
		return ErrUnknownHold
	case turned:
		return s.moveUnits(tx, order, was, to)
	case was == to, to == store.Released, to == store.Allocated && was == store.Sent:
		return nil
	}
	return ErrHoldEnded
}

func (s *Service) moveUnits(tx *db.Tx, order, was, to string) error {
	w := s.store.InTx(tx)
	lines, err := w.HoldLines(order)
	if err != nil {
		return fmt.Errorf("read the hold of %s: %w", order, err)
	}
	if to == store.Sent {
		if err := s.find(tx, lines); err != nil {
			return err
		}
	}
	for _, line := range lines {
		move := s.movement(line, was, -1)
		add := s.movement(line, to, +1)
		move.Reserved, move.Allocated, move.OnHand = move.Reserved+add.Reserved, move.Allocated+add.Allocated, move.OnHand+add.OnHand
		move.Reason = to
		after, err := w.Move(move)
		if err != nil {
			return fmt.Errorf("move %s of %s: %w", line.SKU, order, err)
		}
		before := after.Minus(move)
		if err := tell(tx, fromRow(after).Available(), fromRow(before).Available(), sku.SKU(line.SKU)); err != nil {
			return err
		}
	}
	return nil
}

// movement is what a line of a hold in state does to the counts, times sign.
func (s *Service) movement(line store.HoldLine, state string, sign int) store.Movement {
	m := store.Movement{SKU: line.SKU, Reason: state, Ref: line.HoldID, At: s.now()}
	switch state {
	case store.Reserved:
		m.Reserved = sign * line.Quantity
	case store.Allocated:
		m.Allocated = sign * line.Quantity
	case store.Sent:
		m.OnHand = -sign * line.Quantity
	}
	return m
}

// sweepBatch is how many reservations are released before the next are looked for.
const sweepBatch = 200

// sweep releases everything that has expired.
func (s *Service) sweep(ctx context.Context) error {
	for {
		released, err := s.Expire(ctx, sweepBatch)
		if err != nil || released < sweepBatch {
			return err
		}
	}
}

// Expire releases the reservations whose time has passed, at most limit. One
// that cannot be released holds up no other.
func (s *Service) Expire(ctx context.Context, limit int) (released int, err error) {
	orders, err := s.store.Expired(ctx, s.now(), limit)
	if err != nil {
		return 0, fmt.Errorf("find expired reservations: %w", err)
	}
	var errs []error
	for _, order := range orders {
		gone, err := s.expire(ctx, order)
		if err != nil {
			errs = append(errs, fmt.Errorf("release %s: %w", order, err))
		}
		if gone {
			released++
		}
	}
	return released, errors.Join(errs...)
}

func (s *Service) expire(ctx context.Context, order string) (gone bool, err error) {
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		was, turned, err := s.store.InTx(tx).TurnHold(order, store.Released, []string{store.Reserved})
		if gone = turned; err != nil || !turned {
			return err
		}
		if err := s.moveUnits(tx, order, was, store.Released); err != nil {
			return err
		}
		return tx.Publish(HoldExpired{Order: order})
	})
	return gone && err == nil, err
}

// merged adds up lines of one SKU and sorts them.
func merged(lines []Line) []Line {
	sorted := slices.SortedFunc(slices.Values(lines), func(a, b Line) int { return cmp.Compare(a.SKU, b.SKU) })
	out := sorted[:0]
	for _, l := range sorted {
		if n := len(out); n > 0 && out[n-1].SKU == l.SKU {
			out[n-1].Quantity += l.Quantity
		} else {
			out = append(out, l)
		}
	}
	return out
}
