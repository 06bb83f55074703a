package pagecache_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"

	"holdfast/web/pagecache"
	"holdfast/web/request"
)

// shop is a cache before a handler that counts how often it runs.
type shop struct {
	*pagecache.Cache
	app  *fiber.App
	runs atomic.Int64
	now  time.Time
}

func open(t testing.TB, o pagecache.Options, rule pagecache.Rule, h fiber.Handler) *shop {
	t.Helper()
	s := &shop{now: time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)}
	o.Clock = func() time.Time { return s.now }
	if o.Personal == nil {
		o.Personal = []string{"session", "cart"}
	}
	s.Cache = pagecache.New(o)
	s.app = fiber.New(fiber.Config{Immutable: true})
	s.app.Get("/products/:slug", s.Handler(rule), func(c *fiber.Ctx) error {
		s.runs.Add(1)
		return h(c)
	})
	return s
}

// mug is a page that names its own address.
func mug(c *fiber.Ctx) error {
	pagecache.Tag(c, "product:"+c.Params("slug"))
	c.Type("html", "utf-8")
	return c.SendString("<h1>" + c.Params("slug") + "</h1>" + c.Context().QueryArgs().String())
}

// get returns the answer to a GET of path with headers, in pairs.
func (s *shop) get(t testing.TB, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	return s.do(t, "GET", path, headers...)
}

func (s *shop) do(t testing.TB, method, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := s.app.Test(r)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(b)
}

func (s *shop) wantRuns(t *testing.T, want int64, when string) {
	t.Helper()
	if got := s.runs.Load(); got != want {
		t.Fatalf("%s: made %d times, want %d", when, got, want)
	}
}

func TestPageIsMadeOnce(t *testing.T) {
	s := open(t, pagecache.Options{}, pagecache.Live(), mug)

	_, first := s.get(t, "/products/mug")
	res, second := s.get(t, "/products/mug")

	s.wantRuns(t, 1, "two readers")
	if first != second || res.Header.Get("Cache-Control") != "private, no-cache" || res.Header.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Fatalf("%q, then %q with %v", first, second, res.Header)
	}
	if !strings.Contains(res.Header.Get("Vary"), "HX-Request") {
		t.Errorf("Vary: %s", res.Header.Get("Vary"))
	}
}

func TestPageGrowsOld(t *testing.T) {
	s := open(t, pagecache.Options{}, pagecache.Live(), mug)
	s.get(t, "/products/mug")

	s.now = s.now.Add(2 * time.Second)
	s.get(t, "/products/mug")

	s.wantRuns(t, 2, "after two seconds")
}

func TestOnlyKnownParametersTellPagesApart(t *testing.T) {
	s := open(t, pagecache.Options{}, pagecache.Live("sort", "page"), mug)

	_, first := s.get(t, "/products/mug?utm_source=a&page=2&sort=price")
	_, second := s.get(t, "/products/mug?sort=price&page=2&fbclid=b")
	s.wantRuns(t, 1, "the same parameters in another order, beside unknown ones")
	s.get(t, "/products/mug?page=3&sort=price")
	s.wantRuns(t, 2, "another page")

	if first != second || first != "<h1>mug</h1>page=2&sort=price" {
		t.Fatalf("%q, then %q", first, second)
	}
}

func TestLongAddressesAreNotKept(t *testing.T) {
	s := open(t, pagecache.Options{}, pagecache.Live("q"), mug)
	long := "/products/mug?q=" + strings.Repeat("x", 600)

	s.get(t, long)
	s.get(t, long)

	s.wantRuns(t, 2, "two readers of a long address")
}

func TestWhoBringsSomethingGetsAPageOfTheirOwn(t *testing.T) {
	for _, headers := range [][]string{
		{"Cookie", "session=1"}, {"Cookie", "theme=dark; cart=2"}, {"HX-Request", "true"},
		{"HX-History-Restore-Request", "true"}, {"Authorization", "Basic eDp5"},
	} {
		s := open(t, pagecache.Options{}, pagecache.Live(), func(c *fiber.Ctx) error {
			return c.SendString("for " + c.Get(headers[0]))
		})
		_, anonymous := s.get(t, "/products/mug")
		_, own := s.get(t, "/products/mug", headers...)
		s.get(t, "/products/mug", headers...)

		s.wantRuns(t, 3, headers[0])
		if anonymous != "for " || own != "for "+headers[1] {
			t.Errorf("%v: %q, then %q", headers, anonymous, own)
		}
	}
}

func TestSomeAnswersAreNeverKept(t *testing.T) {
	for name, h := range map[string]fiber.Handler{
		"sets a cookie": func(c *fiber.Ctx) error { c.Cookie(&fiber.Cookie{Name: "a", Value: "b"}); return c.SendString("x") },
		"not found":     func(c *fiber.Ctx) error { return c.Status(404).SendString("x") },
		"redirect":      func(c *fiber.Ctx) error { return c.Redirect("/", 301) },
		"no-store":      func(c *fiber.Ctx) error { c.Set("Cache-Control", "no-store"); return c.SendString("x") },
		"error":         func(*fiber.Ctx) error { return fiber.ErrTeapot },
	} {
		s := open(t, pagecache.Options{}, pagecache.Live(), h)
		s.get(t, "/products/mug")
		s.get(t, "/products/mug")
		s.wantRuns(t, 2, name)
	}
}

func TestDroppedPageIsMadeAnew(t *testing.T) {
	s := open(t, pagecache.Options{}, pagecache.Still(), mug)
	s.get(t, "/products/mug")
	s.get(t, "/products/jug")

	s.Drop("product:mug")
	s.get(t, "/products/mug")
	s.get(t, "/products/jug")
	s.wantRuns(t, 3, "one of two dropped")

	s.DropAll()
	s.get(t, "/products/jug")
	s.wantRuns(t, 4, "all dropped")
}

func TestUnchangedPageIsNotSentAgain(t *testing.T) {
	s := open(t, pagecache.Options{}, pagecache.Live(), mug)
	res, _ := s.get(t, "/products/mug")
	etag := res.Header.Get("ETag")

	hit, body := s.get(t, "/products/mug", "If-None-Match", etag)
	s.now = s.now.Add(time.Minute)
	made, _ := s.get(t, "/products/mug", "If-None-Match", etag)
	other, _ := s.get(t, "/products/jug", "If-None-Match", etag)

	if hit.StatusCode != 304 || body != "" || made.StatusCode != 304 || other.StatusCode != 200 {
		t.Fatalf("kept %d, made anew %d, another page %d", hit.StatusCode, made.StatusCode, other.StatusCode)
	}
}

func TestEachReaderGetsAnEncodingItReads(t *testing.T) {
	long := strings.Repeat("harbour ", 4000)
	s := open(t, pagecache.Options{}, pagecache.Live(), func(c *fiber.Ctx) error { return c.SendString(long) })
	read := map[string]func(io.Reader) io.Reader{
		"":     func(r io.Reader) io.Reader { return r },
		"br":   func(r io.Reader) io.Reader { return brotli.NewReader(r) },
		"gzip": func(r io.Reader) io.Reader { z, _ := gzip.NewReader(r); return z },
	}
	for range 3 { // made, then kept
		for accepted, want := range map[string]string{"": "", "br": "br", "gzip": "gzip", "gzip, deflate, br": "br", "deflate": ""} {
			res, body := s.get(t, "/products/mug", "Accept-Encoding", accepted)
			got := res.Header.Get("Content-Encoding")
			plain, err := io.ReadAll(read[got](strings.NewReader(body)))
			if err != nil || string(plain) != long {
				t.Fatalf("accepted %q, got %q: %d bytes, %v", accepted, got, len(plain), err)
			}
			if s.runs.Load() == 1 && s.Stats().Hits > 0 && got != want {
				t.Errorf("accepted %q, got %q", accepted, got)
			}
		}
	}
}

func TestHeadIsAnsweredFromTheCacheOnly(t *testing.T) {
	s := open(t, pagecache.Options{}, pagecache.Live(), mug)
	s.get(t, "/products/mug")

	res, body := s.do(t, "HEAD", "/products/mug")

	s.wantRuns(t, 1, "a HEAD after a GET")
	if body != "" || res.ContentLength != int64(len("<h1>mug</h1>")) {
		t.Fatalf("length %d, body %q", res.ContentLength, body)
	}
}

func TestVariantsAreKeptApart(t *testing.T) {
	s := open(t, pagecache.Options{Variant: func(c *fiber.Ctx) request.Variant {
		return request.Variant{Locale: c.Get("Accept-Language"), Shop: c.Get("Shop"), Features: c.Get("Features")}
	}}, pagecache.Live(), func(c *fiber.Ctx) error {
		v, _ := pagecache.Filling(c)
		return c.SendString(v.Locale + " of " + v.Shop + " with " + v.Features)
	})

	for range 2 {
		for _, v := range [][3]string{{"en", "en", ""}, {"de", "en", ""}, {"de", "de", ""}, {"d", "een", ""}, {"", "de", "en"}, {"de", "", "en"}} {
			_, got := s.get(t, "/products/mug", "Accept-Language", v[0], "Shop", v[1], "Features", v[2])
			if want := v[0] + " of " + v[1] + " with " + v[2]; got != want {
				t.Fatalf("got %q, want %q", got, want)
			}
		}
	}
	s.wantRuns(t, 6, "six variants, twice each")
}

func TestCacheStaysWithinItsBytes(t *testing.T) {
	const limit = 1 << 20
	s := open(t, pagecache.Options{Bytes: limit}, pagecache.Still(), func(c *fiber.Ctx) error {
		return c.SendString(strings.Repeat(c.Params("slug"), 500))
	})
	for i := range 2000 {
		s.get(t, "/products/p"+strconv.Itoa(1000+i))
		s.get(t, "/products/popular")
		if b := s.Stats().Bytes; b > limit {
			t.Fatalf("%d bytes after %d pages", b, i)
		}
	}
	s.wantRuns(t, 2001, "a page that is read often, beside 2,000 that are read once")
}

func TestUnchangedBytesAreNotCompressedAgain(t *testing.T) {
	s := open(t, pagecache.Options{}, pagecache.Live(), mug)
	for range 3 {
		s.get(t, "/products/mug", "Accept-Encoding", "br")
		s.get(t, "/products/mug", "Accept-Encoding", "br")
		s.now = s.now.Add(time.Minute)
	}
	res, body := s.get(t, "/products/mug", "Accept-Encoding", "br")
	plain, err := io.ReadAll(brotli.NewReader(bytes.NewReader([]byte(body))))

	if err != nil || string(plain) != "<h1>mug</h1>" || res.StatusCode != 200 {
		t.Fatalf("%q, %v", plain, err)
	}
}
