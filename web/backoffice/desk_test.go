package backoffice_test

import (
	"context"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/db/dbtest"
	"holdfast/db/sessions"
	"holdfast/modules/audit"
	"holdfast/modules/catalog"
	"holdfast/modules/content"
	"holdfast/modules/credentials"
	"holdfast/modules/fulfillment"
	"holdfast/modules/inventory"
	"holdfast/modules/notifications"
	"holdfast/modules/orders"
	"holdfast/modules/orders/orderstest"
	"holdfast/modules/pricing"
	"holdfast/modules/search"
	"holdfast/modules/shipping"
	"holdfast/modules/staff"
	"holdfast/modules/tax"
	"holdfast/web/backoffice"
	"holdfast/web/mail"
	"holdfast/web/secure"
	"holdfast/web/server"
	"holdfast/web/session"
	"holdfast/web/storefront"
)

const (
	mara   = "mara@example.com"
	secret = "correct horse battery"
)

// office is a shop with its back office, and a browser in front of it.
type office struct {
	*orderstest.Shop
	staff   *staff.Service
	audit   *audit.Service
	mails   *notifications.Service
	app     *fiber.App
	cookies map[string]string
	page    string // the last one
}

// Those who listen are made before the shop opens, and know its orders after.
type (
	lateOrders struct{ *orders.Service }
	lateDesk   struct{ *mail.Desk }
	lateStock  struct{ shop **orderstest.Shop }
	lateShelf  struct{ *catalog.Service }
	latePrices struct{ *pricing.Service }
	lateLevels struct{ *inventory.Service }
)

func (l lateStock) Send(ctx context.Context, order string) error {
	return (*l.shop).Inventory.Send(ctx, order)
}

// open returns a back office, in which nobody is signed in.
func open(t *testing.T, pages ...func(*backoffice.Needs)) *office {
	t.Helper()
	d := dbtest.SQLite(t)
	o := &office{cookies: map[string]string{}}
	clock := func() time.Time {
		if o.Shop == nil {
			return orderstest.Start
		}
		return o.Now()
	}
	book, desk := &lateOrders{}, &lateDesk{&mail.Desk{}}
	o.audit = audit.New(d, clock)
	parcels := fulfillment.New(d, book, lateStock{&o.Shop}, clock)
	shelf, prices, levels := &lateShelf{}, &latePrices{}, &lateLevels{}
	finding := search.New(d, shelf, prices, levels, clock)
	var err error
	if o.mails, err = notifications.New(d, o.audit, clock, desk, desk, notifications.Options{From: desk.From}); err != nil {
		t.Fatal(err)
	}
	o.Shop = orderstest.Open(t, d)
	book.Service, shelf.Service, prices.Service, levels.Service = o.Orders, o.Catalog, o.Pricing, o.Inventory
	*desk.Desk = mail.Desk{Orders: o.Orders, Parcels: parcels, Payments: o.Payments, Shop: o.Shop.Shop, BaseURL: "https://shop.example", OrderPath: storefront.OrderPath}
	o.staff = staff.New(d, o.audit, credentials.New(d, credentials.NewHasher(2), o.Now), o.Now)
	kept, err := sessions.Open(t.Context(), d, sessions.Options{Dir: t.TempDir(), Clock: o.Now})
	o.Must(err)
	t.Cleanup(func() { _ = kept.Close() })
	needs := backoffice.Needs{Staff: o.staff, Audit: o.audit, Shop: o.Shop.Shop, Orders: o.Orders, Payments: o.Payments, Fulfillment: parcels,
		Catalog: o.Catalog, Pricing: o.Pricing, Inventory: o.Inventory, Notifications: o.mails, Search: finding,
		Tax: tax.New(d, o.Now), Shipping: shipping.New(d), Promotions: o.Promotions, Content: content.New(d, o.audit, o.Now),
		Tokens: secure.NewTokens([]byte("a key that only this test knows"), session.OperatorID), Now: o.Now}
	for _, change := range pages {
		change(&needs)
	}
	p := backoffice.New(needs)
	s := server.New(server.Options{Sessions: session.New(kept, session.Options{Clock: o.Now}), ErrorPage: p.Error, SignIn: backoffice.SignIn})
	p.Routes(s.Router())
	o.app = s.App()
	return o
}

// signedIn returns a back office in which an operator of role is signed in.
func signedIn(t *testing.T, role staff.Role, with ...func(*backoffice.Needs)) *office {
	t.Helper()
	o := open(t, with...)
	o.Must(o.staff.AddWithPassword(t.Context(), mara, secret, role, "test"))
	o.wantAt(o.signIn(mara, secret), "/admin")
	return o
}

func (o *office) signIn(email, password string) *http.Response {
	o.T.Helper()
	return o.post("/admin/login", url.Values{"email": {email}, "password": {password}})
}

func (o *office) send(r *http.Request) *http.Response {
	o.T.Helper()
	for name, value := range o.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	res, err := o.app.Test(r, 10_000)
	o.Must(err)
	body, err := io.ReadAll(res.Body)
	o.Must(err)
	o.Must(res.Body.Close())
	for _, cookie := range res.Cookies() {
		o.cookies[cookie.Name] = cookie.Value
	}
	o.page = html.UnescapeString(string(body))
	if missing := bareKey.FindString(o.page); missing != "" {
		o.T.Errorf("%s: a word is missing: %s", r.URL, missing)
	}
	return res
}

// bareKey finds the key of a word that the catalogue does not have.
var bareKey = regexp.MustCompile(`>\s*(admin|desk|orderbook|attempt|happened|mailbox|mailstate|auditlog|stockroom|finding|preferences|selling|form|page|list)\.[a-z_]+\s*<`)

// get opens a page.
func (o *office) get(path string) *http.Response {
	o.T.Helper()
	return o.send(httptest.NewRequest(http.MethodGet, path, nil))
}

var tokenField = regexp.MustCompile(`name="form_token" value="([^"]+)"`)

// post sends a form of the last page, with its token if it has one.
func (o *office) post(path string, form url.Values) *http.Response {
	o.T.Helper()
	if found := tokenField.FindStringSubmatch(o.page); found != nil && !form.Has("form_token") {
		form.Set("form_token", found[1])
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return o.send(r)
}

// wantAt follows a redirect, which leads to path.
func (o *office) wantAt(res *http.Response, path string) {
	o.T.Helper()
	if to := res.Header.Get("Location"); res.StatusCode != http.StatusSeeOther || to != path {
		o.T.Fatalf("got %d to %q, want 303 to %q:\n%s", res.StatusCode, to, path, o.page)
	}
	o.want(o.get(path), http.StatusOK)
}

// want checks an answer's status, and that its page says words.
func (o *office) want(res *http.Response, status int, words ...string) {
	o.T.Helper()
	if res.StatusCode != status {
		o.T.Fatalf("status %d, want %d:\n%s", res.StatusCode, status, o.page)
	}
	for _, word := range words {
		if !strings.Contains(o.page, word) {
			o.T.Errorf("the page does not say %q:\n%s", word, o.page)
		}
	}
}

func (o *office) wantNot(words ...string) {
	o.T.Helper()
	for _, word := range words {
		if strings.Contains(o.page, word) {
			o.T.Errorf("the page says %q", word)
		}
	}
}

// wantAudit checks that the operator did what, once.
func (o *office) wantAudit(what, subject string) {
	o.T.Helper()
	list, err := o.audit.List(context.Background(), audit.Filter{Who: mara, What: what, Subject: subject}, "")
	o.Must(err)
	if len(list.Entries) != 1 {
		o.T.Errorf("audit of %s: got %v", what, list.Entries)
	}
}
