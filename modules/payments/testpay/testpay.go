// Package testpay is a payment provider that takes no money: for demonstration
// shops and for tests. It keeps its own state, in tables that payments does not
// read, and behaves as real ones do: a hosted page, a signed webhook that comes
// when it comes, and a state that can be asked for.
//
//	pending → captured   the shopper approves
//	        → failed     the shopper declines
//	        → canceled   the shopper abandons the page, or the shop gives up
//
// The first decision stands.
package testpay

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"

	"holdfast/db"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/payments"
	"holdfast/modules/payments/internal/signature"
	"holdfast/modules/payments/internal/store"
)

// Name is the provider's, also in the address of its webhook.
const Name = "testpay"

// The faults of this provider.
var (
	ErrUnknownCharge   = fault.New(fault.NotFound, "There is no such payment.")
	ErrUnknownDecision = fault.New(fault.Invalid, "Choose to approve, to decline or to abandon the payment.")
	ErrRefused         = fault.New(fault.Conflict, "The test card's provider refused the refund.")
)

// Provider is the test provider.
type Provider struct {
	db      *db.DB
	store   *store.Store
	now     clock.Clock
	secrets [][]byte
}

// New returns the provider on d. Messages are signed with the first of secrets;
// any of them is believed.
func New(d *db.DB, now clock.Clock, secret []byte, older ...[]byte) *Provider {
	return &Provider{db: d, store: store.New(d), now: now, secrets: append([][]byte{secret}, older...)}
}

// Online returns the provider as a method that payments can offer.
func (p *Provider) Online() payments.Online {
	return payments.Online{
		Method:   payments.Method{ID: payments.TestCard, Name: "Test card", Hint: "For trying the shop out. No money moves."},
		Provider: Name,
		By:       p,
	}
}

// Begin opens a charge, or returns the one that was opened under the same key.
func (p *Provider) Begin(ctx context.Context, c payments.Charge) (payments.Session, error) {
	row := store.Charge{
		Ref: rand.Text(), Key: c.Key, OrderID: c.Order, Amount: c.Amount.Minor, Currency: c.Amount.Currency,
		State: string(payments.StatePending), ReturnTo: c.Return, CreatedAt: p.now().UTC(),
	}
	wanted := row
	err := p.db.Write(ctx, func(tx *db.Tx) (err error) {
		row, err = store.OpenCharge(tx, wanted)
		return err
	})
	if err != nil {
		return payments.Session{}, fmt.Errorf("open a test charge: %w", err)
	}
	return payments.Session{Ref: row.Ref, Redirect: Path(row.Ref)}, nil
}

// Path is the address of the hosted page of a charge.
func Path(ref string) string { return "/testpay/" + ref }

// Fetch returns the state of a charge. Faults: ErrUnknownCharge.
func (p *Provider) Fetch(ctx context.Context, ref string) (payments.Status, error) {
	c, err := p.Charge(ctx, ref)
	if err != nil {
		return payments.Status{}, err
	}
	status := payments.Status{Ref: c.Ref, Key: c.key, State: c.State, Amount: c.Amount}
	switch c.State {
	case payments.StateFailed:
		status.Reason = "The card was declined."
	case payments.StateCanceled:
		status.Reason = "The payment was abandoned."
	}
	return status, nil
}

// Refund pays back, once for each key. Faults: ErrRefused.
func (p *Provider) Refund(ctx context.Context, r payments.Repayment) error {
	err := p.db.Write(ctx, func(tx *db.Tx) error {
		first, err := store.Repay(tx, store.Repayment{Key: r.Key, Ref: r.Ref, Amount: r.Amount.Minor})
		if err != nil || !first {
			return err
		}
		repaid, err := store.RepayCharge(tx, r.Ref, r.Amount.Minor)
		if err == nil && !repaid {
			return ErrRefused
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("refund test charge %s: %w", r.Ref, err)
	}
	return nil
}

// Void closes a charge that is still open.
func (p *Provider) Void(ctx context.Context, ref string) error {
	err := p.db.Write(ctx, func(tx *db.Tx) error {
		_, err := store.CloseCharge(tx, ref, string(payments.StateCanceled))
		return err
	})
	if err != nil {
		return fmt.Errorf("void test charge %s: %w", ref, err)
	}
	return nil
}

// message is a webhook's body. What it claims of the state is not believed.
type message struct {
	ID    string `json:"id"`
	Ref   string `json:"ref"`
	State string `json:"state"`
}

// Read checks a message's signature and says what it is about.
// Faults: payments.ErrBadSignature, payments.ErrBadMessage.
func (p *Provider) Read(body []byte, sent string) (payments.Message, error) {
	if !signature.Verify(p.secrets, p.now(), body, sent) {
		return payments.Message{}, payments.ErrBadSignature
	}
	var m message
	if err := json.Unmarshal(body, &m); err != nil || m.ID == "" || m.Ref == "" {
		return payments.Message{}, payments.ErrBadMessage
	}
	return payments.Message{ID: m.ID, Ref: m.Ref}, nil
}
