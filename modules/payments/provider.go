package payments

import (
	"context"

	"holdfast/modules/kernel/money"
)

// Provider takes money for the shop on pages of its own. A fault that it
// returns is its answer; any other error says that there was none, and it is
// asked again.
type Provider interface {
	// Begin opens a charge, or returns the one that was opened under the same key.
	Begin(ctx context.Context, c Charge) (Session, error)
	// Fetch returns the provider's own state of a charge.
	Fetch(ctx context.Context, ref string) (Status, error)
	// Refund pays back, once for each key.
	Refund(ctx context.Context, r Repayment) error
	// Read checks a message's signature and says what it is about.
	// Faults: ErrBadSignature, ErrBadMessage.
	Read(body []byte, signature string) (Message, error)
}

// Voider is a Provider that can close a charge before it is paid.
type Voider interface {
	// Void closes a charge. One that is over already stays as it is.
	Void(ctx context.Context, ref string) error
}

// Charge is what a provider is asked to take.
type Charge struct {
	Key    string
	Order  string
	Amount money.Money
	Return string
}

// Session is a charge that has been opened.
type Session struct {
	Ref      string // the provider's name for it
	Redirect string // the page where the shopper pays
}

// Status is what a provider says of a charge.
type Status struct {
	Ref    string
	Key    string // the key it was opened under
	State  State  // StatePending, StateCaptured, StateFailed or StateCanceled
	Amount money.Money
	Reason string // why it failed
}

// Repayment is what a provider is asked to pay back.
type Repayment struct {
	Ref    string
	Key    string
	Amount money.Money
}

// Message is what a webhook is about. What it claims besides is not read.
type Message struct {
	ID  string // the same each time the message is sent
	Ref string
}
