package main

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"holdfast/modules/notifications"
)

const (
	mary       = "mary@shopper.example"
	marysWords = "harbour lamp 37"
	newWords   = "another tide 42"
)

// mailTo is the latest mail of a kind to an address.
func (s *openShop) mailTo(t testing.TB, address string, kind notifications.Kind) notifications.Mail {
	t.Helper()
	s.idle(t)
	list, err := s.notifications.List(t.Context(), notifications.Filter{}, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range list.Mails {
		if m.To == address && m.Kind == kind {
			m, err := s.notifications.Mail(t.Context(), m.ID)
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
	}
	t.Fatalf("no mail %s to %s", kind, address)
	return notifications.Mail{}
}

var inMail = regexp.MustCompile(`https?://[^/\s]+(/account/\S*token=\S+)`)

// link is where a mail leads, in this shop.
func (s *openShop) link(t testing.TB, address string, kind notifications.Kind) string {
	t.Helper()
	found := inMail.FindStringSubmatch(s.mailTo(t, address, kind).Text)
	if found == nil {
		t.Fatalf("no link in %s to %s", kind, address)
	}
	return found[1]
}

// account opens an account in a new browser.
func account(t testing.TB, s *openShop, email string) *page {
	t.Helper()
	return newBrowser(t, s).opensAccount(t, s, email)
}

func (b *browser) opensAccount(t testing.TB, s *openShop, email string) *page {
	t.Helper()
	b.open("/account/register").typeIn("Email", email).typeIn("Password", marysWords).press("Create account").is(200).says("Look into your mail")
	return b.open(s.link(t, email, notifications.AccountOpening)).is(200).says(email).typeIn("Password", marysWords).press("Sign in").is(200).at("/account")
}

func (b *browser) signsIn(email, password string) *page {
	return b.open("/account/login").typeIn("Email", email).typeIn("Password", password).press("Sign in")
}

func TestACustomerOpensAnAccountAndSignsInAndOut(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		b := newBrowser(t, s)
		b.open("/account").at("/account/login").says("Sign in to see this page")
		b.open("/account/orders?after=x").at("/account/login").typeIn("Email", mary).typeIn("Password", marysWords).press("Sign in").is(422).
			says("There is a problem", "The email or the password is wrong")
		home := b.opensAccount(t, s, mary).says("Welcome", mary)
		if got := home.header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("an account may be kept: %s", got)
		}
		b.open("/no/such/page").is(404).says("That page is not here")
		home.press("Sign out").is(200).at("/account/login").says("You are signed out")
		b.open("/account").at("/account/login")
		b.open("/account/login?back=/account/orders").typeIn("Email", " MARY@shopper.example").typeIn("Password", marysWords).press("Sign in").is(200).at("/account/orders")
		b.open("/account/login?back=/cart").at("/cart") // signed in already
	})
}

func TestNoOtherSiteIsLedTo(t *testing.T) {
	t.Parallel()
	s := open(t, nil)
	account(t, s, mary)
	for _, back := range []string{"https://evil.example/", "//evil.example/", `/\evil.example`, "javascript:alert(1)", "/\t/evil.example", "account/../..//evil.example", "/account/login?back=//evil.example"} {
		b := newBrowser(t, s).stay()
		got := b.post("/account/login", url.Values{"email": {mary}, "password": {marysWords}, "back": {back}})
		if to := got.header.Get("Location"); got.status != http.StatusSeeOther || to != "/account" {
			t.Errorf("%s leads to %d, %s", back, got.status, to)
		}
	}
}

// What a stranger is told must not depend on who has an account: neither the
// pages, nor the headers, nor where they lead.
func TestAStrangerLearnsNothingOfWhoHasAnAccount(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		account(t, s, mary)
		lost := account(t, s, "lost@shopper.example")
		_ = lost
		for path, form := range map[string]url.Values{
			"/account/login":     {"password": {"wrong lamp 37"}},
			"/account/register":  {"password": {newWords}},
			"/account/forgotten": {},
		} {
			answers := map[string]string{}
			for _, email := range []string{mary, "nobody@shopper.example"} {
				form.Set("email", email)
				got := newBrowser(t, s).stay().post(path, form)
				got.header.Del("Date")
				got.header.Del("X-Request-Id")
				headers, _ := json.Marshal(got.header)
				answers[strings.ReplaceAll(string(headers)+got.body, email, "EMAIL")] = email
			}
			if len(answers) != 1 {
				t.Errorf("%s answers differently: %v", path, answers)
			}
		}
		if got := strings.Join(s.mailsTo(t, mary), " "); !strings.Contains(got, "account_exists") || !strings.Contains(got, "password_reset") {
			t.Errorf("mails to who has an account: %s", got)
		}
		got := s.mailsTo(t, "nobody@shopper.example")
		slices.Sort(got)
		if !slices.Equal(got, []string{"account_missing", "account_opening"}) {
			t.Errorf("mails to who has none: %v", got)
		}
	})
}

func TestAnotherPasswordByMailEndsEveryOtherSession(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		elsewhere := account(t, s, mary)
		b := newBrowser(t, s)
		b.open("/account/login").click("Forgotten your password?").typeIn("Email", mary).press("Send the link").is(200).says("If there is an account")
		link := s.link(t, mary, notifications.PasswordReset)

		b.open(link).typeIn("New password", "password").press("Save the password").is(422).says("Many people use this password")
		b.open(link).typeIn("New password", newWords).press("Save the password").is(200).at("/account")

		elsewhere.open("/account").at("/account/login")
		b.open("/account").is(200).at("/account")
		newBrowser(t, s).open(link).is(410).says("does not work any more")
		newBrowser(t, s).signsIn(mary, marysWords).is(422)
		newBrowser(t, s).signsIn(mary, newWords).is(200).at("/account")
		s.mailTo(t, mary, notifications.PasswordChanged)
	})
}

func TestACustomerChangesPasswordAndAddress(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		first := account(t, s, mary)
		second := newBrowser(t, s).signsIn(mary, marysWords).is(200)
		second.open("/account/password").typeIn("Your present password", newWords).typeIn("New password", newWords).press("Change password").is(422).says("not your present password")
		second.open("/account/password").typeIn("Your present password", marysWords).typeIn("New password", newWords).press("Change password").is(200).says("Your password is changed")
		first.open("/account").at("/account/login")

		second.open("/account/email").typeIn("New email", "m@new.example").typeIn("Your present password", newWords).press("Send the link").is(200).says("Until then the old one stays")
		link := s.link(t, "m@new.example", notifications.EmailProof)
		second.open(link).says("m@new.example").press("Use this address").is(200).says("Your address is m@new.example now")
		if old := s.mailTo(t, mary, notifications.EmailChanged); !strings.Contains(old.Text, "m@new.example") {
			t.Errorf("the old address is told: %s", old.Text)
		}
		newBrowser(t, s).signsIn(mary, newWords).is(422)
		newBrowser(t, s).signsIn("m@new.example", newWords).is(200)
		second.open("/account/details").typeIn("Name", "Mary O’Neill").press("Save").is(200).says("Saved.")
		second.open("/account").says("Hello Mary O’Neill")
	})
}

func TestFormsOfAnAccountBelongToItsSession(t *testing.T) {
	t.Parallel()
	s := open(t, nil)
	in := account(t, s, mary)
	for _, path := range []string{"/account/details", "/account/password", "/account/close", "/account/devices/end-others", "/account/logout", "/account/addresses/new"} {
		in.post(path, url.Values{"name": {"Mallory"}}).is(403)
	}
	in.open("/account").is(200).at("/account")
}
