package main

import (
	"context"
	"testing"

	"holdfast/modules/orders"
)

// settled ends the shop when every letter has come, and looks at what is left:
// every order that was acknowledged, stock that agrees with its ledger, and money
// that does.
func (b *besieged) settled() {
	b.t.Helper()
	b.delivered()
	b.process.stop()
	if placed := agreed(b.t, b.with); placed != b.placed {
		b.t.Errorf("%d orders, %d were acknowledged", placed, b.placed)
	}
	if paid := received(b.t, b.with); paid != b.paid {
		b.t.Errorf("%d orders are paid, %d were by card", paid, b.paid)
	}
}

// received returns how many orders are paid, once the ledger of money explains
// every payment, and holds the total of each order that is paid and nothing for
// any other.
func received(t testing.TB, with settings) (paid int) {
	t.Helper()
	a := wired(t, with)
	ctx := context.Background()
	if err := a.payments.CheckLedger(ctx); err != nil {
		t.Error(err)
	}
	list, _, err := a.orders.List(ctx, orders.Filter{}, "", 1000)
	if err != nil {
		t.Error(err)
	}
	for _, o := range list {
		due := int64(0)
		if !o.PaidAt.IsZero() {
			due = o.Total().Minor
			paid++
		}
		if balance, err := a.payments.Balance(ctx, o.ID); err != nil || balance.Minor != due {
			t.Errorf("order %s has received %v, want %d, %v", o.Number, balance, due, err)
		}
	}
	if err := a.close(); err != nil {
		t.Error(err)
	}
	return paid
}
