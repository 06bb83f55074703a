package main

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// seen is what somebody saw who used the shop during a fault.
type seen struct {
	status  int
	what    outcome
	took    time.Duration
	refused *page // a form that can be sent again
}

// outcome is what became of it, in the words of the report.
type outcome string

const (
	works   outcome = "works"
	kept    outcome = "refused, keeps what was typed"
	refused outcome = "refused"
)

// siege are the people who are in a shop when a fault begins, and what they
// have done until then.
type siege struct {
	*besieged
	looker   *browser
	shopper  *browser
	filler   *browser // who has a cart, and does not buy yet
	checkout *page    // filled in
	desk     *browser // an operator who is
	comes    *page    // to sign in as a customer, filled in
	login    *page    // to sign in as an operator, filled in
}

// begin brings people into the shop while all is well.
func (b *besieged) begin() *siege {
	b.t.Helper()
	s := &siege{besieged: b, looker: newBrowserAt(b.t, b.url), shopper: newBrowserAt(b.t, b.url), desk: newBrowserAt(b.t, b.url)}
	for _, path := range []string{"/products/harbour-mug", "/search?q=mug"} {
		s.looker.open(path).is(200)
	}
	s.filler = newBrowserAt(b.t, b.url)
	for _, each := range []*browser{s.shopper, s.filler} {
		if _, ok := newBrowserSharing(each).told("/cart/lines", url.Values{"sku": {plentiful}, "quantity": {"2"}}, "/cart"); !ok {
			b.t.Fatal("nothing can be put into the cart")
		}
	}
	s.checkout = s.shopper.open("/checkout").is(200).typeIn("Email", "mary@shopper.example").typeIn("Full name", "Mary O’Neill").
		typeIn("Address", "12 Quay Street").typeIn("City", "Galway").choose("Cash on delivery")
	s.desk.open("/admin/login").is(200).typeIn("Email", besiegedOwner).typeIn("Password", ownersPassword).press("Sign in").is(200).at("/admin")
	s.comes = newBrowserAt(b.t, b.url).open("/account/login").is(200).typeIn("Email", mary).typeIn("Password", marysWords)
	s.login = newBrowserAt(b.t, b.url).open("/admin/login").is(200).typeIn("Email", besiegedOwner).typeIn("Password", ownersPassword)
	return s
}

// newBrowserSharing is a browser with the cookies of b that follows no redirects.
func newBrowserSharing(b *browser) *browser {
	other := newBrowserAt(b.t, b.base).stay()
	other.client.Jar = b.client.Jar
	return other
}

// flows are what people do in a shop, in the order of the report.
var flows = []struct {
	name string
	do   func(*siege) seen
}{
	{"browse", func(s *siege) seen { return s.look(s.looker, "/products/harbour-mug") }},
	{"browse, with a cart", func(s *siege) seen { return s.look(s.filler, "/products/harbour-mug") }},
	{"search", func(s *siege) seen { return s.look(s.looker, "/search?q=mug") }},
	{"see the cart", func(s *siege) seen { return s.look(s.filler, "/cart") }},
	{"add to the cart", func(s *siege) seen {
		return s.send(newBrowserSharing(s.filler), "/cart/lines", url.Values{"sku": {"NQ-BRD"}, "quantity": {"1"}})
	}},
	{"place the order", (*siege).order},
	{"sign in (operator)", func(s *siege) seen { return s.signIn(s.login, "/admin") }},
	{"back office", func(s *siege) seen { return s.look(s.desk, "/admin/orders") }},
}

// look reads a page.
func (s *siege) look(b *browser, path string) seen {
	s.t.Helper()
	began := time.Now()
	p := b.open(path)
	return s.judge(p, time.Since(began), "")
}

// send sends a form.
func (s *siege) send(b *browser, path string, form url.Values) seen {
	s.t.Helper()
	began := time.Now()
	p := b.post(path, form)
	return s.judge(p, time.Since(began), form.Encode())
}

func (s *siege) order() seen {
	s.t.Helper()
	_, address, form := s.checkout.form("Place order")
	return s.send(newBrowserSharing(s.shopper), address, form)
}

// signIn signs in by a form that was filled in, and goes where that leads.
func (s *siege) signIn(form *page, to string) seen {
	s.t.Helper()
	began := time.Now()
	p := form.press("Sign in")
	if p.status == http.StatusOK && p.url.Path != to {
		p.status = http.StatusForbidden
	}
	return s.judge(p, time.Since(began), "")
}

// judge says what p is. What is refused says so on a page of the shop, says
// when to come back, and keeps what was typed.
func (s *siege) judge(p *page, took time.Duration, typed string) seen {
	s.t.Helper()
	v := seen{status: p.status, took: took, what: refused}
	switch {
	case p.status == http.StatusOK || p.status == http.StatusSeeOther:
		v.what = works
		return v
	case p.status != http.StatusServiceUnavailable:
		s.t.Errorf("%s answers %d:\n%.300s", p.url, p.status, visibleText(p.root))
		return v
	}
	if p.header.Get("Retry-After") == "" {
		s.t.Errorf("%s does not say when to come back: %v", p.url, p.header)
	}
	if words := visibleText(p.root); !strings.Contains(words, "othing was") && !strings.Contains(words, "may have been saved") && !strings.Contains(words, "took too long") {
		s.t.Errorf("%s does not say what was done:\n%s", p.url, words)
	}
	if typed == "" {
		return v
	}
	_, _, again := p.form("Try again")
	if again.Encode() != typed {
		s.t.Errorf("what was typed is lost: %s, was %s", again.Encode(), typed)
	}
	v.what, v.refused = kept, p
	return v
}

// String is what stands in the report's cell.
func (v seen) String() string { return fmt.Sprintf("%s, %s", v.what, roughly(v.took)) }

// roughly is a duration as a reader compares it.
func roughly(d time.Duration) string {
	switch {
	case d < 50*time.Millisecond:
		return "at once"
	case d < time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return fmt.Sprintf("%.0f s", d.Seconds())
}

// wellAgain waits until every flow works, sends again what was refused, and
// returns how long that took since the fault ended.
func (s *siege) wellAgain(t testing.TB, last map[string]seen) time.Duration {
	t.Helper()
	took := s.within(time.Minute, "well again", func() bool {
		for _, path := range []string{"/products/harbour-mug", "/cart"} {
			if p, err := newBrowserSharing(s.filler).visit(http.MethodGet, path, nil); err != nil || p.status != http.StatusOK {
				return false
			}
		}
		p, err := s.desk.visit(http.MethodGet, "/admin/orders", nil)
		return err == nil && p.status == http.StatusOK
	})
	if order := last["place the order"]; order.refused != nil {
		_, address, form := order.refused.form("Try again")
		newBrowserAt(t, s.url).as(s.shopper).post(address, form).is(200).says("Thank you", "Pay when it arrives")
	}
	return took
}

// as gives b the cookies of another browser.
func (b *browser) as(other *browser) *browser {
	b.client.Jar = other.client.Jar
	return b
}
