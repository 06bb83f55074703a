package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/modules/shop"
)

// mark is in everything that the first visitor sends.
const mark = "zq7xsecretx7qz"

// everybodys are pages that everybody without a cart sees alike.
var everybodys = []string{"/", "/categories/kitchen", "/categories/kitchen?f=colour_cream", "/collections/new-in", "/products/harbour-mug",
	"/products/harbour-mug?variant=NQ-MUG-SND", "/search?q=mug", "/search?q=xyzzyx", "/pages/delivery", "/sitemap.xml", "/robots.txt", "/theme.css", "/nowhere",
	"/de/", "/ar/categories/kitchen", "/de/products/harbour-mug", "/ar/search?q=mug", "/de/sitemap.xml"}

// audience is a shop whose pages are known as they are for everybody.
type audience struct {
	*openShop
	first http.Header       // what the bearer of a full cart sends
	alike map[string]string // the pages, by address
}

func newAudience(t testing.TB) *audience {
	s := open(t, settings{"BASE_URL": "http://localhost:8080"})
	given := newBrowser(t, s).stay().post("/cart/lines", url.Values{"sku": {"NQ-MUG-BLU"}, "quantity": {"7"}}).is(303)
	a := &audience{s, http.Header{}, map[string]string{}}
	for _, k := range (&http.Response{Header: given.header}).Cookies() {
		a.first.Add("Cookie", k.Name+"="+k.Value)
	}
	for _, path := range everybodys {
		a.alike[path] = a.asked(t, path, "identity")
	}
	return a
}

// forget empties the page cache, so that the next visitor's page is the one
// that is kept.
func (a *audience) forget(t testing.TB) {
	t.Helper()
	if err := a.db.Write(t.Context(), func(tx *db.Tx) error { tx.Announce(shop.Tag); return nil }); err != nil {
		t.Fatal(err)
	}
}

// send sends a raw request and returns the raw answer, its body as it came.
func (a *audience) send(t testing.TB, raw string) (*http.Response, string) {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(a.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, raw); err != nil {
		return nil, ""
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return nil, ""
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, ""
	}
	return response, string(body)
}

// asked is a page as it is for who brings nothing.
func (a *audience) asked(t testing.TB, path, encoding string) string {
	t.Helper()
	response, body := a.send(t, "GET "+path+" HTTP/1.1\r\nHost: shop.example\r\nAccept-Encoding: "+encoding+"\r\nConnection: close\r\n\r\n")
	if response == nil {
		t.Fatalf("%s is not answered", path)
	}
	var head strings.Builder
	if err := response.Header.Write(&head); err != nil {
		t.Fatal(err)
	}
	if response.Header.Get("Set-Cookie") != "" || strings.Contains(strings.ToLower(head.String()+body), mark) || strings.Contains(body, "shop.example") {
		t.Fatalf("%s carries another's byte:\n%s\n%s", path, &head, body)
	}
	return body
}

// visit is what somebody sends who asks for a page before others do.
type visit struct {
	method, path, query, host, header, value, cookie, body, accepted string
	cart                                                             bool
}

// leaves fails the test when v changes what others are shown.
func (a *audience) leaves(t testing.TB, v visit) {
	t.Helper()
	a.forget(t)
	var own strings.Builder
	if v.cart {
		for _, k := range a.first["Cookie"] {
			own.WriteString("Cookie: " + k + "\r\n")
		}
	}
	path, known, _ := strings.Cut(v.path, "?")
	raw := fmt.Sprintf("%s %s?%s&%s&secret=%s HTTP/1.1\r\nHost: %s%s\r\n%sCookie: %s=%s; theme=%s\r\n%s: %s%s\r\nX-Forwarded-Host: %s.example\r\nX-Forwarded-For: %s\r\nX-Forwarded-Proto: %s\r\nForwarded: host=%s\r\nReferer: http://%s/\r\nUser-Agent: %s\r\nAccept-Language: %s,%s;q=0.9\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s",
		v.method, path, known, v.query, mark, v.host, mark, own.String(), v.cookie, mark, mark, v.header, v.value, mark, mark, mark, mark, mark, mark, mark, mark, v.accepted, len(v.body), v.body)

	a.send(t, raw)

	for i, next := range []string{v.path, everybodys[len(raw)%len(everybodys)]} {
		if got := a.asked(t, next, "identity"); got != a.alike[next] {
			t.Fatalf("%s is another page after\n%q\n%s", next, raw, firstDifference(a.alike[next], got))
		}
		if i == 0 {
			a.asked(t, next, "gzip")
		}
	}
}

func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(0, i-80)
	return fmt.Sprintf("was  …%.200q\nis   …%.200q", a[from:], b[from:])
}

func FuzzAKeptPageCarriesNothingOfWhoAskedFirst(f *testing.F) {
	a := newAudience(f)
	f.Add(uint8(0), "utm_source=x", "shop.example", "X-Original-URL", "/admin", "session", "", true)
	f.Add(uint8(1), "page=9&page=1", "shop.example:99", "HX-Request", "true", "cart", "", false)
	f.Add(uint8(4), "variant=NQ-MUG-MOS", "", "Accept-Encoding", "gzip, br;q=0, ", "__Host-cart", "sku=NQ-MUG-BLU", false)
	f.Add(uint8(5), "%71=1&q=%00", "evil.example\r\nHost: ", "Range", "bytes=0-1", "Cart", "", true)
	f.Add(uint8(6), "q=tea;q=cup", "a b", "HX-Target", "cart", "hint", "", false)
	f.Add(uint8(12), "", "[::1]", "X-HTTP-Method-Override", "POST", "", "", true)
	f.Add(uint8(2), "&&&", "x", "Transfer-Encoding", "chunked", "a", "0\r\n\r\nGET /cart HTTP/1.1\r\nHost: x\r\n\r\n", true)
	f.Fuzz(func(t *testing.T, page uint8, query, host, header, value, cookie, body string, cart bool) {
		a.leaves(t, visit{method: "GET", path: everybodys[int(page)%len(everybodys)], query: query, host: host,
			header: header, value: value, cookie: cookie, body: body, cart: cart})
	})
}

func TestKeptPagesAreTheSameWhoeverAskedFirst(t *testing.T) {
	t.Parallel()
	a := newAudience(t)
	random := rand.New(rand.NewPCG(3, 5))
	some := func(of ...string) string { return of[random.IntN(len(of))] }
	for range 300 {
		a.leaves(t, visit{
			method: some("GET", "GET", "GET", "HEAD", "POST", "OPTIONS"),
			path:   some(everybodys...),
			query:  some("", "page=2", "q=mug", "q=%3Cscript%3E", "sort=price-asc", "notice=added", "token=x", "variant=NQ-MUG-SND", "a", "%zz", "page=", "stock=in&min=1") + some("", "&x="+mark, "&"+mark),
			host:   some("", "shop.example", "localhost:8080", "127.0.0.1", "evil.example/", "a@b", "x\r\nX-Y: "),
			header: some("X-Forwarded-Host", "X-Host", "X-Forwarded-Prefix", "X-Original-URL", "X-Rewrite-URL", "Origin", "HX-Request", "HX-Current-URL", "HX-Boosted",
				"HX-History-Restore-Request", "Authorization", "If-None-Match", "If-Modified-Since", "Range", "Accept", "Accept-Encoding", "Cache-Control", "Pragma", "TE", "Via", "X-Real-IP",
				"CF-Connecting-IP", "Content-Type", "Expect", "Upgrade", "Cookie", "Save-Data", "DNT", "Purpose"),
			value:    some("", "true", "gzip", "br", "*", "bytes=0-99", "no-cache", "multipart/form-data; boundary=", "100-continue ", "W/\""),
			cookie:   some("", "cart", "hint", "session", "__Host-cart", "CART", " cart", "cart\t", "language", "theme", "\"cart\""),
			accepted: some("en", "de", "ar", "*"), body: some("", "", "sku=NQ-MUG-BLU&quantity=3", mark), cart: random.IntN(2) == 0,
		})
	}
}

func TestACartIsSeenByItsBearerOnly(t *testing.T) {
	t.Parallel()
	s := open(t, nil)
	full, other := newBrowser(t, s), newBrowser(t, s)
	full.open("/products/harbour-mug").typeIn("Quantity", "7").press("Add to cart").says("7 items")
	other.open("/products/bread-knife").press("Add to cart").says("1 item")
	for range 2 {
		for _, path := range everybodys[:9] {
			full.open(path).says("7 items")
			other.open(path).says("1 item")
			if nobody := newBrowser(t, s).open(path); strings.Contains(nobody.body, " items") || strings.Contains(nobody.body, "1 item") || nobody.header.Get("Set-Cookie") != "" {
				t.Errorf("%s has a cart for nobody", path)
			}
		}
	}
	other.post("/cart/lines/update", url.Values{"sku": {"NQ-MUG-BLU"}, "quantity": {"0"}})
	full.open("/cart").says("Harbour mug", "7 items")
}
