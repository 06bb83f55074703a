package gate

import (
	"bytes"
	"html"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"holdfast/views/i18n"
	"holdfast/web/secure"
)

// FormMarker stands in the page for rejected posts where a form goes that
// sends the same fields again.
const FormMarker = "<!--form-->"

// spread is how many different Retry-After there are, in seconds, so that who
// is sent away together does not come back together.
const spread = 8

// maxEcho bounds the form that is sent back.
const maxEcho = 8 << 10

// Busy is the answer for who is sent away: a page that needs nothing else, and
// was made long before.
type Busy struct {
	headers    [spread]fasthttp.ResponseHeader
	page       []byte
	head, tail []byte // of the page for posts, around the form
}

// NewBusy prepares the answers: page for who wanted to read, post for who sent
// something, which has FormMarker where the form goes.
func NewBusy(headers *secure.Headers, page, post []byte) *Busy {
	b := &Busy{page: page}
	b.head, b.tail, _ = bytes.Cut(post, []byte(FormMarker))
	for i := range b.headers {
		h := &b.headers[i]
		headers.CopyTo(h)
		h.SetStatusCode(fiber.StatusServiceUnavailable)
		h.Set(fiber.HeaderRetryAfter, strconv.Itoa(2+i))
		h.Set(fiber.HeaderCacheControl, "no-store")
	}
	return b
}

// Answer sends c away. ours says that the request came from our own page: only
// then is what was typed sent back, or another site could have it sent in the
// shopper's name.
func (b *Busy) Answer(c *fiber.Ctx, ours bool) error {
	res := c.Response()
	b.headers[rand.Uint32N(spread)].CopyTo(&res.Header)
	if c.Method() == fiber.MethodGet || c.Method() == fiber.MethodHead {
		res.SetBodyRaw(b.page)
		return nil
	}
	res.SetBody(b.head)
	if ours {
		res.AppendBodyString(Again(c, maxEcho))
	}
	res.AppendBody(b.tail)
	return nil
}

// Again returns a form that sends the request's fields once more, empty where
// that is not to be: a form with a password in it, or of more than limit bytes,
// is left to the browser's own reload, and so is a file.
func Again(c *fiber.Ctx, limit int) string {
	req := c.Request()
	form := bytes.HasPrefix(req.Header.ContentType(), []byte(fiber.MIMEApplicationForm))
	if !form || len(req.Body()) > limit || c.Method() != fiber.MethodPost {
		return ""
	}
	args := req.PostArgs()
	for name := range args.All() {
		if bytes.Contains(bytes.ToLower(name), []byte("password")) {
			return ""
		}
	}
	// Relative to the host, whatever the path begins with: "//evil" is a path.
	var b strings.Builder
	b.WriteString(`<form method="post" action="` + html.EscapeString(target(c)) + `">`)
	for name, value := range args.All() {
		b.WriteString(`<input type="hidden" name="` + html.EscapeString(string(name)) +
			`" value="` + html.EscapeString(string(value)) + `">`)
	}
	again := html.EscapeString(i18n.T(c.UserContext(), "error.try_again"))
	b.WriteString(`<button class="button button--primary">` + again + `</button></form>`)
	return b.String()
}

// target is the address of the request on this host.
func target(c *fiber.Ctx) string {
	uri := c.Request().URI()
	path := "/" + string(bytes.TrimLeft(uri.PathOriginal(), `/\`))
	if query := uri.QueryString(); len(query) > 0 {
		path += "?" + string(query)
	}
	return path
}
