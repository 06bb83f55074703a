package pagecache_test

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"holdfast/web/pagecache"
)

// tell is a handler without any discretion: it answers with everything that
// can be known of the request.
func tell(c *fiber.Ctx) error {
	pagecache.Tag(c, "product:mug")
	fmt.Fprintf(c.Response().BodyWriter(), "%s\n%s\n%s\n%s %s %s %s %s\n",
		c.Request().Header.String(), c.Body(), c.Context().URI().String(),
		c.IP(), c.Hostname(), c.BaseURL(), c.OriginalURL(), c.Cookies("session"))
	c.Context().VisitUserValues(func(k []byte, v any) { fmt.Fprintf(c.Response().BodyWriter(), "%s=%v\n", k, v) })
	c.Set("X-Host", c.Hostname())
	c.Set("X-Echo", c.Get("X-Echo"))
	c.Set("Link", c.BaseURL())
	return nil
}

// visit sends one raw request from addr and returns the raw answer; ok is
// false for what is no request.
func visit(app fasthttp.RequestHandler, addr, raw string) (answer string, ok bool) {
	ctx := &fasthttp.RequestCtx{}
	ctx.Init(&fasthttp.Request{}, &net.TCPAddr{IP: net.ParseIP(addr)}, nil)
	if err := ctx.Request.Read(bufio.NewReaderSize(strings.NewReader(raw), 64<<10)); err != nil {
		return "", false
	}
	app(ctx)
	var b bytes.Buffer
	if _, err := ctx.Response.WriteTo(&b); err != nil {
		return "", false
	}
	return b.String(), true
}

// FuzzCachedPageCarriesNoOthersByte lets one visitor say everything with a
// mark in it, wherever a request has room, and looks for the mark in what the
// next visitor is shown.
func FuzzCachedPageCarriesNoOthersByte(f *testing.F) {
	const mark = "Zq7xSECRETx7qZ"
	f.Add("session", "1", "X-Forwarded-Host", "evil.example", "utm_source=x", "shop.example", "body")
	f.Add("theme", "dark", "X-Forwarded-For", "1.2.3.4", "page=2&x", "shop.example:99", "")
	f.Add("cart", "", "HX-Request", "true", "page", "", "x")
	f.Add("", "", "X-Original-URL", "/admin", "q=%00", "a b", "")
	f.Add("a", "b\r\nX-Echo: y", "Accept-Language", "de", "&&&", "x\r\nHost: y", "")
	f.Add("a", "b", "Range", "bytes=0-1", "page=1;q=2", "shop", "")
	f.Add("theme", "dark", "X-Forwarded-Host", "evil.example", "utm_source=x", "shop.example", "body")
	f.Add("theme", "dark", "X-Forwarded-Proto", "ftp", "page=2", "evil.example", "")
	f.Add("a", "b", "X-HTTP-Method-Override", "POST", "%70age=3", "shop", "")
	f.Fuzz(func(t *testing.T, cookie, value, header, content, query, host, body string) {
		s := open(t, pagecache.Options{BaseURL: "https://shop.example"}, pagecache.Live("page"), tell)
		app := s.app.Handler()
		raw := fmt.Sprintf("GET /products/mug?%s&secret=%s HTTP/1.1\r\nHost: %s%s\r\nCookie: %s=%s; %s=%s\r\n%s: %s\r\nX-Echo: %s\r\nX-Forwarded-For: %s\r\nContent-Length: %d\r\n\r\n%s%s",
			query, mark, host, mark, cookie, value, mark, mark, header, content+mark, mark, mark, len(body)+len(mark), body, mark)
		own, ok := visit(app, "203.0.113.77", raw)
		if !ok {
			return
		}
		for _, q := range []string{"", "?page=1", "?page=2", "?page=3", "?page="} {
			next, ok := visit(app, "198.51.100.1", "GET /products/mug"+q+" HTTP/1.1\r\nHost: shop.example\r\n\r\n")
			if !ok {
				t.Fatal("the next visitor is not answered")
			}
			if strings.Contains(next, mark) || strings.Contains(next, "203.0.113.77") {
				t.Fatalf("shown to the next visitor of %q:\n%s\nafter:\n%q\nwho saw:\n%s", q, next, raw, own)
			}
		}
	})
}

func TestWhoIsAnonymousIsNotEvenShownToTheHandler(t *testing.T) {
	s := open(t, pagecache.Options{BaseURL: "https://shop.example"}, pagecache.Live(), tell)

	answer, ok := visit(s.app.Handler(), "203.0.113.77", "GET /products/mug?secret=1 HTTP/1.1\r\nHost: evil.example\r\nCookie: theme=secret\r\nX-Echo: secret\r\n\r\n")

	if !ok || strings.Contains(answer, "secret") || strings.Contains(answer, "evil") || !strings.Contains(answer, "shop.example") {
		t.Fatalf("%v:\n%s", ok, answer)
	}
}
