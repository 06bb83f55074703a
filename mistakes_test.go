package main

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"holdfast/modules/kernel/money"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing"
)

// problems are the links of the summary of what is wrong, and where they lead.
func (p *page) problems() map[string]string {
	found := map[string]string{}
	summary := find(p.root, func(n *html.Node) bool { return attribute(n, "id") == "problem" })
	if summary == nil {
		return found
	}
	each(summary, func(n *html.Node) {
		if n.Data == "a" {
			found[strings.TrimPrefix(attribute(n, "href"), "#")] = visibleText(n)
		}
	})
	return found
}

// wrong fails the test unless the page says exactly what is wrong with fields,
// in the summary and beside each field.
func (p *page) wrong(fields ...string) *page {
	p.t.Helper()
	p.is(422).says("There is a problem")
	found := p.problems()
	for name, message := range found {
		control := find(p.root, func(n *html.Node) bool { return attribute(n, "id") == name })
		if control == nil || strings.Count(visibleText(p.root), message) < 2 {
			p.t.Errorf("the problem with %s is not said beside it: %s", name, message)
		}
		if !slices.Contains(fields, name) {
			p.t.Errorf("there is nothing wrong with %s: %s", name, message)
		}
	}
	if len(found) != len(fields) {
		p.t.Errorf("problems %v, want %v", found, fields)
	}
	return p
}

func TestEveryFieldOfTheCheckoutSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	s := open(t, nil)
	checkout := atCheckout(t, s)

	checkout.press("Place order").wrong("email", "name", "address", "city")

	for label, tt := range map[string]struct{ name, typed string }{
		"Email":     {"email", "mary@"},
		"Full name": {"name", strings.Repeat("x", 201)},
		"Address":   {"address", strings.Repeat("x", 201)},
		"City":      {"city", "Gal\tway\x01"},
		"Postcode":  {"postcode", "12345"},
	} {
		refused := checkout.open("/checkout").addressed().typeIn(label, tt.typed).press("Place order").wrong(tt.name)
		if got := refused.value(label); got != tt.typed && tt.name != "city" {
			t.Errorf("%s keeps %q of %q", label, got, tt.typed)
		}
		if got := refused.value("Full name"); tt.name != "name" && got != "Mary O’Neill" {
			t.Errorf("a wrong %s lost the name: %q", label, got)
		}
		// Back, or the checkout opened anew, still has it.
		if got := refused.open("/checkout").value(label); got != tt.typed && tt.name != "city" {
			t.Errorf("the checkout forgot %s: %q", label, got)
		}
	}
}

func TestAChoiceThatIsNotOfferedIsAskedForAgain(t *testing.T) {
	t.Parallel()
	s := open(t, nil)
	for _, name := range []string{"shipping", "payment"} {
		checkout := atCheckout(t, s).addressed()
		_, address, form := checkout.form("Place order")
		form.Set(name, "by-pigeon")
		checkout.post(address, form).wrong(name)
		form.Del(name)
		checkout.post(address, form).wrong(name)
	}
}

func TestAnotherCountryAsksForWhatItsAddressesHave(t *testing.T) {
	t.Parallel()
	s := open(t, nil)
	american := atCheckout(t, s).addressed().typeIn("Postcode", "").pick("Country", "United States").press("Update").is(200).at("/checkout")

	if got := american.value("Full name"); got != "Mary O’Neill" {
		t.Fatalf("the name was lost: %q", got)
	}
	american.press("Place order").wrong("state", "postcode")
	american.pick("State", "New York").typeIn("Postcode", "H91 E2K3").press("Place order").wrong("postcode")
	american.typeIn("Postcode", "10001").press("Place order").is(200).says("Thank you", "United States", "Galway NY 10001")
}

func TestACouponThatDoesNotExistStaysInItsField(t *testing.T) {
	t.Parallel()
	s := open(t, nil)
	cart := atCheckout(t, s).open("/cart")

	refused := cart.typeIn("Coupon code", "  Welcom 10 ").press("Apply").wrong("code")

	if got := refused.value("Coupon code"); got != "  Welcom 10 " {
		t.Errorf("the field holds %q", got)
	}
	cart.open("/cart").press("Apply").wrong("code")
	for _, path := range []string{"/cart/coupon", "/cart/coupon/remove"} {
		newBrowser(t, s).post(path, url.Values{"code": {"WELCOME10"}}).at("/cart").says("Your cart is empty")
	}
}

func TestAnOrderNeverCostsWhatWasNotShown(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		checkout := atCheckout(t, s).addressed()
		s.reprice(t, "NQ-MUG-BLU", 2000)

		refused := checkout.press("Place order").is(409).says("€44.95")
		if got := refused.value("Full name"); got != "Mary O’Neill" {
			t.Errorf("the name was lost: %q", got)
		}
		refused.open("/cart").says("The price was €18.00 and is now €20.00.")

		refused.press("Place order").is(200).says("Thank you", "€44.95")
	})
}

// reprice gives a SKU another price.
func (s *openShop) reprice(t testing.TB, each sku.SKU, cents int64) {
	t.Helper()
	if _, err := s.pricing.Set(t.Context(), pricing.Terms{SKU: each, Regular: money.New(cents, "EUR")}); err != nil {
		t.Fatal(err)
	}
}

func TestWhatSoldOutMeanwhileIsSaidOnTheCart(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		checkout := atCheckout(t, s).addressed()
		s.count(t, "NQ-MUG-BLU", 1)

		fewer := checkout.press("Place order").is(200).at("/cart").says("Something has changed", "Only 1 is left")
		s.count(t, "NQ-MUG-BLU", 0)
		fewer.open("/cart").says("Sold out. Remove it to go on.")
		checkout.press("Place order").at("/cart").says("Sold out. Remove it to go on.").press("Remove").at("/cart").says("Your cart is empty")
		checkout.open("/products/harbour-mug?variant=NQ-MUG-BLU").says("Sold out")
		checkout.post("/cart/lines", url.Values{"sku": {"NQ-MUG-BLU"}, "quantity": {"1"}}).at("/cart").says("This has just sold out.")
	})
}

func TestAQuantityIsClampedToWhatThereIs(t *testing.T) {
	t.Parallel()
	s := open(t, nil)
	cart := atCheckout(t, s).open("/cart")

	more := cart.typeIn("Quantity", "500").press("Update").is(200).at("/cart").says("There are not as many as you asked for")
	if got := more.value("Quantity"); got != "24" {
		t.Errorf("the cart holds %s, want all 24", got)
	}
	for _, bad := range []string{"-1", "1.5", "many", "1000", "99999999999999999999"} {
		more.typeIn("Quantity", bad).press("Update").is(422).says("from 0 to 999")
	}
	more.typeIn("Quantity", "0").press("Update").says("Your cart is empty")
}

func TestAnAddressThatLeadsNowhereLeadsOn(t *testing.T) {
	t.Parallel()
	s := open(t, nil)
	b := newBrowser(t, s)
	for _, path := range []string{"/nowhere", "/products/nothing", "/categories/none", "/pages/none", "/orders/NQ-1234-5678", "/testpay/none", "/payments/none/return"} {
		lost := b.open(path).is(404)
		lost.open(path).typeIn("Search", "mug").press("Search").is(200).at("/search").says("Harbour mug")
	}
	b.open("/search?q=xyzzyx").is(200).says("Nothing matches “xyzzyx”", "Kitchen")
}

func TestAnOrderIsSeenWithItsTokenOnly(t *testing.T) {
	t.Parallel()
	s := open(t, nil)
	thanks := atCheckout(t, s).addressed().choose("Test card").press("Place order").press("Decline").is(200)
	with := thanks.url.String()

	newBrowser(t, s).open(with).is(200).says("12 Quay Street")
	for _, address := range []string{thanks.url.Path, thanks.url.Path + "?token=", strings.Replace(with, "token=", "token=A", 1)} {
		hidden := thanks.open(address).is(404)
		if strings.Contains(hidden.body, "Quay Street") {
			t.Errorf("%s shows the address", address)
		}
	}
	thanks.post(thanks.url.Path+"/pay", url.Values{}).is(404)
}

func TestAnOldAddressLeadsToTheNewOneForGood(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		mug, err := s.catalog.Product(t.Context(), "harbour-mug")
		if err != nil {
			t.Fatal(err)
		}
		b := newBrowser(t, s)
		b.open("/products/harbour-mug").is(200)
		if err := s.catalog.Move(t.Context(), mug.ID, "quay-mug"); err != nil {
			t.Fatal(err)
		}
		b.stay()
		if moved := b.open("/products/harbour-mug").is(301); moved.header.Get("Location") != "/products/quay-mug" {
			t.Errorf("moved to %s", moved.header.Get("Location"))
		}
		b.open("/products/quay-mug").is(200)
	})
}
