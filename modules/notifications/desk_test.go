package notifications_test

import (
	"context"
	"net"
	"strings"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/modules/audit"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/event"
	"holdfast/modules/notifications"
	"holdfast/modules/notifications/internal/smtptest"
	"holdfast/modules/orders"
)

// desk knows every order and says little about it.
type desk struct{}

func (desk) OrderMail(_ context.Context, id string) (notifications.OrderMail, error) {
	if id == "unknown" {
		return notifications.OrderMail{}, orders.ErrUnknownOrder
	}
	kind, number, _ := strings.Cut(id, "-")
	return notifications.OrderMail{Number: "NQ-" + number, Email: "ada@example.com", PaysOnline: kind == "online", Sent: kind == "door",
		CanceledAt: time.Unix(1, 0)}, nil
}

func (desk) Render(_ context.Context, kind notifications.Kind, o notifications.OrderMail) (notifications.Rendered, error) {
	return notifications.Rendered{Subject: string(kind) + " of " + o.Number, Text: "text of " + o.Number, HTML: "<p>" + o.Number + "</p>"}, nil
}

func from(context.Context) (string, string, error) {
	return "Northquay", "hello@northquay.example", nil
}

func open(t *testing.T, d *db.DB, url string) *notifications.Service {
	t.Helper()
	s, err := notifications.New(d, audit.New(d, clock.System), clock.System, desk{}, desk{}, notifications.Options{SMTP: url, From: from})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func publish(t *testing.T, d *db.DB, events ...event.Event) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		for _, e := range events {
			if err := tx.Publish(e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func send(t *testing.T, d *db.DB, post *notifications.Service, m notifications.Mail) {
	t.Helper()
	if err := d.Write(t.Context(), func(tx *db.Tx) error { return post.Send(tx, m) }); err != nil {
		t.Fatal(err)
	}
}

func list(t *testing.T, post *notifications.Service, f notifications.Filter) []notifications.Mail {
	t.Helper()
	page, err := post.List(t.Context(), f, "")
	if err != nil {
		t.Fatal(err)
	}
	return page.Mails
}

func wantMail(t *testing.T, post *notifications.Service, id string, state notifications.State, attempts int, lastError string) {
	t.Helper()
	m, err := post.Mail(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if m.State != state || m.Attempts != attempts || !strings.Contains(m.LastError, lastError) || (lastError == "") != (m.LastError == "") {
		t.Errorf("mail: got %s after %d attempts, %q; want %s after %d, %q", m.State, m.Attempts, m.LastError, state, attempts, lastError)
	}
}

// wantDelivery makes one attempt, as the queue does; fault is part of its error.
func wantDelivery(t *testing.T, post *notifications.Service, id, fault string) {
	t.Helper()
	err := notifications.Deliver(t.Context(), post, id)
	if (err == nil) != (fault == "") || err != nil && !strings.Contains(err.Error(), fault) {
		t.Errorf("attempt: got %v, want %q", err, fault)
	}
}

func wantLetters(t *testing.T, server *smtptest.Server, subjects ...string) {
	t.Helper()
	all := strings.Join(server.Letters(), "\n")
	if len(server.Letters()) != len(subjects) {
		t.Errorf("%d letters, want %d", len(server.Letters()), len(subjects))
	}
	for _, subject := range subjects {
		if strings.Count(all, "Subject: "+subject) != 1 {
			t.Errorf("not one letter %q in:\n%s", subject, all)
		}
	}
}

func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}
