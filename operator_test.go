package main

import (
	"strings"
	"testing"

	"holdfast/db/dbtest/servers"
	"holdfast/modules/notifications"
	"holdfast/modules/staff"
)

const ownersPassword = "correct horse battery staple"

// signedIn is the back office, opened by an owner of the shop.
func signedIn(t testing.TB, s *openShop) *page {
	t.Helper()
	if err := s.staff.AddWithPassword(t.Context(), "owner@shop.example", ownersPassword, staff.Owner, "test"); err != nil {
		t.Fatal(err)
	}
	return newBrowser(t, s).open("/admin").is(200).at("/admin/login").
		typeIn("Email", "owner@shop.example").typeIn("Password", ownersPassword).press("Sign in").is(200).at("/admin")
}

func (s *openShop) mailsTo(t testing.TB, address string) (kinds []string) {
	t.Helper()
	s.idle(t)
	mails, err := s.notifications.List(t.Context(), notifications.Filter{}, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mails.Mails {
		if m.To == address {
			kinds = append(kinds, string(m.Kind))
		}
	}
	return kinds
}

func TestTheMerchantIsPaidByHandAndSends(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		thanks := atCheckout(t, s).addressed().choose("Bank transfer").press("Place order").says("Thank you")
		number := strings.TrimPrefix(thanks.url.Path, "/orders/")
		desk := signedIn(t, s)

		order := desk.click("Orders").is(200).says("mary@shopper.example").click(number).is(200).says("12 Quay Street")
		order = order.press("Mark as paid").is(200).says("Order " + number + " is paid.")
		s.idle(t) // nobody is told of money after the parcel
		thanks.open(thanks.url.String()).says("Paid, being packed")
		order.typeIn("Tracking link", "https://post.example/track/1").press("Mark as sent").is(200).says("Order " + number + " is sent.")

		sent := thanks.open(thanks.url.String()).says("On its way", "Track the parcel")
		if !strings.Contains(sent.body, `href="https://post.example/track/1"`) {
			t.Error("the parcel cannot be tracked")
		}
		if got := s.mailsTo(t, "mary@shopper.example"); len(got) != 3 {
			t.Errorf("mails about %v, want placed, paid and sent", got)
		}
		if got := s.held(t, "NQ-MUG-BLU"); got != 0 {
			t.Errorf("%d mugs are held for a parcel that has left", got)
		}
		desk.open("/admin/audit").is(200).says("owner@shop.example")
		desk.open("/admin/mail").is(200).says("mary@shopper.example")
	})
}

func TestACanceledOrderGivesItsStockBack(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		thanks := atCheckout(t, s).addressed().choose("Cash on delivery").press("Place order").says("Thank you")
		number := strings.TrimPrefix(thanks.url.Path, "/orders/")

		order := signedIn(t, s).open("/admin/orders/" + number).is(200)
		order.press("Cancel order").is(422).says("Say why the order is canceled.").
			typeIn("Reason", "A crack in the glaze").press("Cancel order").is(200)

		thanks.open(thanks.url.String()).says("Canceled", "A crack in the glaze")
		if got := s.held(t, "NQ-MUG-BLU"); got != 0 {
			t.Errorf("%d mugs are held for a canceled order", got)
		}
	})
}

func TestWhatTheMerchantChangesIsWhatShoppersSee(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		const address = "/products/bread-knife"
		shopper := newBrowser(t, s)
		shopper.open(address).says("€46.00", "In stock")
		knife := signedIn(t, s).click("Products").is(200).typeIn("Name or SKU", "bread knife").press("Search").click("Bread knife").is(200)

		knife = knife.typeIn("Price of NQ-BRD", "47.50").press("Save prices").is(200).says("1 price is changed.")
		shopper.open(address).says("€47.50")
		knife = knife.typeIn("On hand of NQ-BRD", "1").typeIn("Reason", "Counted").press("Save stock").is(200)
		shopper.open(address).says("Only 1 left")
		s.idle(t) // lists follow
		shopper.open("/search?q=bread+knife").says("€47.50")
		knife = knife.press("Hide").is(200)
		shopper.open(address).is(404)
		knife.press("Publish").is(200)
		shopper.open(address).is(200)
	})
}

func TestAnOperatorsSessionIsKeptInRedisAndSeenByNobodyElse(t *testing.T) {
	t.Parallel()
	s := open(t, settings{"REDIS_URL": servers.Redis(t)})
	desk := signedIn(t, s)

	secured(t, "back office", desk.header)
	if desk.header.Get("Cache-Control") != "no-store" {
		t.Errorf("the back office may be kept: %v", desk.header)
	}
	for _, path := range everybodys {
		desk.open(path)
		if got := newBrowser(t, s).open(path); got.header.Get("Set-Cookie") != "" || strings.Contains(got.body, "owner@") {
			t.Errorf("%s is made for the operator", path)
		}
	}
	newBrowser(t, s).open("/admin/orders").at("/admin/login")
	desk.press("Sign out").is(200)
	desk.open("/admin/orders").at("/admin/login")
}
