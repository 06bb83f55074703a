package payments

import (
	"context"
	"fmt"

	"holdfast/db"
	"holdfast/modules/payments/internal/store"
)

// maxMessage bounds a webhook's body, in bytes.
const maxMessage = 64 << 10

// Receive takes a webhook: its signature is checked, it is kept under the
// provider's id for it, and then the provider is asked what is true. The same
// message again does nothing and answers the same. An error that is no fault
// means that the provider should send it again.
// Faults: ErrUnknownProvider, ErrBadSignature, ErrBadMessage, ErrUnknownPayment.
func (s *Service) Receive(ctx context.Context, provider string, body []byte, signature string) (Attempt, error) {
	by, err := s.provider(provider)
	if err != nil {
		return Attempt{}, err
	}
	if len(body) > maxMessage {
		return Attempt{}, ErrBadMessage
	}
	message, err := by.Read(body, signature)
	if err != nil {
		return Attempt{}, err
	}
	kept, err := s.keep(ctx, provider, message, body)
	if err != nil {
		return Attempt{}, fmt.Errorf("keep message %s of %s: %w", message.ID, provider, err)
	}
	if kept.AppliedAt != nil {
		return s.Attempt(ctx, kept.AttemptID)
	}
	return s.fetch(ctx, by, provider, message)
}

// keep stores a message before anything is done about it, and returns it as it
// was stored first.
func (s *Service) keep(ctx context.Context, provider string, m Message, body []byte) (store.Message, error) {
	if old, found, err := s.store.Message(ctx, provider, m.ID); err != nil || found {
		return old, err
	}
	row := store.Message{Provider: provider, EventID: m.ID, Ref: m.Ref, Body: body, ReceivedAt: s.now().UTC()}
	err := s.db.Write(ctx, func(tx *db.Tx) error { return store.Keep(tx, row) })
	return row, err
}

// fetch asks a provider for the state of what a message is about, and applies
// it; an empty message id stands for no message.
func (s *Service) fetch(ctx context.Context, by Provider, provider string, m Message) (Attempt, error) {
	status, err := by.Fetch(ctx, m.Ref)
	if err != nil {
		return Attempt{}, fmt.Errorf("ask %s about %s: %w", provider, m.Ref, err)
	}
	var row store.Attempt
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if row, err = s.apply(tx, provider, status); err != nil || m.ID == "" {
			return err
		}
		return store.Applied(tx, provider, m.ID, row.ID, s.now().UTC())
	})
	if err != nil {
		return Attempt{}, err
	}
	return fromRow(row), nil
}
