package orders

import (
	"context"
	"fmt"
	"strings"
	"time"

	"holdfast/db"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/orders/internal/store"
)

// withdrawn is the kind of the event of a withdrawal.
const withdrawn = "withdrawn"

// ErrUnknownContract says that number and e-mail belong to no order.
var ErrUnknownContract = fault.New(fault.NotFound, "We have no order with this number and e-mail address. Check both.")

// ErrWithdrawnOften says that an order has been withdrawn from so often today
// that it must be a mistake, or somebody who fills a mailbox.
var ErrWithdrawnOften = fault.New(fault.TooMany, "This order has been withdrawn from several times today. Write to us if something is still missing.")

// withdrawalsADay is how many statements about one order are taken down within
// a day: each is acknowledged by a mail.
const withdrawalsADay = 5

// Withdrawal is a consumer's statement that they withdraw from the contract of
// an order: Directive 2011/83/EU, Article 11a(3).
type Withdrawal struct {
	Name   string
	Number string // of the order
	Email  string // the order's own
	What   string // of the order; empty: all of it
}

// OrderWithdrawn says that a consumer has withdrawn from an order, or what of it.
type OrderWithdrawn struct {
	Order, Number, Name, What string
	At                        time.Time
}

// EventName names the event.
func (OrderWithdrawn) EventName() string { return "orders.withdrawn" }

// Contract returns the order that a withdrawal is of.
// Faults: ErrUnknownContract.
func (s *Service) Contract(ctx context.Context, w Withdrawal) (Order, error) {
	order, err := s.Order(ctx, strings.ToUpper(strings.TrimSpace(w.Number)))
	if fault.KindOf(err) == fault.NotFound || err == nil && !strings.EqualFold(order.Recipient.Email, strings.TrimSpace(w.Email)) {
		return Order{}, ErrUnknownContract
	}
	return order, err
}

// Withdraw takes a statement down in the order's timeline and tells of it, once
// however often it is sent, and returns when it came in. What follows, money and
// goods, is the merchant's to do: an order that is not sent yet can be canceled.
// Faults: ErrUnknownContract, ErrWithdrawnOften.
func (s *Service) Withdraw(ctx context.Context, w Withdrawal) (Order, time.Time, error) {
	order, err := s.Contract(ctx, w)
	if err != nil {
		return Order{}, time.Time{}, err
	}
	detail := w.Name
	if w.What != "" {
		detail += ": " + w.What
	}
	at := s.now()
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		in := s.store.InTx(tx)
		before, known, err := in.EventOf(order.ID, withdrawn, detail)
		if err != nil {
			return err
		}
		if known {
			at = before.At
			return nil
		}
		lately, err := in.CountEvents(order.ID, withdrawn, at.Add(-24*time.Hour))
		if err != nil {
			return err
		}
		if lately >= withdrawalsADay {
			return ErrWithdrawnOften
		}
		if err := in.Log(store.Event{OrderID: order.ID, Kind: withdrawn, Detail: detail, At: at}); err != nil {
			return err
		}
		return tx.Publish(OrderWithdrawn{Order: order.ID, Number: order.Number, Name: w.Name, What: w.What, At: at})
	})
	if err != nil {
		return Order{}, time.Time{}, fmt.Errorf("withdraw from order %s: %w", order.Number, err)
	}
	return order, at, nil
}
