package server_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/fault"
	"holdfast/web/gate"
	"holdfast/web/pagecache"
	"holdfast/web/request"
	"holdfast/web/server"
	"holdfast/web/telemetry"
)

// send returns the answer of s to r, and its body.
func send(t testing.TB, s *server.Server, r *http.Request) (*http.Response, string) {
	t.Helper()
	res, err := s.App().Test(r, 5000)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(b)
}

func get(t testing.TB, s *server.Server, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	return send(t, s, build("GET", path, headers...))
}

func build(method, path string, headers ...string) *http.Request {
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

func ok(c *fiber.Ctx) error { return c.SendString("ok") }

func TestFaultsHaveAStatusAndAPage(t *testing.T) {
	var out bytes.Buffer
	s := server.New(server.Options{Log: telemetry.NewLogger(&out, false, nil), SignIn: func(p string) string { return "/in?next=" + p }})
	tests := []struct {
		err    error
		status int
		says   string
		logged bool
	}{
		{fault.New(fault.Invalid, "Enter a number."), 422, "Enter a number.", false},
		{fault.New(fault.NotFound, "Gone fishing."), 404, "Gone fishing.", false},
		{fault.New(fault.Conflict, "Too late."), 409, "Too late.", false},
		{fault.New(fault.Denied, "Not you."), 403, "Not you.", false},
		{fault.New(fault.TooMany, "Slower."), 429, "Slower.", false},
		{fault.New(fault.Unavailable, "Soon."), 503, "Soon.", true},
		{fault.New(fault.Gone, "Sold."), 410, "Sold.", false},
		{fmt.Errorf("read cart 7: %w", fault.New(fault.Conflict, "<Changed>")), 409, "&lt;Changed&gt;", false},
		{errors.New("secret: disk full"), 500, "There is a problem", true},
		{fmt.Errorf("query: %w", context.DeadlineExceeded), 503, "too long", true},
		{fiber.ErrRequestEntityTooLarge, 413, "too large", false},
		{fault.New(fault.SignedOut, "Sign in."), 303, "", false},
	}
	for i, tt := range tests {
		s.Router().Get(fmt.Sprintf("/fault%d", i), func(*fiber.Ctx) error { return tt.err })
	}
	for i, tt := range tests {
		out.Reset()
		res, body := get(t, s, fmt.Sprintf("/fault%d", i))
		if res.StatusCode != tt.status || !strings.Contains(body, tt.says) || strings.Contains(body, "secret") {
			t.Errorf("fault %d: %d %s", i, res.StatusCode, body)
		}
		id := res.Header.Get("X-Request-Id")
		if logged := strings.Contains(out.String(), "request="+id); logged != tt.logged || len(id) != 16 {
			t.Errorf("fault %d: id %q, log %q", i, id, out.String())
		}
		if res.Header.Get("Cache-Control") != "no-store" || res.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("fault %d: headers %v", i, res.Header)
		}
	}
}

func TestPanicIsLoggedAndNotShown(t *testing.T) {
	var out bytes.Buffer
	s := server.New(server.Options{
		Log:       telemetry.NewLogger(&out, false, nil),
		Cache:     pagecache.New(pagecache.Options{}),
		ErrorPage: func(*fiber.Ctx, server.Problem) error { panic("the error page, too") },
	})
	s.Router().Page("/", pagecache.Live(), func(*fiber.Ctx) error { panic("secret") })
	s.Router().Asset("/a", func(*fiber.Ctx) error { panic("secret") })

	for _, path := range []string{"/", "/", "/a"} {
		out.Reset()
		res, body := get(t, s, path)
		if res.StatusCode != 500 || strings.Contains(body, "secret") || !strings.Contains(body, "problem") {
			t.Errorf("%s: %d %s", path, res.StatusCode, body)
		}
		if !strings.Contains(out.String(), "panic: secret") || !strings.Contains(out.String(), "server_test.go") {
			t.Errorf("%s: log %s", path, out.String())
		}
	}
	if got := s.Gate().Stats().Running; got != 0 {
		t.Errorf("%d slots lost", got)
	}
}

func TestAddressesThatLeadNowhere(t *testing.T) {
	s := server.New(server.Options{})
	s.Router().Get("/products/:slug", ok)
	s.Router().Post("/cart/lines", ok)
	for _, tt := range []struct {
		method, path string
		status       int
		location     string
	}{
		{"GET", "/nothing", 404, ""},
		{"POST", "/nothing", 404, ""},
		{"POST", "/products/mug", 405, ""},
		{"GET", "/products/mug/?a=b", 301, "/products/mug?a=b"},
		{"GET", "//products/mug", 301, "/products/mug"},
		{"GET", "//evil.example/", 404, ""},
		{"GET", "/Products/mug", 404, ""},
		{"HEAD", "/products/mug", 200, ""},
	} {
		r := build(tt.method, "/")
		r.URL.Path, r.URL.RawQuery, _ = strings.Cut(tt.path, "?")
		r.RequestURI = tt.path
		res, _ := send(t, s, r)
		if res.StatusCode != tt.status || res.Header.Get("Location") != tt.location {
			t.Errorf("%s %s: %d, to %q", tt.method, tt.path, res.StatusCode, res.Header.Get("Location"))
		}
	}
}

func TestPostsFromOtherSitesReachOnlyWhatExpectsThem(t *testing.T) {
	s := server.New(server.Options{})
	s.Router().Post("/cart/lines", ok)
	s.Router().At(gate.T0).FromAnywhere().Post("/payments/webhook", ok)

	cart, _ := send(t, s, build("POST", "/cart/lines", "Sec-Fetch-Site", "cross-site"))
	hook, _ := send(t, s, build("POST", "/payments/webhook", "Sec-Fetch-Site", "cross-site"))

	if cart.StatusCode != 403 || hook.StatusCode != 200 {
		t.Fatalf("cart %d, webhook %d", cart.StatusCode, hook.StatusCode)
	}
}

func TestEveryAnswerHasTheSecurityHeaders(t *testing.T) {
	s := server.New(server.Options{BaseURL: "https://shop.example", Cache: pagecache.New(pagecache.Options{})})
	s.Router().Page("/kept", pagecache.Live(), ok)
	s.Router().Private().Get("/own", ok)
	s.Router().Asset("/asset", ok)
	for _, path := range []string{"/kept", "/kept", "/own", "/asset", "/nothing", "/healthz", "/readyz"} {
		res, _ := get(t, s, path)
		for _, name := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Strict-Transport-Security", "Cross-Origin-Opener-Policy"} {
			if res.Header.Get(name) == "" {
				t.Errorf("%s has no %s", path, name)
			}
		}
	}
	if res, _ := get(t, s, "/own"); res.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("a private page: %s", res.Header.Get("Cache-Control"))
	}
}

func TestHandlersHaveADeadlineAndKnowTheRequest(t *testing.T) {
	s := server.New(server.Options{})
	s.Router().Get("/", func(c *fiber.Ctx) error {
		ctx := c.UserContext()
		if _, ok := ctx.Deadline(); !ok {
			return errors.New("no deadline")
		}
		return c.SendString(request.ID(ctx) + " " + request.Locale(ctx))
	})

	res, body := get(t, s, "/")

	if want := res.Header.Get("X-Request-Id") + " en"; body != want {
		t.Fatalf("%q, want %q", body, want)
	}
}

func TestKeptPageCarriesNoRequestID(t *testing.T) {
	s := server.New(server.Options{Cache: pagecache.New(pagecache.Options{})})
	s.Router().Page("/", pagecache.Live(), ok)

	get(t, s, "/")
	res, _ := get(t, s, "/")

	if id := res.Header.Get("X-Request-Id"); id != "" {
		t.Fatalf("the second reader got the first one's id %s", id)
	}
}

func TestWhoIsSignedOutIsSentToSignIn(t *testing.T) {
	s := server.New(server.Options{SignIn: func(back string) string { return "/in?next=" + back }})
	out := func(*fiber.Ctx) error { return fault.New(fault.SignedOut, "Sign in.") }
	s.Router().Get("/orders", out)
	s.Router().Post("/orders", out)

	page, _ := get(t, s, "/orders?page=2")
	post, _ := send(t, s, build("POST", "/orders"))
	htmx, _ := get(t, s, "/orders", "HX-Request", "true")

	if page.StatusCode != 303 || page.Header.Get("Location") != "/in?next=/orders?page=2" {
		t.Errorf("page: %d %s", page.StatusCode, page.Header.Get("Location"))
	}
	if post.StatusCode != 303 || post.Header.Get("Location") != "/in?next=" {
		t.Errorf("post: %d %s", post.StatusCode, post.Header.Get("Location"))
	}
	if htmx.Header.Get("HX-Redirect") != "/in?next=/orders" {
		t.Errorf("htmx: %d %v", htmx.StatusCode, htmx.Header)
	}
}
