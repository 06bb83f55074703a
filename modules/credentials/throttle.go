package credentials

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"holdfast/db"
)

// Claim counts an attempt before it is made, so that many at once are counted
// too. While any of its keys has to wait nothing is counted: who waits gets in.
// Nothing is counted either while too many passwords wait to be hashed.
// Faults: ErrThrottled, ErrBusy.
func (s *Service) Claim(ctx context.Context, a Attempt) error {
	if s.Full() {
		return ErrBusy
	}
	now := s.now()
	keys := slices.Clone(a.keys)
	// In one order, so that two that share keys never wait for each other.
	slices.SortFunc(keys, func(x, y counted) int { return strings.Compare(x.key, y.key) })
	return s.db.Write(ctx, func(tx *db.Tx) error {
		known, err := s.store.IsKnown(tx, a.known, now)
		if err != nil {
			return fmt.Errorf("look for a known address: %w", err)
		}
		for _, k := range keys {
			if known && k.key == a.shared {
				continue
			}
			attempts, allowed, err := s.store.CountAttempt(tx, k.key, now, now.Add(-forgetAfter))
			if err != nil {
				return fmt.Errorf("count an attempt: %w", err)
			}
			if !allowed {
				return ErrThrottled
			}
			if wait := k.window.after(attempts); wait > 0 {
				if err := s.store.Wait(tx, k.key, now.Add(wait)); err != nil {
					return fmt.Errorf("count an attempt: %w", err)
				}
			}
		}
		return nil
	})
}

// Forgive takes a successful attempt back, and remembers where it came from.
func (s *Service) Forgive(ctx context.Context, a Attempt) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		for _, k := range a.keys {
			if err := s.store.Forgive(tx, k.key, k.keeps); err != nil {
				return fmt.Errorf("forgive an attempt: %w", err)
			}
		}
		if a.known == "" {
			return nil
		}
		return s.store.Know(tx, a.known, s.now().Add(knownFor))
	})
}
