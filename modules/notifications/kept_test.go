package notifications_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/audit"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/notifications"
	"holdfast/modules/notifications/internal/smtptest"
)

func TestWithoutAServerMailIsKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		post := open(t, d, "")
		dbtest.Start(t, d)
		if err := post.OrderPlaced(t.Context(), "o-1"); err != nil {
			t.Fatal(err)
		}
		dbtest.Idle(t, d)

		mails := list(t, post, notifications.Filter{State: notifications.Kept})
		if post.Sends() || len(mails) != 1 || mails[0].Text != "" {
			t.Fatalf("kept: got %+v", mails)
		}
		m, err := post.Mail(t.Context(), mails[0].ID)
		if err != nil || m.Text != "text of NQ-1" || m.HTML != "<p>NQ-1</p>" || m.Kind != notifications.OrderPlaced {
			t.Errorf("got %+v, %v", m, err)
		}
	})
}

func TestAMailVanishesWithTheTransactionThatAskedForIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		server := smtptest.Start(t)
		post := open(t, d, "smtp://"+server.Address)
		dbtest.Start(t, d)
		failed := errors.New("failed")
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			return errors.Join(post.Send(tx, notifications.Mail{To: "ada@example.com"}), failed)
		})
		dbtest.Idle(t, d)
		if !errors.Is(err, failed) || len(server.Letters()) != 0 || len(list(t, post, notifications.Filter{})) != 0 {
			t.Errorf("got %v, and %d letters", err, len(server.Letters()))
		}
	})
}

func TestPagesOfMailFollowEachOther(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		post := open(t, d, "")
		const all = notifications.PageSize + 2
		for i := range all {
			send(t, d, post, notifications.Mail{To: "ada@example.com", Subject: fmt.Sprint(i)})
		}
		seen := map[string]bool{}
		for cursor, pages := "", 0; pages == 0 || cursor != ""; pages++ {
			page, err := post.List(t.Context(), notifications.Filter{}, cursor)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range page.Mails {
				seen[m.Subject] = true
			}
			cursor = page.Next
		}
		if len(seen) != all {
			t.Errorf("read %d mails, want %d", len(seen), all)
		}
		if _, err := post.List(t.Context(), notifications.Filter{}, "tomorrow"); !errors.Is(err, notifications.ErrCursor) {
			t.Errorf("a foreign cursor: got %v", err)
		}
	})
}

func TestWhatIsNoAddressGetsNoMail(t *testing.T) {
	d := dbtest.SQLite(t)
	post := open(t, d, "")
	for _, to := range []string{"", "ada", "ada@example.com, eve@example.com", "ada@example.com\r\nBcc: eve@example.com"} {
		err := d.Write(t.Context(), func(tx *db.Tx) error { return post.Send(tx, notifications.Mail{To: to}) })
		if !errors.Is(err, notifications.ErrRecipient) {
			t.Errorf("%q: got %v", to, err)
		}
	}
}

func TestAWrongServerAddressIsSaidAtOnceWithoutItsPassword(t *testing.T) {
	d := dbtest.SQLite(t)
	for _, url := range []string{"http://u:secret@host", "smtp://", "smtp://u:secret@host:port", "smtp://u:secret@host?tls=maybe", "u:secret"} {
		_, err := notifications.New(d, audit.New(d, clock.System), clock.System, desk{}, desk{}, notifications.Options{SMTP: url, From: from})
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: got %v", url, err)
		}
	}
}

func TestAMailThatMustBeEncryptedIsNotSentInTheClear(t *testing.T) {
	d := dbtest.SQLite(t)
	server := smtptest.Start(t) // knows no STARTTLS
	post := open(t, d, "smtp://"+server.Address+"?tls=required")
	if err := post.OrderPlaced(t.Context(), "o-1"); err != nil {
		t.Fatal(err)
	}
	wantDelivery(t, post, list(t, post, notifications.Filter{})[0].ID, "STARTTLS")
	wantLetters(t, server)
}
