package notifications_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/customers"
	"holdfast/modules/notifications"
	"holdfast/modules/notifications/internal/smtptest"
)

// accounts knows every link but one.
type accounts struct{ desk }

func (accounts) LinkMail(_ context.Context, link string) (notifications.CustomerMail, error) {
	if link == "unknown" {
		return notifications.CustomerMail{}, customers.ErrUnknown
	}
	return notifications.CustomerMail{Kind: notifications.PasswordReset, To: "ada@example.com", URL: "https://shop.example/?token=SECRET"}, nil
}

func (accounts) PasswordMail(context.Context, string, time.Time) (notifications.CustomerMail, error) {
	return notifications.CustomerMail{Kind: notifications.PasswordChanged, To: "ada@example.com"}, nil
}

func (accounts) EmailMail(_ context.Context, e customers.EmailChanged) (notifications.CustomerMail, error) {
	return notifications.CustomerMail{Kind: notifications.EmailChanged, To: e.Old}, nil
}

func (accounts) RenderCustomer(_ context.Context, m notifications.CustomerMail) (notifications.Rendered, error) {
	return notifications.Rendered{Subject: string(m.Kind), Text: "see " + m.URL, HTML: "<p>" + m.URL + "</p>"}, nil
}

func TestCustomersAreWrittenToOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		post := open(t, d, "")
		post.WriteToCustomers(accounts{}, accounts{})
		dbtest.Start(t, d)
		publish(t, d, customers.LinkAsked{Link: "one"}, customers.LinkAsked{Link: "one"}, customers.LinkAsked{Link: "unknown"},
			customers.PasswordChanged{Customer: "c"}, customers.EmailChanged{Customer: "c", Old: "old@example.com"})
		dbtest.Idle(t, d)

		mails := list(t, post, notifications.Filter{})
		if len(mails) != 3 {
			t.Fatalf("mails: %+v", mails)
		}
		publish(t, d, customers.Erased{Customer: "c", Email: "ada@example.com"})
		dbtest.Idle(t, d)
		if left := list(t, post, notifications.Filter{}); len(left) != 1 || left[0].To != "old@example.com" {
			t.Errorf("left: %+v", left)
		}
	})
}

func TestALinkIsItsReadersAlone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		server := smtptest.Start(t)
		post := open(t, d, "smtp://"+server.Address)
		post.WriteToCustomers(accounts{}, accounts{})
		publish(t, d, customers.LinkAsked{Link: "one"})
		dbtest.Start(t, d)
		dbtest.Idle(t, d)

		if letters := server.Letters(); len(letters) != 1 || !strings.Contains(letters[0], "SECRET") {
			t.Fatalf("letters: %v", letters)
		}
		sent := list(t, post, notifications.Filter{})
		m, err := post.Mail(t.Context(), sent[0].ID)
		if err != nil || strings.Contains(m.Text+m.HTML, "SECRET") {
			t.Errorf("an operator sees %+v, %v", m, err)
		}
		var kept int
		if err := d.Read(t.Context()).Raw("SELECT count(*) FROM notifications_mails WHERE text LIKE '%SECRET%' OR html LIKE '%SECRET%'").Scan(&kept).Error; err != nil || kept != 0 {
			t.Errorf("%d mails keep the link, %v", kept, err)
		}
		if err := post.Resend(t.Context(), m.ID, "owner@shop.example"); !errors.Is(err, notifications.ErrSpent) {
			t.Errorf("sent again: %v", err)
		}
	})
}
