package search

import (
	"context"
	"fmt"
	"time"

	"holdfast/db"
)

// State is how well the index follows the shop.
type State struct {
	Documents int       // products that can be found
	Held      int       // of them, those that this process has read into memory
	Waiting   int       // changes that are not in the index yet; at most 10,000
	Oldest    time.Time // since when the oldest of them waits; zero when none does
	Built     time.Time // when all documents were last compared with the catalogue; zero: never
}

// Lag is for how long the oldest change has been waiting at now.
func (s State) Lag(now time.Time) time.Duration {
	if s.Waiting == 0 {
		return 0
	}
	return max(0, now.Sub(s.Oldest))
}

// State returns how well the index follows the shop.
func (s *Service) State(ctx context.Context) (State, error) {
	build, err := s.store.Build(ctx)
	if err != nil {
		return State{}, fmt.Errorf("read the state of the index: %w", err)
	}
	var backlog db.Backlog
	for _, listener := range []string{"search.product", "search.price", "search.stock"} {
		b, err := s.db.Backlog(ctx, listener)
		if err != nil {
			return State{}, err
		}
		if b.Waiting > 0 && (backlog.Waiting == 0 || b.Oldest.Before(backlog.Oldest)) {
			backlog.Oldest = b.Oldest
		}
		backlog.Waiting += b.Waiting
	}
	state := State{Documents: build.Documents, Waiting: backlog.Waiting, Oldest: backlog.Oldest}
	if build.BuiltAt != nil {
		state.Built = build.BuiltAt.UTC()
	}
	if held := s.memory.current.Load(); held != nil {
		state.Held = held.Len()
	}
	return state, nil
}

// Warm reads the index into memory before the first shopper searches.
func (s *Service) Warm(ctx context.Context) error {
	locale, err := s.locale(ctx)
	if err != nil {
		return err
	}
	if _, err := s.memory.get(ctx, s.store, locale); err != nil {
		return err
	}
	_, err = s.shelf.get(ctx, s.store)
	return err
}
