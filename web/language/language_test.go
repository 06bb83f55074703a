package language_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"holdfast/web/language"
)

// door is a shop that says at which of its pages one is, in which language.
type door struct {
	t       *testing.T
	app     *fiber.App
	chooser *language.Chooser
	offer   language.Offer
	broken  error
}

func open(t *testing.T, own string, others ...string) *door {
	d := &door{t: t, app: fiber.New(fiber.Config{Immutable: true, StrictRouting: true, CaseSensitive: true}), offer: language.Offer{Own: own, Others: others}}
	d.chooser = language.New(language.Options{Offer: func(context.Context) (language.Offer, error) { return d.offer, d.broken }})
	d.app.Use(d.chooser.Handler)
	d.app.Post("/language", d.chooser.Choose)
	d.app.Use(func(c *fiber.Ctx) error {
		if led, err := d.chooser.Prefer(c); led {
			return err
		}
		v := d.chooser.Variant(c)
		return c.SendString(c.Path() + " in " + v.Locale + " of " + v.Shop)
	})
	return d
}

// get returns what is said at address, or where it leads.
func (d *door) get(address string, headers ...string) string {
	d.t.Helper()
	return d.ask(httptest.NewRequest(http.MethodGet, address, nil), headers...)
}

func (d *door) ask(r *http.Request, headers ...string) string {
	d.t.Helper()
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := d.app.Test(r, -1)
	if err != nil {
		d.t.Fatal(err)
	}
	defer res.Body.Close()
	if to := res.Header.Get("Location"); to != "" {
		return "-> " + to
	}
	var said strings.Builder
	if err := res.Write(&said); err != nil {
		d.t.Fatal(err)
	}
	_, body, _ := strings.Cut(said.String(), "\r\n\r\n")
	return body
}

func (d *door) want(got, want string) {
	d.t.Helper()
	if got != want {
		d.t.Errorf("got %q, want %q", got, want)
	}
}

func TestTheAddressDecides(t *testing.T) {
	d := open(t, "en-IE", "de", "ar-EG", "de-AT", "fr")
	d.want(d.get("/cart"), "/cart in en of en")
	d.want(d.get("/de/cart"), "/cart in de of en")
	d.want(d.get("/ar/"), "/ in ar of en")
	d.want(d.get("/de"), "-> /de/")
	d.want(d.get("/de/cart", "Accept-Language", "ar", "Cookie", "language=ar"), "/cart in de of en")
}

func TestALanguageThatIsNotOfferedLeadsToTheMerchants(t *testing.T) {
	d := open(t, "de", "en")
	d.want(d.get("/ar/cart?x=1"), "-> /cart?x=1")
	d.want(d.get("/de/cart"), "-> /cart")
	d.want(d.get("/de"), "-> /")
	d.want(d.get("/en/cart"), "/cart in en of de")
	d.want(d.get("/fr/cart"), "/fr/cart in de of de")
}

func TestReadersAreLedToTheLanguageTheyPrefer(t *testing.T) {
	d := open(t, "en", "de", "ar")
	d.want(d.get("/products/mug?variant=a", "Accept-Language", "de-AT,de;q=0.9,en;q=0.5"), "-> /de/products/mug?variant=a")
	d.want(d.get("/", "Accept-Language", "fr,ar;q=0.4"), "-> /ar/")
	for _, mine := range []string{"en-GB,de;q=0.8", "fr", "*", "", "de;q=0", "?;=", strings.Repeat("x", 4000), "de-"} {
		d.want(d.get("/", "Accept-Language", mine), "/ in en of en")
	}
}

func TestWhatWasChosenRules(t *testing.T) {
	d := open(t, "en", "de", "ar")
	d.want(d.get("/", "Accept-Language", "de", "Cookie", "language=en"), "/ in en of en")
	d.want(d.get("/", "Accept-Language", "en", "Cookie", "language=ar"), "-> /ar/")
	d.want(d.get("/", "Accept-Language", "en", "Cookie", "language=../evil"), "/ in en of en")
}

func TestWhoFollowsALinkOfTheShopStaysInItsLanguage(t *testing.T) {
	d := open(t, "en", "de")
	d.want(d.get("/cart", "Accept-Language", "de", "Sec-Fetch-Site", "same-origin"), "/cart in en of en")
	d.want(d.get("/cart", "Accept-Language", "de", "Sec-Fetch-Site", "cross-site"), "-> /de/cart")
	ahead := []string{"Accept-Language", "de", "Sec-Fetch-Site", "none", "Sec-Purpose", "prefetch", "Referer"}
	d.want(d.get("/cart", append(ahead, "http://example.com/")...), "/cart in en of en")
	d.want(d.get("/cart", append(ahead, "http://elsewhere.example/")...), "-> /de/cart")
	d.want(d.get("/cart", append(ahead, "")...), "-> /de/cart")
}

func TestFormsAreNotLedElsewhere(t *testing.T) {
	d := open(t, "en", "de")
	r := httptest.NewRequest(http.MethodPost, "/cart/lines", strings.NewReader("sku=a"))
	d.want(d.ask(r, "Accept-Language", "de", "Cookie", "language=de"), "/cart/lines in en of en")
	r = httptest.NewRequest(http.MethodPost, "/de/cart/lines", strings.NewReader("sku=a"))
	d.want(d.ask(r), "/cart/lines in de of en")
}

func TestTheChoiceIsRememberedAndLeadsBack(t *testing.T) {
	d := open(t, "en", "de")
	for back, want := range map[string]string{
		"/cart": "-> /de/cart", "/de/cart?x=1": "-> /de/cart?x=1", "/search?q=/a/b": "-> /de/search?q=/a/b", "": "-> /de/",
		"//evil.example": "-> /de/", "https://evil.example": "-> /de/", `/\evil.example`: "-> /de/", "/de//evil.example": "-> /de//evil.example",
		"/a\r\nSet-Cookie: x=y": "-> /de/", "/" + strings.Repeat("a", 3000): "-> /de/",
	} {
		form := url.Values{"language": {"de"}, "back": {back}}
		r := httptest.NewRequest(http.MethodPost, "/language", strings.NewReader(form.Encode()))
		d.want(d.ask(r, "Content-Type", "application/x-www-form-urlencoded"), want)
	}
	r := httptest.NewRequest(http.MethodPost, "/de/language", strings.NewReader("language=en&back=/de/cart"))
	d.want(d.ask(r, "Content-Type", "application/x-www-form-urlencoded"), "-> /cart")
	r = httptest.NewRequest(http.MethodPost, "/language", strings.NewReader("language=xx&back=/cart"))
	d.want(d.ask(r, "Content-Type", "application/x-www-form-urlencoded"), "-> /cart")
}

func TestTheOfferIsReadAgainWhenItChanges(t *testing.T) {
	d := open(t, "en", "de")
	d.want(d.get("/de/"), "/ in de of en")
	d.offer.Others = []string{"ar"}
	d.want(d.get("/de/"), "/ in de of en")
	d.chooser.Refresh()
	d.broken = errors.New("database away")
	d.want(d.get("/de/"), "/ in de of en")
	d.broken = nil
	d.want(d.get("/ar/"), "/ in ar of en")
	d.want(d.get("/de/x"), "-> /x")
}

// FuzzNoAddressLeadsOutOfTheShop asks for any address in any language and
// follows: every step stays on this host, and there are few.
func FuzzNoAddressLeadsOutOfTheShop(f *testing.F) {
	for _, path := range []string{"//de", "/de/de", "/DE", "/de../", "/de//evil.example", `/de/\evil.example`, "/%64e/", "/de%2f%2fevil.example",
		"/en//evil.example", "/ar/%0d%0aSet-Cookie:x", "/en/../..//evil.example", "/de/?q=//evil.example", "/en/.//evil.example", "/ar"} {
		f.Add(path, "de,ar;q=0.5", "ar")
	}
	d := open(&testing.T{}, "en", "de")
	f.Fuzz(func(t *testing.T, path, accepted, chosen string) {
		d.t = t
		for range 4 {
			r, ok := request(path)
			if !ok {
				return
			}
			r.Header.Set("Accept-Language", accepted)
			r.Header.Set("Cookie", "language="+chosen)
			res, err := d.app.Test(r, -1)
			if err != nil {
				return // not HTTP
			}
			res.Body.Close()
			to := res.Header.Get("Location")
			if to == "" {
				return
			}
			if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\t\r\n") && strings.IndexAny(to, "\\\t\r\n") < 3 {
				t.Fatalf("%q leads to %q", path, to)
			}
			if u, err := url.Parse(to); err == nil && u.Host != "" {
				t.Fatalf("%q leads to the host %q", path, u.Host)
			}
			path = to
		}
		t.Fatalf("%q leads on and on", path)
	})
}

// request is a request for path as it stands; ok is false for what is none.
func request(path string) (r *http.Request, ok bool) {
	if !strings.HasPrefix(path, "/") || strings.ContainsAny(path, " \r\n\x00") {
		return nil, false
	}
	r = httptest.NewRequest(http.MethodGet, "/", nil)
	r.RequestURI = path
	return r, true
}

func BenchmarkPrefer(b *testing.B) {
	chooser := language.New(language.Options{Offer: func(context.Context) (language.Offer, error) {
		return language.Offer{Own: "en", Others: []string{"de", "ar"}}, nil
	}})
	app := fiber.New()
	app.Use(chooser.Handler)
	var led bool
	app.Get("/", func(c *fiber.Ctx) error {
		c.Request().Header.Set("Accept-Language", "en-GB,en;q=0.9,de;q=0.8")
		for b.Loop() {
			led, _ = chooser.Prefer(c)
		}
		return nil
	})
	if _, err := app.Test(httptest.NewRequest(http.MethodGet, "/", nil), -1); err != nil || led {
		b.Fatal(err, led)
	}
}
