package secure_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/fault"
	"holdfast/web/secure"
)

func status(c *fiber.Ctx, err error) error {
	if fault.KindOf(err) == fault.Denied {
		return c.SendStatus(http.StatusForbidden)
	}
	return c.SendStatus(http.StatusInternalServerError)
}

func send(t *testing.T, app *fiber.App, r *http.Request) *http.Response {
	t.Helper()
	res, err := app.Test(r)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestCrossSiteCheckAgreesWithTheStandardLibrary(t *testing.T) {
	const own = "https://shop.example"
	app := fiber.New(fiber.Config{ErrorHandler: status})
	app.All("/", secure.SameSite(own), func(c *fiber.Ctx) error { return c.SendStatus(200) })
	std := http.NewCrossOriginProtection()
	if err := std.AddTrustedOrigin(own); err != nil {
		t.Fatal(err)
	}
	for _, method := range []string{"GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"} {
		for _, site := range []string{"", "same-origin", "none", "same-site", "cross-site", "rubbish"} {
			for _, origin := range []string{"", "null", "http://shop.local", "https://shop.local", "http://evil.example", own, "http://", "shop.local", ":"} {
				r := httptest.NewRequest(method, "/", nil)
				r.Host = "shop.local"
				if site != "" {
					r.Header.Set("Sec-Fetch-Site", site)
				}
				if origin != "" {
					r.Header.Set("Origin", origin)
				}
				want := http.StatusOK
				if std.Check(r) != nil {
					want = http.StatusForbidden
				}
				if got := send(t, app, r).StatusCode; got != want {
					t.Errorf("%s from %q, origin %q: %d, want %d", method, site, origin, got, want)
				}
			}
		}
	}
}

func TestHeadersAreOnTheAnswer(t *testing.T) {
	headers := secure.NewHeaders(secure.HeaderOptions{TLS: true, FormActions: []string{"https://pay.example"}})
	app := fiber.New()
	app.Get("/", func(c *fiber.Ctx) error { headers.Apply(c); return c.SendString("x") })

	h := send(t, app, httptest.NewRequest("GET", "/", nil)).Header

	csp := h.Get("Content-Security-Policy")
	for _, part := range []string{"default-src 'none'", "form-action 'self' https://pay.example", "frame-ancestors 'none'", "base-uri 'none'"} {
		if !strings.Contains(csp, part) {
			t.Errorf("policy %q lacks %q", csp, part)
		}
	}
	if strings.Contains(csp, "unsafe") {
		t.Errorf("policy %q is unsafe", csp)
	}
	for _, name := range []string{"Strict-Transport-Security", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"} {
		if h.Get(name) == "" {
			t.Errorf("no %s", name)
		}
	}
}

func TestPlainHTTPIsNotToldToInsistOnTLS(t *testing.T) {
	headers := secure.NewHeaders(secure.HeaderOptions{})
	app := fiber.New()
	app.Get("/", func(c *fiber.Ctx) error { headers.Apply(c); return c.SendString("x") })

	if h := send(t, app, httptest.NewRequest("GET", "/", nil)).Header.Get("Strict-Transport-Security"); h != "" {
		t.Fatalf("Strict-Transport-Security: %s", h)
	}
}

func TestTokenBelongsToItsSession(t *testing.T) {
	tokens := secure.NewTokens([]byte("key"), func(c *fiber.Ctx) string { return c.Get("Session") })
	app := fiber.New(fiber.Config{ErrorHandler: status})
	app.Use(tokens.Check)
	app.Get("/", func(c *fiber.Ctx) error { return c.SendString(tokens.Token(c)) })
	app.Post("/", func(c *fiber.Ctx) error { return c.SendStatus(200) })
	issue := func(session string) string {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Session", session)
		b, _ := io.ReadAll(send(t, app, r).Body)
		return string(b)
	}
	post := func(session, token string) int {
		r := httptest.NewRequest("POST", "/", strings.NewReader(url.Values{secure.TokenField: {token}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Session", session)
		return send(t, app, r).StatusCode
	}
	token := issue("a")

	for _, tt := range []struct {
		session, token string
		want           int
	}{
		{"a", token, 200}, {"a", issue("a"), 200}, {"b", token, 403}, {"a", "", 403}, {"a", token[1:], 403}, {"", issue(""), 403},
	} {
		if got := post(tt.session, tt.token); got != tt.want {
			t.Errorf("session %q with token %q: %d, want %d", tt.session, tt.token, got, tt.want)
		}
	}
	if token == issue("a") {
		t.Error("two tokens are the same")
	}
}

func TestTokensOfTheOlderKeyHoldWhileKeysAreChanged(t *testing.T) {
	session := func(c *fiber.Ctx) string { return "a" }
	before, old, now := []byte("the key before that"), []byte("the older key"), []byte("the newer key")
	app := fiber.New(fiber.Config{ErrorHandler: status})
	issue := func(t *secure.Tokens, path string) {
		app.Get(path, func(c *fiber.Ctx) error { return c.SendString(t.Token(c)) })
	}
	changing := secure.NewTokens(now, session, old)
	issue(secure.NewTokens(before, session), "/before")
	issue(secure.NewTokens(old, session), "/old")
	issue(changing, "/now")
	app.Post("/", changing.Check, func(c *fiber.Ctx) error { return c.SendStatus(200) })

	for path, want := range map[string]int{"/before": 403, "/old": 200, "/now": 200} {
		token, _ := io.ReadAll(send(t, app, httptest.NewRequest("GET", path, nil)).Body)
		r := httptest.NewRequest("POST", "/", strings.NewReader(url.Values{secure.TokenField: {string(token)}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if got := send(t, app, r).StatusCode; got != want {
			t.Errorf("a form made under the key of %s: %d, want %d", path, got, want)
		}
	}
}

func TestCookieIsKeptFromScriptsAndSisterDomains(t *testing.T) {
	app := fiber.New()
	app.Get("/", func(c *fiber.Ctx) error {
		secure.NewCookie("cart", true).Set(c, "v", time.Hour)
		secure.NewCookie("plain", false).Set(c, "v", 0)
		secure.NewCookie("gone", false).Clear(c)
		return nil
	})

	got := send(t, app, httptest.NewRequest("GET", "/", nil)).Cookies()

	if len(got) != 3 {
		t.Fatalf("cookies %v", got)
	}
	if k := got[0]; k.Name != "__Host-cart" || !k.Secure || !k.HttpOnly || k.Path != "/" || k.Domain != "" || k.MaxAge != 3600 || k.SameSite != http.SameSiteLaxMode {
		t.Errorf("behind TLS: %s", k.Raw)
	}
	if k := got[1]; k.Name != "plain" || k.Secure || k.MaxAge != 0 || !k.Expires.IsZero() {
		t.Errorf("without TLS: %s", k.Raw)
	}
	if k := got[2]; !k.Expires.Before(time.Now()) || k.Expires.IsZero() {
		t.Errorf("cleared: %s", k.Raw)
	}
}
