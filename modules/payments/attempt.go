package payments

import (
	"time"

	"holdfast/modules/kernel/money"
	"holdfast/modules/payments/internal/store"
)

// State is how far an attempt has come.
type State string

// The states of an attempt.
const (
	StateCreated  State = "created"  // written down, the provider not yet asked
	StatePending  State = "pending"  // waiting for the shopper, or for the money
	StateCaptured State = "captured" // the money is ours
	StateFailed   State = "failed"   // the provider said no
	StateCanceled State = "canceled" // given up, by the shopper or by the shop
	StateRefunded State = "refunded" // all of it was paid back
)

// Attempt is one try to pay one order.
type Attempt struct {
	ID             string
	Order          string
	Method         string // a Method's ID
	Amount         money.Money
	State          State
	IdempotencyKey string // under which the provider does it once
	Provider       string // empty when the method is offline
	ProviderRef    string // the provider's name for it, once begun
	Redirect       string // the provider's page, once begun
	Return         string // where that page sends the shopper back to
	Failure        string // why it failed, as the provider says it
	Captured       money.Money
	Refunded       money.Money // paid back or about to be
	CreatedAt      time.Time
	UpdatedAt      time.Time
}

// Offline reports whether the money comes past the shop: by bank, or in cash.
func (a Attempt) Offline() bool { return a.Provider == "" }

// Paid reports whether the money has come, even if it was paid back since.
func (a Attempt) Paid() bool { return a.State == StateCaptured || a.State == StateRefunded }

// NewAttempt says what is to be paid, and how.
type NewAttempt struct {
	Order  string
	Method string
	Amount money.Money
	// Return is the address of the shop that a provider's page sends the
	// shopper back to. Empty: [ReturnPath] of the attempt.
	Return string
}

// ReturnPath is where a provider's page sends the shopper back to unless the
// attempt says otherwise.
func ReturnPath(attempt string) string { return "/payments/" + attempt + "/return" }

func fromRow(row store.Attempt) Attempt {
	return Attempt{
		ID: row.ID, Order: row.OrderID, Method: row.Method, State: State(row.State),
		Amount: row.Money(row.Amount), Captured: row.Money(row.Captured), Refunded: row.Money(row.Refunded),
		IdempotencyKey: row.IdempotencyKey, Provider: row.Provider, ProviderRef: row.ProviderRef,
		Redirect: row.Redirect, Return: row.ReturnTo, Failure: row.Failure,
		CreatedAt: row.CreatedAt.UTC(), UpdatedAt: row.UpdatedAt.UTC(),
	}
}
