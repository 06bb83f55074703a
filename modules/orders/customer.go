package orders

import (
	"context"
	"fmt"
	"strings"

	"holdfast/db"
	"holdfast/modules/customers"
)

// Erased is whose orders are of who had an account and has none any more: the
// law has them kept, and nobody claims them again.
const Erased = "erased"

// OfCustomer returns a page of a customer's orders, newest first. after is the
// last page's next.
func (s *Service) OfCustomer(ctx context.Context, customer, after string, limit int) (list []Order, next string, err error) {
	if customer == "" || customer == Erased {
		return nil, "", nil
	}
	rows, next, err := s.store.OfCustomer(ctx, customer, after, limit)
	if err != nil {
		return nil, "", fmt.Errorf("list the orders of customer %s: %w", customer, err)
	}
	list = make([]Order, len(rows))
	for i, row := range rows {
		list[i] = fromRow(row)
	}
	return list, next, nil
}

// Claim puts the orders that guests have placed with an e-mail into customer's
// account, and returns how many. The e-mail must have been proven to be theirs:
// customers.Customer.Email is.
func (s *Service) Claim(ctx context.Context, customer, email string) (claimed int, err error) {
	email = strings.ToLower(email)
	any, err := s.store.HasGuests(ctx, email)
	if err == nil && any {
		err = s.db.Write(ctx, func(tx *db.Tx) (err error) {
			claimed, err = s.store.InTx(tx).Claim(customer, email, s.now())
			return err
		})
	}
	if err != nil {
		return 0, fmt.Errorf("claim the orders of customer %s: %w", customer, err)
	}
	return claimed, nil
}

func (s *Service) listenToCustomers() {
	db.Listen(s.db, "orders.customer_erased", func(ctx context.Context, e customers.Erased) error {
		return s.db.Write(ctx, func(tx *db.Tx) error { return s.store.InTx(tx).Detach(e.Customer, Erased) })
	})
}
