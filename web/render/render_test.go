package render_test

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"holdfast/web/render"
)

// cart is a page with one fragment, as a template would write it.
var cart = templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
	if _, err := io.WriteString(w, "<html>"); err != nil {
		return err
	}
	lines := templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, "<ul>mug</ul>")
		return err
	})
	return templ.Fragment("cart-lines").Render(templ.WithChildren(ctx, lines), w)
})

func answer(t *testing.T, h fiber.Handler, headers ...string) (*http.Response, string) {
	t.Helper()
	app := fiber.New()
	app.Get("/", h)
	r := httptest.NewRequest("GET", "/", nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := app.Test(r)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(b)
}

func TestPageOrTheFragmentThatWasAskedFor(t *testing.T) {
	const whole, part = "<html><ul>mug</ul>", "<ul>mug</ul>"
	for _, tt := range []struct {
		name, want, control string
		headers             []string
	}{
		{"browser", whole, "private, no-cache", nil},
		{"htmx", part, "no-store", []string{"HX-Request", "true", "HX-Target", "div#cart-lines"}},
		{"htmx by bare id", part, "no-store", []string{"HX-Request", "true", "HX-Target", "cart-lines"}},
		{"htmx, another target", whole, "private, no-cache", []string{"HX-Request", "true", "HX-Target", "div#other"}},
		{"htmx, whole page", whole, "private, no-cache", []string{"HX-Request", "true", "HX-Target", "div#cart-lines", "HX-Request-Type", "full"}},
		{"boosted link", whole, "private, no-cache", []string{"HX-Request", "true", "HX-Target", "div#cart-lines", "HX-Boosted", "true"}},
		{"back", whole, "private, no-cache", []string{"HX-History-Restore-Request", "true", "HX-Target", "div#cart-lines"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res, body := answer(t, func(c *fiber.Ctx) error { return render.Page(c, cart, "cart-lines") }, tt.headers...)
			if body != tt.want || res.Header.Get("Cache-Control") != tt.control {
				t.Errorf("%q, %s", body, res.Header.Get("Cache-Control"))
			}
			for _, name := range []string{"HX-Request", "HX-Target", "HX-History-Restore-Request"} {
				if !strings.Contains(res.Header.Get("Vary"), name) {
					t.Errorf("Vary: %s lacks %s", res.Header.Get("Vary"), name)
				}
			}
		})
	}
}

func TestPrivatePageIsNotStored(t *testing.T) {
	res, _ := answer(t, func(c *fiber.Ctx) error { render.NoStore(c); return render.Page(c, cart) })

	if got := res.Header.Get("Cache-Control"); got != "no-store" {
		t.Fatalf("Cache-Control: %s", got)
	}
}

func TestLeavingForAnotherSite(t *testing.T) {
	leave := func(c *fiber.Ctx) error { return render.Leave(c, "https://pay.example/1") }

	plain, _ := answer(t, leave)
	htmx, _ := answer(t, leave, "HX-Request", "true")

	if plain.StatusCode != 303 || plain.Header.Get("Location") != "https://pay.example/1" {
		t.Errorf("browser: %d %v", plain.StatusCode, plain.Header)
	}
	if htmx.StatusCode != 200 || htmx.Header.Get("HX-Redirect") != "https://pay.example/1" {
		t.Errorf("htmx: %d %v", htmx.StatusCode, htmx.Header)
	}
}

func TestLongTextIsCompressed(t *testing.T) {
	long := strings.Repeat("harbour ", 500)
	send := func(kind, body string) fiber.Handler {
		return func(c *fiber.Ctx) error {
			c.Type(kind)
			err := c.SendString(body)
			render.Compress(c)
			return err
		}
	}
	for _, tt := range []struct{ kind, body, accept, want string }{
		{"html", long, "gzip, br", "gzip"},
		{"json", long, "gzip", "gzip"},
		{"html", long, "", ""},
		{"html", "short", "gzip", ""},
		{"png", long, "gzip", ""},
	} {
		res, body := answer(t, send(tt.kind, tt.body), "Accept-Encoding", tt.accept)
		if got := res.Header.Get("Content-Encoding"); got != tt.want {
			t.Errorf("%+v: %s", tt.kind, got)
			continue
		}
		if tt.want == "gzip" {
			z, err := gzip.NewReader(strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(z)
			if err != nil {
				t.Fatal(err)
			}
			body = string(b)
		}
		if body != tt.body {
			t.Errorf("%s: other bytes", tt.kind)
		}
	}
}
