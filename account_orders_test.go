package main

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"holdfast/modules/kernel/sku"
	"holdfast/modules/orders"
)

// cartOf is what a browser's cart holds of the mug.
func cartOf(b *page) string {
	b.t.Helper()
	return attribute(b.open("/cart").field("Quantity"), "value")
}

func TestTheCartFollowsTheCustomer(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		phone := account(t, s, mary)
		phone.open("/products/harbour-mug").typeIn("Quantity", "2").press("Add to cart").is(200)
		s.count(t, "NQ-MUG-BLU", 4)

		laptop := newBrowser(t, s)
		laptop.open("/products/harbour-mug").typeIn("Quantity", "3").press("Add to cart").is(200)
		merged := laptop.signsIn(mary, marysWords).is(200).says("there are fewer left")

		for name, b := range map[string]*page{"laptop": merged, "phone": phone} {
			if got := cartOf(b); got != "4" {
				t.Errorf("the cart on the %s holds %s, want the 4 there are", name, got)
			}
		}
		merged.open("/account").press("Sign out")
		laptop.open("/cart").says("Your cart is empty")
		phone.open("/checkout").is(200).addressed().choose("Bank transfer").press("Place order").says("Thank you")
		laptop.signsIn(mary, marysWords)
		laptop.open("/cart").says("Your cart is empty")
		if held := s.held(t, "NQ-MUG-BLU"); held != 4 {
			t.Errorf("%d are held", held)
		}
	})
}

func TestACartThatIsGoneFromStockStillSignsIn(t *testing.T) {
	t.Parallel()
	s := open(t, nil)
	account(t, s, mary).open("/products/harbour-mug").press("Add to cart").is(200)
	b := newBrowser(t, s)
	b.open("/products/harbour-mug").press("Add to cart").is(200)
	s.count(t, "NQ-MUG-BLU", 0)
	in := b.signsIn(mary, marysWords).is(200).at("/account")
	in.open("/cart").is(200)
}

func TestGuestsOrdersComeIntoTheAccountOfWhoProvesTheAddress(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		thanks := atCheckout(t, s).addressed().choose("Bank transfer").press("Place order").says("Thank you", "Keep this order in an account")
		number := strings.TrimPrefix(thanks.url.Path, "/orders/")
		stranger := account(t, s, "stranger@shopper.example")
		stranger.open("/orders/" + number).is(404)
		asked := thanks.click("Create account").at("/account/register").typeIn("Password", marysWords).press("Create account").is(200)
		asked.open("/orders/" + number).is(404) // nothing is proven yet

		in := thanks.open(s.link(t, mary, "account_opening")).typeIn("Password", marysWords).press("Sign in").is(200).says("One order that you placed before", number)

		in.click("Order "+number).is(200).says("Bank transfer", "12 Quay Street")
		in.open("/account/orders").is(200).says(number, "Harbour mug")
		stranger.post("/account/orders/"+number+"/again", stranger.token()).is(404)
		stranger.open("/account/orders").says("You have not ordered anything yet")
	})
}

// token is what the page's forms are bound to its session with.
func (p *page) token() url.Values {
	p.t.Helper()
	field := find(p.root, func(n *html.Node) bool { return attribute(n, "name") == "form_token" })
	if field == nil {
		p.t.Fatalf("%s has no form of a session", p.url)
	}
	return url.Values{"form_token": {attribute(field, "value")}}
}

func TestAnOrderIsOrderedAgainAsFarAsItCanBe(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		in := account(t, s, mary)
		in.open("/products/harbour-mug").typeIn("Quantity", "3").press("Add to cart").is(200)
		in.open("/products/bread-knife").press("Add to cart").is(200)
		in.open("/checkout").addressed().choose("Bank transfer").press("Place order").says("Thank you", "Order again")
		s.count(t, "NQ-MUG-BLU", 4) // three of them are held
		s.count(t, sku.SKU("NQ-BRD"), 0)

		cart := in.open("/account/orders").press("Order again").is(200).at("/cart").says("Not everything can be had again", "Bread knife", "only 1")

		if got := cartOf(cart); got != "1" {
			t.Errorf("the cart holds %s mugs, want the one that is left", got)
		}
	})
}

func TestACheckoutBeginsWithTheAddressOfTheAccount(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		in := account(t, s, mary)
		in.open("/account/addresses/new").press("Save address").is(422).says("There is a problem", "Enter your full name")
		for _, street := range []string{"12 Quay Street", "1 Harbour Road"} {
			in.open("/account/addresses").click("Add an address").typeIn("Full name", "Mary O’Neill").typeIn("Address", street).
				typeIn("City", "Galway").typeIn("Postcode", "H91 E2K3").press("Save address").is(200).says("The address is saved", street)
		}
		in.open("/products/harbour-mug").press("Add to cart")

		form := in.open("/checkout").is(200)

		for field, want := range map[string]string{"Email": mary, "Full name": "Mary O’Neill", "Address": "12 Quay Street", "Postcode": "H91 E2K3"} {
			if got := attribute(form.field(field), "value"); got != want {
				t.Errorf("%s begins with %q, want %q", field, got, want)
			}
		}
		other := form.click("Mary O’Neill, 1 Harbour Road, Galway")
		thanks := other.choose("Bank transfer").press("Place order").is(200).says("Thank you", "1 Harbour Road")
		number := strings.TrimPrefix(thanks.url.Path, "/orders/")
		order, err := s.orders.Order(t.Context(), number)
		if err != nil || order.Customer == "" {
			t.Errorf("the order is %q's, %v", order.Customer, err)
		}
		in.open("/account/addresses").press("Remove: 12 Quay Street").is(200).says("The address is removed", "Used first", "1 Harbour Road")
	})
}

func TestACustomerSeesAndEndsWhereTheyAreSignedIn(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		here := account(t, s, mary)
		second := newBrowser(t, s).signsIn(mary, marysWords).is(200)
		third := newBrowser(t, s).signsIn(mary, marysWords).is(200)
		stranger := account(t, s, "stranger@shopper.example")

		list := here.open("/account/devices").is(200).says("This browser", "A browser")
		device := attribute(find(list.root, func(n *html.Node) bool { return attribute(n, "name") == "device" }), "value")
		form := stranger.token()
		form.Set("device", device)
		stranger.post("/account/devices/end", form)
		second.open("/account").at("/account")
		third.open("/account").at("/account")

		list.press("End: A browser").is(200).says("That sign-in has ended")
		here.open("/account/devices").press("End all others").is(200).says("All other sign-ins have ended")
		second.open("/account").at("/account/login")
		third.open("/account").at("/account/login")
		here.open("/account").is(200).at("/account")
		stranger.open("/account").at("/account")
	})
}

func TestACustomerTakesACopyAndCloses(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		thanks := atCheckout(t, s).addressed().choose("Bank transfer").press("Place order").says("Thank you")
		number := strings.TrimPrefix(thanks.url.Path, "/orders/")
		in := account(t, s, mary)

		file := in.open("/account/privacy").click("Download your data (JSON)").is(200)
		var kept struct {
			Email  string
			Orders []struct{ Number string }
		}
		if err := json.Unmarshal([]byte(file.body), &kept); err != nil || kept.Email != mary || len(kept.Orders) != 1 || kept.Orders[0].Number != number {
			t.Errorf("the copy is %+v, %v", kept, err)
		}
		in.open("/account/close").typeIn("Your present password", newWords).press("Close the account for good").is(422)
		in.open("/account/close").typeIn("Your present password", marysWords).press("Close the account for good").is(200).at("/account/login").says("Your account is closed")
		s.idle(t)

		newBrowser(t, s).signsIn(mary, marysWords).is(422)
		order, err := s.orders.Order(t.Context(), number)
		if err != nil || order.Customer != orders.Erased {
			t.Errorf("the order is %q's, %v", order.Customer, err)
		}
		for _, kind := range s.mailsTo(t, mary) {
			if strings.HasPrefix(kind, "account_") {
				t.Errorf("the mail %s is kept", kind)
			}
		}
		account(t, s, mary).says("You have not ordered anything yet") // who comes back begins anew
	})
}
