package main

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"slices"
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
	again   outcome = "signs in again"
)

// siege are the people who are in a shop when a fault begins, and what they
// have done until then.
type siege struct {
	*besieged
	looker   *browser
	shopper  *browser
	filler   *browser      // who has a cart, and does not buy yet
	checkout *page         // filled in, to be paid at the door
	card     *page         // where an order that is placed is paid
	member   *browser      // a customer who is signed in
	desk     *browser      // an operator who is
	comes    *page         // to sign in as a customer, filled in
	login    *page         // to sign in as an operator, filled in
	calm     time.Duration // how long all of them took to get there
}

// browsed is looked at and not bought: the page of what is sold is made anew.
const browsed = "/products/teapot"

// begin brings people into the shop while all is well, and nothing is left to do
// from what was before.
func (b *besieged) begin() *siege {
	b.t.Helper()
	b.delivered()
	began := time.Now()
	s := &siege{besieged: b, looker: newBrowserAt(b.t, b.url), shopper: newBrowserAt(b.t, b.url), desk: newBrowserAt(b.t, b.url)}
	for _, path := range []string{browsed, "/search?q=teapot"} {
		s.looker.open(path).is(200)
	}
	s.filler = newBrowserAt(b.t, b.url)
	payer := newBrowserAt(b.t, b.url)
	for _, each := range []*browser{s.shopper, s.filler, payer} {
		if _, ok := newBrowserSharing(each).told("/cart/lines", url.Values{"sku": {plentiful}, "quantity": {"2"}}, "/cart"); !ok {
			b.t.Fatal("nothing can be put into the cart")
		}
	}
	s.checkout = s.shopper.open("/checkout").is(200).addressed().choose("Cash on delivery")
	s.card = payer.open("/checkout").is(200).addressed().choose("Test card").press("Place order").is(200).says("Approve")
	s.member = newBrowserAt(b.t, b.url)
	s.member.signsIn(mary, marysWords).is(200).at("/account")
	s.desk.open("/admin/login").is(200).typeIn("Email", besiegedOwner).typeIn("Password", ownersPassword).press("Sign in").is(200).at("/admin")
	s.comes = newBrowserAt(b.t, b.url).open("/account/login").is(200).typeIn("Email", mary).typeIn("Password", marysWords)
	s.login = newBrowserAt(b.t, b.url).open("/admin/login").is(200).typeIn("Email", besiegedOwner).typeIn("Password", ownersPassword)
	b.placed++
	s.calm = time.Since(began)
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
	{"browse", func(s *siege) seen { return s.look(s.looker, browsed) }},
	{"browse, with a cart", func(s *siege) seen { return s.look(s.filler, browsed) }},
	{"search", func(s *siege) seen { return s.look(s.looker, "/search?q=teapot") }},
	{"see the cart", func(s *siege) seen { return s.look(s.filler, "/cart") }},
	{"add to the cart", func(s *siege) seen {
		return s.send(newBrowserSharing(s.filler), "/cart/lines", url.Values{"sku": {"NQ-BRD"}, "quantity": {"1"}})
	}},
	{"place the order", (*siege).order},
	{"pay by card", (*siege).pay},
	{"sign in (customer)", func(s *siege) seen { return s.signIn(s.comes, "/account") }},
	{"account (orders)", func(s *siege) seen { return s.look(s.member, "/account/orders") }},
	{"sign in (operator)", func(s *siege) seen { return s.signIn(s.login, "/admin") }},
	{"back office", func(s *siege) seen { return s.look(s.desk, "/admin/orders") }},
}

// look reads a page.
func (s *siege) look(b *browser, path string) seen {
	s.t.Helper()
	began := time.Now()
	p := b.open(path)
	v := s.judge(p, time.Since(began), "")
	if here, _, _ := strings.Cut(path, "?"); v.what == works && p.url.Path != here {
		v.what = again
		if !strings.HasSuffix(p.url.Path, "/login") {
			s.t.Errorf("%s leads to %s", path, p.url)
		}
	}
	return v
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

// pay pays an order that is placed.
func (s *siege) pay() seen {
	s.t.Helper()
	began := time.Now()
	p := s.card.press("Approve")
	if p.status == http.StatusOK {
		p.says("Thank you", "Paid")
	}
	return s.judge(p, time.Since(began), "")
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
	if last["account (orders)"].what == again {
		s.member, s.desk = s.comes.browser, s.login.browser
	}
	took := s.within(time.Minute, "well again", func() bool {
		return s.filler.shown(browsed) && s.filler.shown("/cart") && s.member.shown("/account/orders") && s.desk.shown("/admin/orders")
	})
	if order := last["place the order"]; order.refused != nil {
		_, address, form := order.refused.form("Try again")
		newBrowserAt(t, s.url).as(s.shopper).post(address, form).is(200).says("Thank you", "Pay when it arrives")
	}
	if last["pay by card"].what != works {
		s.card.press("Approve").is(200).says("Thank you", "Paid")
	}
	s.placed, s.paid = s.placed+1, s.paid+1
	return took
}

// shown reports whether a page is, and not another one that it leads to.
func (b *browser) shown(path string) bool {
	p, err := b.visit(http.MethodGet, path, nil)
	return err == nil && p.status == http.StatusOK && p.url.Path == path
}

// kept reports whether a page is shown to a session that is kept in Redis: while
// that came back, it may have been signed into a cookie.
func (b *browser) kept(path string) bool {
	return b.shown(path) && !slices.ContainsFunc(b.client.Jar.Cookies(at(b.t, b.base+path)),
		func(c *http.Cookie) bool { return strings.HasPrefix(c.Value, carriedSession) })
}

// carriedSession is how a session in its cookie begins.
var carriedSession = base64.RawURLEncoding.EncodeToString([]byte(`{"id":`))

// as gives b the cookies of another browser.
func (b *browser) as(other *browser) *browser {
	b.client.Jar = other.client.Jar
	return b
}
