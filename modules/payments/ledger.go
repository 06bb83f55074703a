package payments

import (
	"context"
	"fmt"
	"strings"

	"holdfast/modules/kernel/money"
)

// Balance returns what was received for order and not paid back.
func (s *Service) Balance(ctx context.Context, order string) (money.Money, error) {
	minor, currency, err := s.store.Balance(ctx, order)
	if err != nil {
		return money.Money{}, fmt.Errorf("read the balance of order %s: %w", order, err)
	}
	return money.New(minor, currency), nil
}

// CheckLedger returns an error that names every attempt whose entries do not
// add up to what it says was captured and refunded.
func (s *Service) CheckLedger(ctx context.Context) error {
	ids, err := s.store.Disagreeing(ctx)
	if err != nil {
		return fmt.Errorf("add up the ledger: %w", err)
	}
	if len(ids) > 0 {
		return fmt.Errorf("the ledger disagrees with payments %s", strings.Join(ids, ", "))
	}
	return nil
}
