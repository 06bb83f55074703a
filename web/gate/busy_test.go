package gate_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"holdfast/views/i18n"
	"holdfast/web/gate"
	"holdfast/web/secure"
)

func busy() *gate.Busy {
	return gate.NewBusy(secure.NewHeaders(secure.HeaderOptions{}), []byte("<p>Busy"), []byte("<p>Nothing was lost"+gate.FormMarker+"</p>"))
}

func reject(t *testing.T, ours bool, r *http.Request) (*http.Response, string) {
	t.Helper()
	b := busy()
	app := fiber.New()
	app.Use(func(c *fiber.Ctx) error { return b.Answer(c, ours) })
	if r.Method == http.MethodPost && r.Header.Get("Content-Type") == "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := app.Test(r)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

func TestBusyTellsWhenToComeBack(t *testing.T) {
	after := map[string]bool{}
	for range 64 {
		res, body := reject(t, true, httptest.NewRequest("GET", "/", nil))
		if res.StatusCode != 503 || body != "<p>Busy" || res.Header.Get("Cache-Control") != "no-store" || res.Header.Get("Content-Security-Policy") == "" {
			t.Fatalf("%d %v %q", res.StatusCode, res.Header, body)
		}
		after[res.Header.Get("Retry-After")] = true
	}
	if len(after) < 4 || after[""] {
		t.Fatalf("everybody is told to come back at %v", after)
	}
}

func TestBusyPostCanBeSentAgain(t *testing.T) {
	_, body := reject(t, true, httptest.NewRequest("POST", "//cart/lines?x=1", strings.NewReader("sku=MUG&note=%22%3E%3Cscript%3E")))

	for _, want := range []string{
		`<form method="post" action="/cart/lines?x=1">`, `<input type="hidden" name="sku" value="MUG">`,
		`value="&#34;&gt;&lt;script&gt;"`, `<button class="button button--primary">Try again</button>`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in %s", want, body)
		}
	}
}

func TestBusySendsNothingBackThatIsNotOursToSend(t *testing.T) {
	for name, tt := range map[string]struct {
		ours bool
		form string
	}{
		"from another site": {false, "sku=MUG"},
		"a password":        {true, "email=a&Password=b"},
		"a large form":      {true, "note=" + strings.Repeat("x", 9<<10)},
	} {
		if _, body := reject(t, tt.ours, httptest.NewRequest("POST", "/cart", strings.NewReader(tt.form))); body != "<p>Nothing was lost</p>" {
			t.Errorf("%s: %s", name, body)
		}
	}
}

func BenchmarkBusy(b *testing.B) {
	page := busy()
	app := fiber.New()
	app.Get("/busy", func(c *fiber.Ctx) error { return page.Answer(c, true) })
	app.Get("/fiber", func(c *fiber.Ctx) error { return c.SendString("busy") })
	handler := app.Handler()
	for _, path := range []string{"/busy", "/fiber"} {
		b.Run(path[1:], func(b *testing.B) {
			ctx := &fasthttp.RequestCtx{}
			ctx.Request.SetRequestURI(path)
			b.ReportAllocs()
			for b.Loop() {
				ctx.Response.Reset()
				handler(ctx)
			}
		})
	}
}

func TestWhatIsSentAgainIsInTheReadersLanguage(t *testing.T) {
	app := fiber.New()
	app.Post("/", func(c *fiber.Ctx) error {
		c.SetUserContext(i18n.With(c.UserContext(), i18n.For("de")))
		return c.SendString(gate.Again(c, 100))
	})
	req := httptest.NewRequest("POST", "/", strings.NewReader("a=b"))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := app.Test(req)
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(res.Body); err != nil || !strings.Contains(string(body), ">Noch einmal versuchen</button>") {
		t.Errorf("%s, %v", body, err)
	}
}
