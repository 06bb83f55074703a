package testpay

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"

	"holdfast/db"
	"holdfast/modules/kernel/money"
	"holdfast/modules/payments"
	"holdfast/modules/payments/internal/signature"
	"holdfast/modules/payments/internal/store"
)

// Charge is what the hosted page shows.
type Charge struct {
	Ref    string
	Order  string
	Amount money.Money
	State  payments.State // StatePending until it is decided
	Return string         // where the page leads back to
	key    string
}

// Decision is what a shopper does on the hosted page.
type Decision string

// The decisions.
const (
	Approve Decision = "approve"
	Decline Decision = "decline"
	Abandon Decision = "abandon"
)

// state returns what a decision leads to.
func (d Decision) state() (payments.State, error) {
	switch d {
	case Approve:
		return payments.StateCaptured, nil
	case Decline:
		return payments.StateFailed, nil
	case Abandon:
		return payments.StateCanceled, nil
	}
	return "", ErrUnknownDecision
}

// Charge returns the charge called ref. Faults: ErrUnknownCharge.
func (p *Provider) Charge(ctx context.Context, ref string) (Charge, error) {
	row, found, err := p.store.Charge(ctx, ref)
	if err != nil {
		return Charge{}, fmt.Errorf("read test charge %s: %w", ref, err)
	}
	if !found {
		return Charge{}, ErrUnknownCharge
	}
	return Charge{
		Ref: row.Ref, Order: row.OrderID, Amount: money.New(row.Amount, row.Currency),
		State: payments.State(row.State), Return: row.ReturnTo, key: row.Key,
	}, nil
}

// Decide does what the shopper decided, has the shop told by webhook, and
// returns the address that leads back to the shop. A charge that is decided
// stays so, and leads back all the same.
// Faults: ErrUnknownCharge, ErrUnknownDecision.
func (p *Provider) Decide(ctx context.Context, ref string, d Decision) (returnURL string, err error) {
	state, err := d.state()
	if err != nil {
		return "", err
	}
	c, err := p.Charge(ctx, ref)
	if err != nil {
		return "", err
	}
	err = p.db.Write(ctx, func(tx *db.Tx) error {
		decided, err := store.CloseCharge(tx, ref, string(state))
		if err != nil || !decided {
			return err
		}
		return tx.Enqueue(webhook{message{ID: "evt_" + rand.Text(), Ref: ref, State: string(state)}}, db.Slowly)
	})
	if err != nil {
		return "", fmt.Errorf("decide test charge %s: %w", ref, err)
	}
	return c.Return, nil
}

// webhook is the job that tells the shop of a decision.
type webhook struct{ Message message }

// JobName is its name in the outbox.
func (webhook) JobName() string { return "payments.testpay" }

// DeliverTo has deliver told of every decision, signed, in a job that is tried
// again when it fails. It is called once, while the program is wired.
func (p *Provider) DeliverTo(deliver func(ctx context.Context, body []byte, signature string) error) {
	db.Work(p.db, func(ctx context.Context, job webhook) error {
		body, err := json.Marshal(job.Message)
		if err != nil {
			return fmt.Errorf("write message %s: %w", job.Message.ID, err)
		}
		return deliver(ctx, body, signature.Sign(p.secrets[0], p.now(), body))
	})
}
