package main

import (
	"strings"
	"testing"

	"holdfast/db/dbtest/servers"
	"holdfast/modules/notifications"
)

// atCheckout puts two mugs into a new browser's cart and opens the checkout.
func atCheckout(t testing.TB, s *openShop) *page {
	t.Helper()
	b := newBrowser(t, s)
	b.open("/products/harbour-mug").typeIn("Quantity", "2").press("Add to cart").is(200).at("/cart")
	return b.open("/checkout").is(200)
}

// addressed fills a checkout in, for an address in Ireland.
func (p *page) addressed() *page {
	p.t.Helper()
	return p.typeIn("Email", "mary@shopper.example").typeIn("Full name", "Mary O’Neill").typeIn("Address", "12 Quay Street").
		typeIn("City", "Galway").typeIn("Postcode", "H91 E2K3")
}

func TestAGuestFindsPutsInPaysAndIsThanked(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		b := newBrowser(t, s)
		cart := b.open("/").click("Kitchen").is(200).click("Harbour mug").says("€18.00").click("Rust").
			typeIn("Quantity", "2").press("Add to cart").is(200).at("/cart").says("Harbour mug", "Rust", "It holds 2 items now")
		cart = cart.typeIn("Coupon code", "welcome10").press("Apply").is(200).says("WELCOME10", "-€3.60", "€32.40")

		thanks := cart.click("Checkout").addressed().choose("Bank transfer").press("Place order")

		thanks.is(200).says("Thank you", "mary@shopper.example", "Waiting for your transfer", "IBAN", "12 Quay Street", "Galway H91 E2K3", "Ireland")
		b.open("/cart").says("Your cart is empty")
		s.idle(t)
		mails, err := s.notifications.List(t.Context(), notifications.Filter{}, "")
		if err != nil || len(mails.Mails) != 1 || mails.Mails[0].To != "mary@shopper.example" {
			t.Fatalf("mails %+v, %v", mails, err)
		}
		if wrong, err := s.inventory.Audit(t.Context()); err != nil || len(wrong) > 0 {
			t.Fatalf("stock that its ledger does not explain: %v, %v", wrong, err)
		}
	})
}

func TestEachWayToPayEndsOnTheOrdersPage(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		atCheckout(t, s).addressed().choose("Cash on delivery").press("Place order").is(200).says("Thank you", "Pay when it arrives")

		card := atCheckout(t, s).addressed().choose("Test card").press("Place order").is(200)
		if !strings.HasPrefix(card.url.Path, "/testpay/") {
			t.Fatalf("the card is paid at %s", card.url)
		}
		paid := card.says("€").press("Approve").is(200).says("Thank you", "Paid")
		s.idle(t)
		paid.open(paid.url.String()).says("Paid, being packed")
	})
}

func TestACardThatFailsCanBePaidAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		for _, failure := range []string{"Decline", "Abandon"} {
			failed := atCheckout(t, s).addressed().choose("Test card").press("Place order").press(failure).is(200)
			failed.says("did not go through", "Pay now")
			s.idle(t)
			if strings.Contains(failed.body, "Thank you") {
				t.Errorf("%s is thanked for", failure)
			}
			failed.press("Pay now").press("Approve").is(200).says("Thank you", "Paid")
		}
	})
}

func TestSellsWithSessionsInRedis(t *testing.T) {
	t.Parallel()
	s := open(t, settings{"REDIS_URL": servers.Redis(t)})

	atCheckout(t, s).addressed().choose("Cash on delivery").press("Place order").is(200).says("Thank you")
}
