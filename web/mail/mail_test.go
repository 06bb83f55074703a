package mail_test

import (
	"context"
	"strings"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/audit"
	"holdfast/modules/fulfillment"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/notifications"
	"holdfast/modules/orders"
	"holdfast/modules/orders/orderstest"
	"holdfast/modules/payments"
	"holdfast/web/mail"
)

func TestABankTransferIsAskedForAndThankedFor(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := open(t, d)
		settings, err := s.Shop.Shop.Settings(t.Context())
		s.Must(err)
		settings.BankDetails, settings.LegalAddress = "Northquay Ltd\nIBAN IE12 BOFI 9000 0112 3456 78", "7 Harbour Road\nNorthquay"
		s.Must(s.Shop.Shop.Save(t.Context(), settings, "test"))

		order := s.Buy(payments.BankTransfer, orderstest.Mug)
		s.Idle()
		m := s.wantMails(order, notifications.OrderPlaced)[0]
		wantWords(t, m, "Your order "+order.Number+" at Test shop", "1 × harbour-mug", "€18.00", "Standard", "€5.00", "€23.00", "includes VAT 23 %",
			"IBAN IE12 BOFI 9000 0112 3456 78", "Reference: "+order.Number, "A Shopper", "1 Quay Street", "Northquay V95 X2F4", "Ireland",
			"https://shop.example/orders/"+order.Number+"?token="+order.Token, "7 Harbour Road")
		if m.To != "shopper@example.com" {
			t.Errorf("it went to %s", m.To)
		}

		s.Must(s.Orders.MarkPaid(t.Context(), order.ID, "mara@example.com"))
		s.Idle()
		wantWords(t, s.wantMails(order, notifications.OrderPaid, notifications.OrderPlaced)[0], "We have received €23.00")
	})
}

func TestACourierIsPaidAtTheDoorAndFollowedOnTheWeb(t *testing.T) {
	s := open(t, dbtest.SQLite(t))
	order := s.Buy(payments.CashOnDelivery, orderstest.Lamp)
	s.Idle()
	m := s.wantMails(order, notifications.OrderPlaced)[0]
	wantWords(t, m, "Pay the courier", "Cash on delivery")
	if strings.Contains(m.Text, "Reference") {
		t.Errorf("it asks for a reference:\n%s", m.Text)
	}

	s.Must(s.DB.Write(t.Context(), func(tx *db.Tx) error { return tx.Publish(orders.OrderSent{Order: order.ID}) }))
	s.Idle()

	wantWords(t, s.wantMails(order, notifications.OrderSent, notifications.OrderPlaced)[0], "with An Post", "https://track.example/1")
}

func TestACardIsThankedForOnceItIsPaid(t *testing.T) {
	s := open(t, dbtest.SQLite(t))
	order := s.Buy(payments.TestCard, orderstest.Mug)
	s.Idle()
	s.wantMails(order)

	s.Must(s.Orders.Cancel(t.Context(), order.ID, "changed their mind", "mara@example.com"))
	s.Idle()

	wantWords(t, s.wantMails(order, notifications.OrderCanceled)[0], "Why: changed their mind", "There is nothing to pay")
}

// world is a shop whose mails are kept.
type world struct {
	*orderstest.Shop
	post *notifications.Service
}

// van has one parcel for every order.
type van struct{}

func (van) Parcel(_ context.Context, order string) (fulfillment.Parcel, bool, error) {
	return fulfillment.Parcel{Order: order, Carrier: "An Post", TrackingURL: "https://track.example/1"}, true, nil
}

func open(t *testing.T, d *db.DB) world {
	t.Helper()
	desk := &mail.Desk{
		Parcels: van{}, BaseURL: "https://shop.example",
		OrderPath: func(number, token string) string { return "/orders/" + number + "?token=" + token },
	}
	// It listens before the workers start, and is filled before anything happens.
	post, err := notifications.New(d, audit.New(d, clock.System), clock.System, desk, desk, notifications.Options{From: desk.From})
	if err != nil {
		t.Fatal(err)
	}
	s := orderstest.Open(t, d)
	desk.Orders, desk.Payments, desk.Shop = s.Orders, s.Payments, s.Shop
	return world{s, post}
}

// wantMails wants mails of these kinds about order, and returns them.
func (w world) wantMails(order orders.Order, kinds ...notifications.Kind) []notifications.Mail {
	w.T.Helper()
	page, err := w.post.List(w.T.Context(), notifications.Filter{OrderNumber: order.Number}, "")
	w.Must(err)
	if len(page.Mails) != len(kinds) {
		w.T.Fatalf("%d mails about %s, want %q", len(page.Mails), order.Number, kinds)
	}
	var mails []notifications.Mail
	for _, kind := range kinds {
		for _, m := range page.Mails {
			if m.Kind == kind {
				whole, err := w.post.Mail(w.T.Context(), m.ID)
				w.Must(err)
				mails = append(mails, whole)
			}
		}
	}
	if len(mails) != len(kinds) {
		w.T.Fatalf("mails about %s: got %v, want %q", order.Number, mails, kinds)
	}
	return mails
}

func wantWords(t *testing.T, m notifications.Mail, words ...string) {
	t.Helper()
	for _, want := range words {
		if !strings.Contains(m.Subject+"\n"+m.Text, want) {
			t.Errorf("%s does not say %q:\n%s\n%s", m.Kind, want, m.Subject, m.Text)
		}
	}
}
