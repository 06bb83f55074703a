package notifications

import (
	netmail "net/mail"
	"strings"
	"time"

	"holdfast/modules/notifications/internal/store"
)

// Kind is what a mail is about.
type Kind string

// The kinds of mails.
const (
	OrderPlaced   Kind = "order_placed"
	OrderPaid     Kind = "order_paid"
	OrderSent     Kind = "order_sent"
	OrderCanceled Kind = "order_canceled"
	// OrderWithdrawn acknowledges a withdrawal.
	OrderWithdrawn Kind = "order_withdrawn"
)

// State is what became of a mail.
type State string

// The states of a mail.
const (
	Queued State = "queued" // will be sent, or tried again
	Sent   State = "sent"
	Failed State = "failed" // was refused for good, or too often
	Kept   State = "kept"   // no mail server is set
)

// Mail is one e-mail. Send reads its first part; the rest is what became of it.
type Mail struct {
	Key         string // what it is about: one mail a key; empty: always another one
	Kind        Kind
	To          string
	Subject     string
	Text        string
	HTML        string
	OrderNumber string // may be empty

	ID        string
	State     State
	Attempts  int
	LastError string // of the last attempt, for operators; empty when it succeeded
	Created   time.Time
	SentAt    time.Time // zero until then
}

// Filter says which mails are listed; what is empty does not matter.
type Filter struct {
	State       State
	OrderNumber string
}

// Page is a part of the list, newest first. Next is empty on the last one.
type Page struct {
	Mails []Mail
	Next  string
}

func mail(row store.Mail) Mail {
	m := Mail{
		Key: row.Key, Kind: Kind(row.Kind), To: row.Recipient, Subject: row.Subject, Text: row.Text, HTML: row.HTML,
		OrderNumber: row.OrderNumber, ID: row.ID, State: State(row.State), Attempts: row.Attempts,
		LastError: row.LastError, Created: row.CreatedAt.UTC(),
	}
	if row.SentAt != nil {
		m.SentAt = row.SentAt.UTC()
	}
	return m
}

func isAddress(text string) bool {
	address, err := netmail.ParseAddress(text)
	return err == nil && address.Address == text && !strings.ContainsAny(text, "\r\n")
}
