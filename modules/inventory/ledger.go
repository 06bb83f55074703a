package inventory

import (
	"context"
	"fmt"
	"time"

	"holdfast/modules/kernel/sku"
)

// Movement is one line of the stock ledger: what was added to each count.
type Movement struct {
	OnHand, Reserved, Allocated int
	Reason                      string // what happened, in a word or two
	Ref                         string // the order, or who did it
	At                          time.Time
}

// Movements returns the last changes of a SKU's counts, newest first.
func (s *Service) Movements(ctx context.Context, each sku.SKU, limit int) ([]Movement, error) {
	rows, err := s.store.Movements(ctx, string(each), limit)
	if err != nil {
		return nil, fmt.Errorf("read the ledger of %s: %w", each, err)
	}
	moves := make([]Movement, len(rows))
	for i, r := range rows {
		moves[i] = Movement{r.OnHand, r.Reserved, r.Allocated, r.Reason, r.Ref, r.At}
	}
	return moves, nil
}

// Audit returns the SKUs whose level is not the sum of their movements: none,
// or somebody has written to the tables by hand.
func (s *Service) Audit(ctx context.Context) ([]string, error) {
	skus, err := s.store.Disagreements(ctx)
	if err != nil {
		return nil, fmt.Errorf("audit the stock ledger: %w", err)
	}
	return skus, nil
}
