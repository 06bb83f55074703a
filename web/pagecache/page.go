package pagecache

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"sync"
	"sync/atomic"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// control lets a browser keep the page, and ask each time whether it is still
// the one: that costs a 304. Only going back shows what was there before.
const control = "private, no-cache"

// vary names what decides between this page and another one at its address.
const vary = "Accept-Encoding, Accept-Language, Cookie, HX-Request, HX-Request-Type, HX-History-Restore-Request, HX-Target"

const brotliQuality = 5 // 0.7 ms for 36 KB; 6 saves 3 % more and costs an eighth more

// page is one kept page.
type page struct {
	key    string
	tags   []string
	until  int64 // when it is too old, in nanoseconds of Unix time
	etag   []byte
	header fasthttp.ResponseHeader
	body   *bodies

	// guarded by the shard's lock
	newer, older *page
	size         int
	seen         atomic.Bool // since the hand last passed
}

// bodies is a page's bytes in each encoding. Each is made once, when it is
// first asked for; a page made anew with the same bytes takes them over.
type bodies struct {
	plain  []byte
	gzip   encoded
	brotli encoded
}

type encoded struct {
	once  sync.Once
	bytes []byte
}

func newPage(res *fasthttp.Response, f *flight, until int64) *page {
	m := &page{key: f.key, tags: f.tags, until: until, body: &bodies{plain: bytes.Clone(res.Body())}}
	sum := sha256.Sum256(m.body.plain)
	m.etag = []byte(`W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`)
	res.Header.CopyTo(&m.header)
	m.header.Del(fiber.HeaderXRequestID)
	m.header.Del(fiber.HeaderContentLength)
	m.header.SetBytesV(fiber.HeaderETag, m.etag)
	m.header.Set(fiber.HeaderCacheControl, control)
	m.header.Set(fiber.HeaderVary, vary)
	m.size = len(m.key) + len(m.body.plain) + overhead
	return m
}

// overhead is what a page takes beside its bytes, about.
const overhead = 2 << 10

// write answers c with m, in the smallest encoding it reads.
func (p *Cache) write(c *fiber.Ctx, s *shard, m *page, a ask) error {
	res := c.Response()
	m.header.CopyTo(&res.Header)
	if len(a.etag) > 0 && bytes.Contains(a.etag, m.etag) {
		res.SetStatusCode(fiber.StatusNotModified)
		return nil
	}
	switch {
	case a.brotli:
		res.Header.SetContentEncoding("br")
		res.SetBodyRaw(s.encode(m, &m.body.brotli, brotli))
	case a.gzip:
		res.Header.SetContentEncoding("gzip")
		res.SetBodyRaw(s.encode(m, &m.body.gzip, gzip))
	default:
		res.SetBodyRaw(m.body.plain)
	}
	return nil
}

// first answers whoever the page was made for. Most pages are read once before
// they are too old, so this one is compressed fast, and well only for the next.
func (m *page) first(c *fiber.Ctx, a ask) error {
	res := c.Response()
	m.header.CopyTo(&res.Header)
	switch {
	case bytes.Contains(a.etag, m.etag):
		res.ResetBody()
		res.SetStatusCode(fiber.StatusNotModified)
	case a.gzip:
		res.Header.SetContentEncoding("gzip")
		res.SetBodyRaw(fasthttp.AppendGzipBytesLevel(nil, m.body.plain, fasthttp.CompressBestSpeed))
	case a.brotli:
		res.Header.SetContentEncoding("br")
		res.SetBodyRaw(fasthttp.AppendBrotliBytesLevel(nil, m.body.plain, fasthttp.CompressBrotliBestSpeed))
	}
	return nil
}

func brotli(b []byte) []byte { return fasthttp.AppendBrotliBytesLevel(nil, b, brotliQuality) }
func gzip(b []byte) []byte   { return fasthttp.AppendGzipBytesLevel(nil, b, 6) }

func noStore(control []byte) bool {
	return bytes.Contains(control, []byte("no-store"))
}
