// Package notifications writes to people: e-mails about what happened.
//
//	a mail is queued → sent, or failed for good
//	                 → kept, where no mail server is set
//
// A mail is a row, written with the job that sends it in the transaction of
// whoever asks, under a key that says what it is about: an event that is heard
// twice sends one mail. Sending is tried again, later and later, while the
// server is away or says that it will take the mail another time. It is sent
// once unless the process dies between the server's answer and the row; its
// Message-ID is the same both times.
package notifications

import (
	"context"
	"crypto/rand"
	"fmt"

	"holdfast/db"
	"holdfast/modules/audit"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/notifications/internal/smtp"
	"holdfast/modules/notifications/internal/store"
)

// PageSize is how many mails List returns at most.
const PageSize = 50

// The faults of the module.
var (
	ErrUnknown   = fault.New(fault.NotFound, "There is no such e-mail.")
	ErrRecipient = fault.New(fault.Invalid, "This is no e-mail address.")
	ErrCursor    = fault.New(fault.Invalid, "This page of the list is not known. Go back to the first one.")
)

// Options says how mail leaves the shop.
type Options struct {
	// SMTP is smtp://user:password@host:port or smtps://…; empty: mail is kept.
	// ?tls=required or ?tls=none change what smtp:// does, which is to encrypt
	// where the server can, and always before it says a password.
	SMTP string
	// From is whom mail is from: the shop's name and address.
	From func(context.Context) (name, address string, err error)
}

// Service is the notifications module.
type Service struct {
	db       *db.DB
	store    store.Store
	audit    *audit.Service
	now      clock.Clock
	orders   OrderReader
	renderer Renderer
	from     func(context.Context) (name, address string, err error)
	server   *smtp.Server // nil: mail is kept
}

// New returns the module on database d, which hears of orders and parcels.
func New(d *db.DB, log *audit.Service, now clock.Clock, orders OrderReader, renderer Renderer, options Options) (*Service, error) {
	s := &Service{db: d, store: store.New(d), audit: log, now: now, orders: orders, renderer: renderer, from: options.From}
	if options.SMTP != "" {
		var err error
		if s.server, err = smtp.New(options.SMTP); err != nil {
			return nil, fmt.Errorf("HOLDFAST_SMTP_URL: %w", err)
		}
	}
	db.Work(d, s.deliver)
	s.listen()
	return s, nil
}

// Sends reports whether mail leaves the shop; else it is kept to be read here.
func (s *Service) Sends() bool { return s.server != nil }

// Send has mail sent once tx has committed. A second one with the same Key is
// not sent. Faults: ErrRecipient.
func (s *Service) Send(tx *db.Tx, mail Mail) error {
	if !isAddress(mail.To) {
		return ErrRecipient
	}
	row := store.Mail{
		ID: rand.Text(), Key: mail.Key, Kind: string(mail.Kind), OrderNumber: mail.OrderNumber,
		Recipient: mail.To, Subject: mail.Subject, Text: mail.Text, HTML: mail.HTML,
		State: string(Queued), CreatedAt: s.now(), ClaimedUntil: s.now(),
	}
	if row.Key == "" {
		row.Key = row.ID
	}
	added, err := s.store.Add(tx, row)
	if err != nil {
		return fmt.Errorf("keep the mail %s: %w", row.Key, err)
	}
	if !added {
		return nil
	}
	return tx.Enqueue(sendMail{row.ID}, db.ByMail)
}

// Resend sends a mail again, in actor's name, whatever became of it before.
// Faults: ErrUnknown, ErrSpent.
func (s *Service) Resend(ctx context.Context, id, actor string) error {
	if row, err := s.store.Mail(ctx, id); err == nil && spent(row) {
		return ErrSpent
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		found, err := s.store.Requeue(tx, id)
		if err != nil {
			return fmt.Errorf("queue mail %s again: %w", id, err)
		}
		if !found {
			return ErrUnknown
		}
		if err := tx.Enqueue(sendMail{id}, db.ByMail); err != nil {
			return err
		}
		return s.audit.Record(tx, audit.Entry{Who: actor, What: "notifications.resent", Subject: "mail:" + id})
	})
}

// Mail returns one mail. Faults: ErrUnknown.
func (s *Service) Mail(ctx context.Context, id string) (Mail, error) {
	row, err := s.store.Mail(ctx, id)
	if db.IsMissing(err) {
		return Mail{}, ErrUnknown
	}
	if err != nil {
		return Mail{}, fmt.Errorf("read mail %s: %w", id, err)
	}
	return mail(s.discreet(row)), nil
}

// List returns the mails that filter asks for, without their text, newest
// first, from where cursor says: empty, or Next of the page before. Faults:
// ErrCursor.
func (s *Service) List(ctx context.Context, filter Filter, cursor string) (Page, error) {
	before, err := store.ParsePosition(cursor)
	if err != nil {
		return Page{}, ErrCursor
	}
	rows, err := s.store.List(ctx, string(filter.State), filter.OrderNumber, before, PageSize+1)
	if err != nil {
		return Page{}, fmt.Errorf("list mails: %w", err)
	}
	var page Page
	if len(rows) > PageSize {
		rows = rows[:PageSize]
		page.Next = store.PositionOf(rows[PageSize-1]).String()
	}
	for _, row := range rows {
		page.Mails = append(page.Mails, mail(row))
	}
	return page, nil
}
