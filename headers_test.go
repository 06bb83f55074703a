package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var (
	pictureAddress = regexp.MustCompile(`/media/[\w-]+/\d+\.\w+`)
	staticAddress  = regexp.MustCompile(`/static/[\w./-]+`)
)

// secured fails the test unless an answer has what keeps other sites out.
func secured(t testing.TB, what string, h http.Header) {
	t.Helper()
	csp := h.Get("Content-Security-Policy")
	if !strings.HasPrefix(csp, "default-src 'none'") || !strings.Contains(csp, "frame-ancestors 'none'") || strings.Contains(csp, "unsafe") {
		t.Errorf("%s: policy %q", what, csp)
	}
	for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin",
		"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin"} {
		if h.Get(name) != want {
			t.Errorf("%s: %s is %q, want %q", what, name, h.Get(name), want)
		}
	}
	if h.Get("Permissions-Policy") == "" || h.Get("Server") != "" || h.Get("X-Powered-By") != "" {
		t.Errorf("%s: headers %v", what, h)
	}
}

func TestEveryAnswerKeepsOtherSitesOut(t *testing.T) {
	t.Parallel()
	s := open(t, nil)
	b := newBrowser(t, s).stay()
	home := b.open("/")
	answers := map[string]*page{
		"200":        home.is(200),
		"kept":       b.open("/").is(200),
		"picture":    b.open(pictureAddress.FindString(home.body)).is(200),
		"static":     b.open(staticAddress.FindString(home.body)).is(200),
		"303":        b.post("/cart/lines", url.Values{"sku": {"NQ-MUG-BLU"}}).is(303),
		"own":        b.open("/cart").is(200),
		"checkout":   b.open("/checkout").is(200),
		"301":        b.open("/categories/kitchen/").is(301),
		"400":        b.open("/search?q=%00").is(400),
		"404":        b.open("/nowhere").is(404),
		"no picture": b.open("/media/none/320.webp").is(404),
		"no asset":   b.open("/static/none.css").is(404),
		"405":        b.post("/categories/kitchen", url.Values{}).is(405),
		"422":        b.post("/checkout", url.Values{}).is(422),
		"healthz":    b.open("/healthz").is(200),
		"readyz":     b.open("/readyz").is(200),
		"robots":     b.open("/robots.txt").is(200),
		"sitemap":    b.open("/sitemap.xml").is(200),
		"favicon":    b.open("/favicon.ico").is(302),
	}
	for what, p := range answers {
		secured(t, what, p.header)
		if p.header.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: insists on TLS where there is none", what)
		}
	}
	for _, what := range []string{"own", "checkout", "303"} {
		if got := answers[what].header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s may be kept: %q", what, got)
		}
	}
}

func TestAFaultOfOursSaysWhichRequestItWasAndNoMore(t *testing.T) {
	t.Parallel()
	s := open(t, nil)
	b := newBrowser(t, s)
	b.open("/products/harbour-mug").press("Add to cart").at("/cart")
	s.breakReads(t)

	broken := b.open("/cart").is(500).says("quote this number", "Northquay")

	id := broken.header.Get("X-Request-Id")
	secured(t, "500", broken.header)
	if !strings.Contains(broken.body, id) || strings.Contains(broken.body, "carts_lines") || !strings.Contains(s.logs.String(), "request="+id) {
		t.Errorf("request %q:\n%s\n%s", id, broken.body, s.logs)
	}
}

func TestWhatIsNoHTTPIsAnsweredSafely(t *testing.T) {
	t.Parallel()
	s := open(t, nil)
	for _, raw := range []string{
		"rubbish\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: a\r\nCookie: " + strings.Repeat("a=b; ", 8000) + "\r\n\r\n",
		"POST /cart/lines HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 7\r\n\r\nrubbish",
		"POST /checkout HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9437184\r\n\r\nname=",
		"GET /\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n",
		"GET /products/\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n",
	} {
		status, header := s.raw(t, raw)
		if status < 400 || status >= 500 {
			t.Errorf("%.40q is answered with %d", raw, status)
		}
		secured(t, fmt.Sprintf("%.40q", raw), header)
	}
}

func TestCookiesAreOutOfReachOfScriptsAndOtherSites(t *testing.T) {
	t.Parallel()
	dir := filled(t)
	plain, tls := openIn(t, dir, nil), settings{"BASE_URL": "https://shop.example", "DEMO": "off"}
	given := newBrowser(t, plain).stay().post("/cart/lines", url.Values{"sku": {"NQ-MUG-BLU"}}).is(303)
	cookies := (&http.Response{Header: given.header}).Cookies()
	if len(cookies) != 2 {
		t.Fatalf("cookies %v", cookies)
	}
	for _, k := range cookies {
		if !k.HttpOnly || k.SameSite != http.SameSiteLaxMode || k.Path != "/" || k.Domain != "" || k.Secure {
			t.Errorf("without TLS: %s", k.Raw)
		}
	}

	behind := open(t, tls)
	given = newBrowser(t, behind).stay().post("/cart/lines", url.Values{"sku": {"NQ-MUG-BLU"}}).is(303)
	for _, k := range (&http.Response{Header: given.header}).Cookies() {
		if !strings.HasPrefix(k.Name, "__Host-") || !k.Secure || !k.HttpOnly || k.SameSite != http.SameSiteLaxMode || k.Path != "/" || k.Domain != "" {
			t.Errorf("behind TLS: %s", k.Raw)
		}
	}
	for _, path := range []string{"/", "/nowhere", "/cart"} {
		if got := newBrowser(t, behind).open(path).header.Get("Strict-Transport-Security"); !strings.HasPrefix(got, "max-age=") {
			t.Errorf("%s does not insist on TLS: %q", path, got)
		}
	}
}

func TestAPostFromAnotherSiteDoesNothing(t *testing.T) {
	t.Parallel()
	s := open(t, nil)
	for _, from := range []http.Header{
		{"Sec-Fetch-Site": {"cross-site"}}, {"Sec-Fetch-Site": {"same-site"}}, {"Origin": {"https://evil.example"}}, {"Origin": {"null"}},
	} {
		for _, path := range []string{"/cart/lines", "/cart/coupon", "/checkout", "/checkout/destination", "/orders/x/pay", "/testpay/x/approve"} {
			request, err := http.NewRequest(http.MethodPost, s.url+path, strings.NewReader("sku=NQ-MUG-BLU"))
			if err != nil {
				t.Fatal(err)
			}
			request.Header = from.Clone()
			request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			response, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(response.Body)
			if err != nil {
				t.Fatal(err)
			}
			_ = response.Body.Close()
			if response.StatusCode != 403 || len(response.Cookies()) > 0 || !strings.Contains(string(body), "another site") {
				t.Errorf("%s from %v: %d %v", path, from, response.StatusCode, response.Cookies())
			}
		}
	}
}

// raw sends what no client would and returns the answer's status and headers.
func (s *openShop) raw(t testing.TB, request string) (int, http.Header) {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	return exchange(t, conn, request)
}
