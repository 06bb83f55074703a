package notifications_test

import (
	"strings"
	"sync"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/audit"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/notifications"
	"holdfast/modules/notifications/internal/smtptest"
	"holdfast/modules/orders"
)

func TestAnEventThatIsHeardTwiceSendsOneMail(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		server := smtptest.Start(t)
		post := open(t, d, "smtp://"+server.Address)
		dbtest.Start(t, d)

		for range 2 {
			if err := post.OrderPlaced(t.Context(), "o-1"); err != nil {
				t.Fatal(err)
			}
		}
		if err := post.OrderSent(t.Context(), "o-1"); err != nil {
			t.Fatal(err)
		}
		dbtest.Idle(t, d)

		wantLetters(t, server, "order_placed of NQ-1", "order_sent of NQ-1")
		mails := list(t, post, notifications.Filter{OrderNumber: "NQ-1", State: notifications.Sent})
		if len(mails) != 2 || mails[0].Attempts != 1 || mails[0].SentAt.IsZero() || mails[0].To != "ada@example.com" {
			t.Errorf("mails: got %+v", mails)
		}
	})
}

func TestEachEventIsToldOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		server := smtptest.Start(t)
		open(t, d, "smtp://"+server.Address)
		dbtest.Start(t, d)

		publish(t, d,
			orders.OrderPlaced{Order: "o-1"}, orders.OrderPaid{Order: "o-1"}, orders.OrderSent{Order: "o-1"},
			orders.OrderPlaced{Order: "o-2"}, orders.OrderCanceled{Order: "o-2"}, orders.OrderPlaced{Order: "unknown"}, orders.OrderPaid{Order: "door-3"})
		dbtest.Idle(t, d)

		wantLetters(t, server, "order_placed of NQ-1", "order_paid of NQ-1", "order_sent of NQ-1", "order_placed of NQ-2", "order_canceled of NQ-2")
	})
}

func TestWhoPaysOnlineIsThankedOnceItIsPaid(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		server := smtptest.Start(t)
		open(t, d, "smtp://"+server.Address)
		dbtest.Start(t, d)

		publish(t, d, orders.OrderPlaced{Order: "online-1"})
		dbtest.Idle(t, d)
		wantLetters(t, server)

		publish(t, d, orders.OrderPaid{Order: "online-1"})
		dbtest.Idle(t, d)
		wantLetters(t, server, "order_placed of NQ-1")
	})
}

func TestALetterHasBothPartsAndSaysWhoItIsFrom(t *testing.T) {
	d := dbtest.SQLite(t)
	server := smtptest.Start(t)
	post := open(t, d, "smtp://"+server.Address)
	dbtest.Start(t, d)
	send(t, d, post, notifications.Mail{To: "ada@example.com", Subject: "Größe: 3 €", Text: "plain words", HTML: "<p>rich words</p>"})
	dbtest.Idle(t, d)

	letters := server.Letters()
	if len(letters) != 1 {
		t.Fatalf("letters: got %q", letters)
	}
	for _, part := range []string{
		`From: "Northquay" <hello@northquay.example>`, "To: <ada@example.com>", "Subject: =?UTF-8?q?Gr=C3=B6=C3=9Fe",
		"Message-ID: <", "Auto-Submitted: auto-generated", "multipart/alternative", "plain words", "<p>rich words</p>",
	} {
		if !strings.Contains(letters[0], part) {
			t.Errorf("the letter has no %q:\n%s", part, letters[0])
		}
	}
}

func TestAMailIsTriedAgainUntilItIsTaken(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		server := smtptest.Start(t)
		server.Refuse("451 come back later")
		post := open(t, d, "smtp://"+server.Address)
		if err := post.OrderPlaced(t.Context(), "o-1"); err != nil {
			t.Fatal(err)
		}
		id := list(t, post, notifications.Filter{})[0].ID

		wantDelivery(t, post, id, "451")
		wantMail(t, post, id, notifications.Queued, 1, `451 "come back later"`)
		server.Refuse("")
		wantDelivery(t, post, id, "")
		wantMail(t, post, id, notifications.Sent, 2, "")
		wantDelivery(t, post, id, "") // the queue may ask once more
		wantLetters(t, server, "order_placed of NQ-1")
	})
}

func TestTheQueueItselfTriesAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		server := smtptest.Start(t)
		server.RefuseOnce("451 come back later")
		post := open(t, d, "smtp://"+server.Address)
		dbtest.Start(t, d)
		if err := post.OrderPlaced(t.Context(), "o-1"); err != nil {
			t.Fatal(err)
		}

		<-server.Taken // a second later

		dbtest.Idle(t, d)
		wantMail(t, post, list(t, post, notifications.Filter{})[0].ID, notifications.Sent, 2, "")
		wantLetters(t, server, "order_placed of NQ-1")
	})
}

func TestAServerThatIsAwayGetsTheMailWhenItIsBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		address := freeAddress(t)
		post := open(t, d, "smtp://"+address)
		if err := post.OrderPlaced(t.Context(), "o-1"); err != nil {
			t.Fatal(err)
		}
		id := list(t, post, notifications.Filter{})[0].ID
		wantDelivery(t, post, id, "refused")
		wantMail(t, post, id, notifications.Queued, 1, "refused")

		server := smtptest.StartAt(t, address)
		wantDelivery(t, post, id, "")

		wantMail(t, post, id, notifications.Sent, 2, "")
		wantLetters(t, server, "order_placed of NQ-1")
	})
}

func TestOfManyAttemptsAtOnceOneSends(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		server := smtptest.Start(t)
		post := open(t, d, "smtp://"+server.Address)
		if err := post.OrderPlaced(t.Context(), "o-1"); err != nil {
			t.Fatal(err)
		}
		id := list(t, post, notifications.Filter{})[0].ID
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() { _ = notifications.Deliver(t.Context(), post, id) })
		}
		group.Wait()
		wantMail(t, post, id, notifications.Sent, 1, "")
		wantLetters(t, server, "order_placed of NQ-1")
	})
}

func TestAMailRefusedForGoodIsNotTriedAgainUnlessAsked(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		server := smtptest.Start(t)
		server.Refuse("550 nobody here")
		post := open(t, d, "smtp://"+server.Address)
		dbtest.Start(t, d)
		if err := post.OrderPlaced(t.Context(), "o-1"); err != nil {
			t.Fatal(err)
		}
		dbtest.Idle(t, d)
		id := list(t, post, notifications.Filter{State: notifications.Failed})[0].ID
		wantMail(t, post, id, notifications.Failed, 1, `550 "nobody here"`)

		server.Refuse("")
		if err := post.Resend(t.Context(), id, "mara@example.com"); err != nil {
			t.Fatal(err)
		}
		dbtest.Idle(t, d)

		wantMail(t, post, id, notifications.Sent, 1, "")
		page, err := audit.New(d, clock.System).List(t.Context(), audit.Filter{What: "notifications.resent"}, "")
		if err != nil || len(page.Entries) != 1 || page.Entries[0].Subject != "mail:"+id {
			t.Errorf("audit: got %v, %v", page.Entries, err)
		}
	})
}

func TestAMailIsGivenUpInTheEnd(t *testing.T) {
	d := dbtest.SQLite(t)
	server := smtptest.Start(t)
	server.Refuse("451 come back later")
	post := open(t, d, "smtp://"+server.Address)
	if err := post.OrderPlaced(t.Context(), "o-1"); err != nil {
		t.Fatal(err)
	}
	id := list(t, post, notifications.Filter{})[0].ID
	for range 14 {
		wantDelivery(t, post, id, "451")
	}
	wantDelivery(t, post, id, "")
	wantMail(t, post, id, notifications.Failed, 15, `451 "come back later"`)
}
