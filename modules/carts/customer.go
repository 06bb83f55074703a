package carts

import (
	"context"
	"fmt"

	"holdfast/db"
	"holdfast/modules/carts/internal/store"
	"holdfast/modules/customers"
	"holdfast/modules/kernel/sku"
)

// A customer has one cart, wherever they are signed in. At sign-in the cart of
// the browser becomes theirs, or is put into the one they have:
//
//	merged quantity = the least of (both added, 999 a line, what can be promised)
//
// It never takes out what was in the customer's cart, and never fails for what
// cannot be bought: the cart's page says so.

// Adoption is what became of a browser's cart.
type Adoption struct {
	Cart    string // the customer's
	Merged  bool   // two carts became one
	Clamped bool   // it holds less than both did together
}

// Adopt makes guest, the cart of a browser, customer's. guest may be empty, or
// the customer's own already.
func (s *Service) Adopt(ctx context.Context, customer, guest string) (a Adoption, err error) {
	available, err := s.promised(ctx, customer, guest)
	if err != nil {
		return a, fmt.Errorf("look up what is in the carts of customer %s: %w", customer, err)
	}
	err = s.adopt(ctx, customer, guest, available, &a)
	if db.IsDuplicate(err) { // a rival has just given them another cart: there is one now
		err = s.adopt(ctx, customer, guest, available, &a)
	}
	if err != nil {
		return a, fmt.Errorf("give customer %s the cart %s: %w", customer, guest, err)
	}
	return a, nil
}

func (s *Service) adopt(ctx context.Context, customer, guest string, available map[sku.SKU]int, a *Adoption) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		*a = Adoption{}
		w := s.store.InTx(tx)
		if err := w.Own(customer, guest, NewID(), s.now()); err != nil {
			return err
		}
		own, err := w.LockOwned("customer", customer)
		if err != nil {
			return err
		}
		a.Cart = own.ID
		if guest == "" || guest == own.ID {
			return nil
		}
		other, err := w.LockOwned("id", guest)
		if err != nil || other.ID == "" || other.Customer != "" { // another customer's stays theirs
			return err
		}
		a.Merged = len(own.Lines) > 0 && len(other.Lines) > 0
		if a.Clamped, err = s.merge(w, own, other, available); err != nil {
			return err
		}
		return w.Drop(other.ID)
	})
}

// merge puts what is in other into own.
func (s *Service) merge(w store.Writer, own, other store.Owned, available map[sku.SKU]int) (clamped bool, err error) {
	had := map[string]int{}
	for _, line := range own.Lines {
		had[line.SKU] = line.Quantity
	}
	lines := len(own.Lines)
	for _, line := range other.Lines {
		before, there := had[line.SKU]
		if !there && lines >= MaxLines {
			clamped = true
			continue
		}
		wanted := before + line.Quantity
		most := MaxQuantity
		if limit, known := available[sku.SKU(line.SKU)]; known && limit > 0 {
			most = min(most, limit)
		}
		line.CartID, line.Quantity = own.ID, max(before, min(wanted, most))
		clamped = clamped || line.Quantity < wanted
		if err := w.Put(line); err != nil {
			return clamped, err
		}
		if !there {
			lines++
		}
	}
	if own.Coupon == "" && other.Coupon != "" {
		if _, err := w.SetCoupon(own.ID, other.Coupon, s.now()); err != nil {
			return clamped, err
		}
	}
	return clamped, nil
}

// promised is how many can be promised now of what is in both carts.
func (s *Service) promised(ctx context.Context, customer, guest string) (map[sku.SKU]int, error) {
	if guest == "" {
		return nil, nil
	}
	own, err := s.store.OfCustomer(ctx, customer)
	if err != nil || own == "" || own == guest {
		return nil, err
	}
	row, err := s.store.Cart(ctx, guest)
	if err != nil || len(row.Lines) == 0 {
		return nil, err
	}
	skus := make([]sku.SKU, len(row.Lines))
	for i, line := range row.Lines {
		skus[i] = sku.SKU(line.SKU)
	}
	return s.needs.Inventory.Available(ctx, skus)
}

func (s *Service) listen() {
	db.Listen(s.db, "carts.customer_erased", func(ctx context.Context, e customers.Erased) error {
		own, err := s.store.OfCustomer(ctx, e.Customer)
		if err != nil || own == "" {
			return err
		}
		return s.db.Write(ctx, func(tx *db.Tx) error { return s.store.InTx(tx).Drop(own) })
	})
}
