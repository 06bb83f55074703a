package pagecache

import (
	"bytes"
	"net/textproto"

	"github.com/gofiber/fiber/v2"
)

// ask is what a request says about the answer it wants, read from its headers
// in one pass: looking each of them up costs more than all the rest of a hit.
type ask struct {
	personal     bool // it wants a page of its own
	head         bool
	brotli, gzip bool
	etag         []byte // belongs to the request
}

// Header names as fasthttp writes them.
var (
	hxRequest = textproto.CanonicalMIMEHeaderKey("HX-Request")
	hxRestore = textproto.CanonicalMIMEHeaderKey("HX-History-Restore-Request")
)

// asked reads c's headers. Who gets the page that everybody gets only reads,
// wants a whole page, and brings nothing of their own.
func (p *Cache) asked(c *fiber.Ctx) (a ask) {
	switch c.Method() {
	case fiber.MethodGet:
	case fiber.MethodHead:
		a.head = true
	default:
		return ask{personal: true}
	}
	h := &c.Request().Header
	cookies := false
	for name, value := range h.All() {
		switch string(name) {
		case hxRequest, hxRestore, fiber.HeaderAuthorization:
			return ask{personal: true}
		case fiber.HeaderCookie:
			cookies = true
		case fiber.HeaderAcceptEncoding:
			a.brotli, a.gzip = reads(value, "br"), reads(value, "gzip")
		case fiber.HeaderIfNoneMatch:
			a.etag = value
		}
	}
	for i := 0; cookies && i < len(p.o.Personal); i++ {
		if len(h.Cookie(p.o.Personal[i])) > 0 {
			return ask{personal: true}
		}
	}
	return a
}

// reads reports whether an Accept-Encoding names encoding without conditions.
func reads(accepted []byte, encoding string) bool {
	for len(accepted) > 0 {
		var one []byte
		one, accepted, _ = bytes.Cut(accepted, []byte(","))
		if string(bytes.TrimSpace(one)) == encoding {
			return true
		}
	}
	return false
}
