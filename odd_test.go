package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"holdfast/web/secure"
)

// odd are texts that no shopper types.
var odd = []string{
	"", " ", "0", "-1", "1e9", "99999999999999999999", "0x10", "NaN", "\x00", "a\x00b", "\xff\xfe", "\xc3\x28", "\u202etxet", "\r\nSet-Cookie: a=b",
	"' OR 1=1 --", "\"; DROP TABLE carts_carts; --", "<script>alert(1)</script>", "{{.}}", "%", "%00", "\\", "_%", "../../etc/passwd", "//evil.example",
	"NQ-MUG-BLU", "bank-transfer", "test-card", "IE", "US", "XX", "ireland-standard", "WELCOME10", "mary@shopper.example", "40.95", "-0.01", "1.2.3",
	strings.Repeat("x", 10_000), strings.Repeat("€", 300), strings.Repeat("\u0301", 500), "a@b\n.c", "\"a b\"@c.d", "( \"*\" AND )", "-\"",
}

// fields are the names that some form of the shop has.
var formFields = []string{"sku", "quantity", "code", "email", "name", "address", "city", "postcode", "country", "state", "shipping", "payment", "total", "submit_key"}

// TestNothingThatIsSentBreaksThePage sends every form of the storefront with
// odd values, and asks for every page with odd parameters. It may be refused; it
// must not be a fault of ours.
func TestNothingThatIsSentBreaksThePage(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		random := rand.New(rand.NewPCG(7, 11))
		some := func() string { return odd[random.IntN(len(odd))] }
		paid := atCheckout(t, s).addressed().choose("Test card").press("Place order")
		decided := paid.press("Decline")
		bearer, nobody := atCheckout(t, s).stay(), newBrowser(t, s).stay()
		posts := []string{"/cart/lines", "/cart/lines/update", "/cart/lines/remove", "/cart/coupon", "/cart/coupon/remove", "/checkout",
			"/checkout/destination", decided.url.Path + "/pay", paid.url.Path + "/approve", "/testpay/%s/%s", "/orders/%s/pay", "/webhooks/payments/%s"}
		for i := range 600 {
			path := posts[i%len(posts)]
			for strings.Contains(path, "%s") {
				path = strings.Replace(path, "%s", url.PathEscape(some()), 1)
			}
			form := url.Values{}
			for _, name := range formFields {
				if random.IntN(3) > 0 {
					form.Set(name, some())
				}
			}
			b := []*browser{bearer, nobody}[random.IntN(2)]
			s.unbroken(t, b, http.MethodPost, path+"?token="+url.QueryEscape(some()), form)
		}
		for i, path := range []string{"/", "/cart", "/checkout", "/search", "/categories/kitchen", "/collections/%s", "/categories/%s", "/products/%s",
			"/products/harbour-mug", "/pages/%s", "/orders/%s", "/testpay/%s", "/payments/%s/return", "/media/%s/%s", "/static/%s", "/%s", "/sitemap.xml"} {
			for range 15 {
				address := path
				for strings.Contains(address, "%s") {
					address = strings.Replace(address, "%s", url.PathEscape(some()), 1)
				}
				query := url.Values{}
				for _, name := range []string{"q", "exact", "page", "sort", "min", "max", "stock", "f", "variant", "notice", "token"} {
					if random.IntN(2) > 0 {
						query.Set(name, some())
					}
				}
				s.unbroken(t, []*browser{bearer, nobody}[i%2], http.MethodGet, address+"?"+query.Encode(), nil)
			}
		}
		if strings.Contains(s.logs.String(), "panic") {
			t.Errorf("something panicked:\n%s", s.logs)
		}
	})
}

// unbroken fails the test when the answer is a fault of ours.
func (s *openShop) unbroken(t testing.TB, b *browser, method, address string, form url.Values) {
	t.Helper()
	p, err := b.visit(method, address, form)
	if err != nil {
		t.Errorf("%s %.200s: %v", method, address, err)
		return
	}
	if p.status >= 500 {
		t.Errorf("%d for %s %.200s\n%s\n%.300s", p.status, method, address, shown(form), lastLine(s.logs.String()))
	}
	if p.header.Get("Set-Cookie") == "a=b" {
		t.Errorf("%s %.200s sets a cookie of the sender's", method, address)
	}
}

func shown(form url.Values) string {
	var out strings.Builder
	for name, value := range form {
		fmt.Fprintf(&out, "  %s=%.60q", name, value)
	}
	return out.String()
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

// TestNoFormOfTheBackOfficeBreaks sends each form that an owner is shown, its
// token in place and odd values in the rest.
func TestNoFormOfTheBackOfficeBreaks(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		random := rand.New(rand.NewPCG(13, 17))
		atCheckout(t, s).addressed().choose("Bank transfer").press("Place order").says("Thank you")
		desk := signedIn(t, s)
		desk.stay()
		pages := []string{"/admin", "/admin/orders", "/admin/orders?state=%00&q=x", "/admin/products", "/admin/mail", "/admin/audit", "/admin/settings"}
		for _, list := range []string{"/admin/orders", "/admin/products", "/admin/mail"} {
			if link := find(desk.open(list).root, func(n *html.Node) bool { return strings.HasPrefix(attribute(n, "href"), list+"/") }); link != nil {
				pages = append(pages, attribute(link, "href"))
			}
		}
		sent := 0
		for _, path := range pages {
			p := desk.open(path)
			each(p.root, func(form *html.Node) {
				action := attribute(form, "action")
				if form.Data != "form" || strings.HasSuffix(action, "/logout") {
					return
				}
				for range 6 {
					odder := values(form)
					for name := range odder {
						if name != secure.TokenField && random.IntN(3) > 0 {
							odder.Set(name, odd[random.IntN(len(odd))])
						}
					}
					sent++
					if strings.EqualFold(attribute(form, "method"), http.MethodPost) {
						s.unbroken(t, desk.browser, http.MethodPost, action, odder)
					} else {
						s.unbroken(t, desk.browser, http.MethodGet, action+"?"+odder.Encode(), nil)
					}
				}
			})
		}
		if sent < 50 {
			t.Errorf("only %d forms were sent", sent)
		}
	})
}
