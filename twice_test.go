package main

import (
	"net/url"
	"strings"
	"sync"
	"testing"
)

func TestTheSameFormSentAgainIsTheSameOrder(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		checkout := atCheckout(t, s).addressed()

		first := checkout.press("Place order").is(200).says("Thank you")
		again := checkout.press("Place order").is(200).says("Thank you")

		if first.url.String() != again.url.String() {
			t.Errorf("one form led to %s and %s", first.url, again.url)
		}
		again.open(again.url.String()).is(200).says("Thank you") // a refresh
		checkout.open("/checkout").at("/cart").says("Your cart is empty")
		if got := s.held(t, "NQ-MUG-BLU"); got != 2 {
			t.Errorf("%d mugs are held, want 2", got)
		}
	})
}

func TestTwoTabsPlaceOneOrder(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		one := atCheckout(t, s).addressed()
		two := one.open("/checkout").addressed()

		one.press("Place order").is(200).says("Thank you")
		two.press("Place order").is(200).at("/cart").says("Your cart is empty")

		if got := s.held(t, "NQ-MUG-BLU"); got != 2 {
			t.Errorf("%d mugs are held, want 2", got)
		}
	})
}

func TestTenPostsOfOneFormForTheLastUnitAreOneOrder(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		s.count(t, "NQ-BRD", 1)
		b := newBrowser(t, s)
		b.open("/products/bread-knife").says("Only 1 left").press("Add to cart").at("/cart")
		_, address, form := b.open("/checkout").addressed().choose("Cash on delivery").form("Place order")

		var all sync.WaitGroup
		pages, errs := make([]*page, 10), make([]error, 10)
		for i := range pages {
			all.Go(func() { pages[i], errs[i] = b.visit("POST", address, form) })
		}
		all.Wait()

		for i, p := range pages {
			if errs[i] != nil {
				t.Fatal(errs[i])
			}
			if p.is(200).says("Thank you"); p.url.String() != pages[0].url.String() {
				t.Errorf("one form led to %s and %s", pages[0].url, p.url)
			}
		}
		if got := s.held(t, "NQ-BRD"); got != 1 {
			t.Errorf("%d knives are held, want 1", got)
		}
	})
}

func TestTenBuyersOfTheLastUnitAreOneOrder(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		s.count(t, "NQ-BRD", 1)
		type sent struct {
			*browser
			address string
			form    url.Values
		}
		buyers := make([]sent, 10)
		for i := range buyers {
			b := newBrowser(t, s)
			b.open("/products/bread-knife").press("Add to cart").at("/cart")
			_, address, form := b.open("/checkout").addressed().form("Place order")
			buyers[i] = sent{b, address, form}
		}

		var all sync.WaitGroup
		pages, errs := make([]*page, len(buyers)), make([]error, len(buyers))
		for i, buyer := range buyers {
			all.Go(func() { pages[i], errs[i] = buyer.visit("POST", buyer.address, buyer.form) })
		}
		all.Wait()

		thanked := 0
		for i, p := range pages {
			switch {
			case errs[i] != nil:
				t.Fatal(errs[i])
			case strings.Contains(p.body, "Thank you"):
				thanked++
			default:
				p.is(200).at("/cart").says("Sold out. Remove it to go on.")
			}
		}
		if thanked != 1 || s.held(t, "NQ-BRD") != 1 {
			t.Errorf("%d buyers are thanked and %d knives held, want 1", thanked, s.held(t, "NQ-BRD"))
		}
	})
}

func TestACardPageThatIsDecidedTwiceIsPaidOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		card := atCheckout(t, s).addressed().choose("Test card").press("Place order")

		card.press("Approve").is(200).says("Paid")
		card.press("Decline").is(200).says("Paid")
		card.press("Approve").is(200).says("Paid")
		card.open(card.url.String()).says("already decided").click("Back to the shop").says("Thank you", "Paid")

		s.idle(t)
		if got := s.held(t, "NQ-MUG-BLU"); got != 2 {
			t.Errorf("%d mugs are held, want 2", got)
		}
	})
}

func TestNobodysCartHoldsNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		form := url.Values{"sku": {"NQ-MUG-BLU"}, "quantity": {"3"}, "code": {"WELCOME10"}}
		for _, path := range []string{"/cart/lines/remove", "/cart/coupon", "/checkout", "/checkout/destination", "/cart/lines/update"} {
			newBrowser(t, s).post(path, form).at("/cart").says("Your cart is empty")
		}
		if n, err := s.carts.Count(t.Context(), ""); n != 0 || err != nil {
			t.Errorf("the cart of those without one holds %d, %v", n, err)
		}
	})
}
