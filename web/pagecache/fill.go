package pagecache

import (
	"bytes"
	"hash/maphash"
	"net"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/web/request"
)

// flight is a page that is being made. Its shard's lock guards what is
// dropped meanwhile; the rest belongs to whoever makes it, until it has landed.
type flight struct {
	key     string
	variant request.Variant
	tags    []string

	dropped    []string
	everything bool

	done  chan struct{}
	page  *page // nil if it cannot be shared
	again bool  // what it shows has changed: who waits asks once more
}

// wait waits until the page is there or patience ends.
func (f *flight) wait(patience time.Duration) (made *page, again bool) {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-f.done:
		return f.page, f.again
	case <-timer.C:
		return nil, false
	}
}

// nobody is the address of everybody.
var nobody = &net.TCPAddr{IP: net.IPv4zero}

// fill lets the page be made, keeps it if it may, and answers.
func (p *Cache) fill(c *fiber.Ctx, s *shard, f *flight, r Rule, a ask) error {
	a.etag = bytes.Clone(a.etag) // what follows clears the request
	f.variant = p.o.Variant(c)
	p.strip(c, f)
	defer func() { // also when a handler panics
		c.Context().SetRemoteAddr(nil)
		s.land(f, nil) // nothing, when it has landed below
	}()
	err := c.Next()
	if err == nil && unmade(c) {
		if old := s.outdated([]byte(f.key), p.o.Clock().UnixNano()); old != nil {
			return p.write(c, s, old, a)
		}
	}
	if err != nil || !keepable(c) {
		return err
	}
	made := newPage(c.Response(), f, p.o.Clock().Add(r.maxAge).UnixNano())
	if s.land(f, made) {
		p.stored.Add(1)
	}
	return made.first(c, a)
}

type unmadeKey struct{}

// Unmade says that c's page could not be made for want of the shop's records: an
// older one is better than the page that says so.
func Unmade(c *fiber.Ctx) { c.Locals(unmadeKey{}, true) }

func unmade(c *fiber.Ctx) bool { return c.Locals(unmadeKey{}) != nil }

// withoutRecords answers with what was right when the shop's records could last
// be reached, or lets the request find out that they cannot be.
func (p *Cache) withoutRecords(c *fiber.Ctx, s *shard, key []byte, a ask) error {
	page := s.outdated(key, p.o.Clock().UnixNano())
	if page == nil {
		p.bypassed.Add(1)
		return c.Next()
	}
	p.hits.Add(1)
	return p.write(c, s, page, a)
}

// personal lets somebody's own page be made. When the shop's records were lost
// meanwhile, everybody's is better than none.
func (p *Cache) personal(c *fiber.Ctx, r Rule, a ask) error {
	p.bypassed.Add(1)
	err := c.Next()
	if err != nil || !unmade(c) {
		return err
	}
	var room [maxKey]byte
	if key, ok := p.key(room[:0], c, r); ok {
		s := &p.shards[maphash.Bytes(p.seed, key)%uint64(len(p.shards))]
		if old := s.outdated(key, p.o.Clock().UnixNano()); old != nil {
			return p.write(c, s, old, a)
		}
	}
	return nil
}

// strip takes everything out of the request that the page does not depend on.
// What is kept of it is its address in canonical form, and its protocol, which
// decides about the connection.
func (p *Cache) strip(c *fiber.Ctx, f *flight) {
	req := c.Request()
	modern := req.Header.IsHTTP11()
	req.Reset()
	if !modern {
		req.Header.SetProtocol("HTTP/1.0")
	}
	req.SetRequestURI(address(f.key))
	req.Header.SetHost(p.host)
	req.URI().SetScheme(p.scheme)
	c.Context().SetRemoteAddr(nobody)
	c.Locals(flightKey{}, f)
}

// keepable reports whether everybody may get this answer.
func keepable(c *fiber.Ctx) bool {
	res := c.Response()
	if res.StatusCode() != fiber.StatusOK || res.IsBodyStream() || len(res.Header.ContentEncoding()) > 0 {
		return false
	}
	for range res.Header.Cookies() {
		return false
	}
	return !noStore(res.Header.Peek(fiber.HeaderCacheControl))
}
