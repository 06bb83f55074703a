package payments

import (
	"time"

	"holdfast/modules/kernel/money"
)

// Captured says that the money for an order has come.
type Captured struct {
	Attempt string
	Order   string
	Amount  money.Money
	Actor   string // who said so: the provider, or an operator's e-mail
	At      time.Time
}

// EventName is its name in the outbox.
func (Captured) EventName() string { return "payments.captured" }

// Failed says that an attempt came to nothing: declined, or abandoned.
// The order is unpaid, and another attempt may follow.
type Failed struct {
	Attempt string
	Order   string
	Reason  string
	At      time.Time
}

// EventName is its name in the outbox.
func (Failed) EventName() string { return "payments.failed" }

// Refunded says that money was paid back.
type Refunded struct {
	Refund  string
	Attempt string
	Order   string
	Amount  money.Money
	At      time.Time
}

// EventName is its name in the outbox.
func (Refunded) EventName() string { return "payments.refunded" }
