package language

import (
	"bytes"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"holdfast/views/i18n"
)

// Prefer leads readers of an address without a language to that of the
// language they prefer.
func (k *Chooser) Prefer(c *fiber.Ctx) (led bool, err error) {
	t := k.now.Load()
	if len(t.spoken) == 1 || !reads(c) || Prefixed(c) {
		return false, nil
	}
	at := k.wanted(c, t)
	if at <= 0 {
		return false, nil
	}
	path := string(c.Request().URI().PathOriginal())
	if !ours(path) {
		return false, nil
	}
	err = k.to(c, t.spoken[at].prefix+path, fiber.StatusFound)
	c.Vary(fiber.HeaderAcceptLanguage, fiber.HeaderCookie, "Sec-Fetch-Site")
	return true, err
}

// wanted is the place of the language that c prefers. Who comes from a page of
// the shop has chosen already, by the address that they came by.
func (k *Chooser) wanted(c *fiber.Ctx, t *table) int {
	h := &c.Request().Header
	if len(h.Peek(fiber.HeaderCookie)) > 0 {
		if chosen := h.Cookie(k.cookie.Name()); len(chosen) > 0 {
			return t.byTag(string(chosen))
		}
	}
	accepted := h.Peek(fiber.HeaderAcceptLanguage)
	if len(accepted) == 0 {
		return 0
	}
	at := t.preferred(accepted)
	if at > 0 && follows(h) {
		return 0
	}
	return at
}

// follows reports whether a link of the shop is followed. A page that the
// browser fetches before it is asked for comes from none, as it says, but names
// the page that has the link.
func follows(h *fasthttp.RequestHeader) bool {
	if string(h.Peek("Sec-Fetch-Site")) == "same-origin" {
		return true
	}
	from, err := url.Parse(string(h.Referer()))
	return err == nil && bytes.HasPrefix(h.Peek("Sec-Purpose"), []byte("prefetch")) && from.Host != "" && from.Host == string(h.Host())
}

// remembered is how long a choice is.
const remembered = 365 * 24 * time.Hour

// Choose remembers the language that was chosen, and shows the page in it that
// it was chosen on.
func (k *Chooser) Choose(c *fiber.Ctx) error {
	t := k.table()
	at := t.byTag(c.FormValue("language"))
	if at < 0 {
		at = 0
	} else {
		k.cookie.Set(c, t.spoken[at].variant.Locale, remembered)
	}
	back := c.FormValue("back")
	if len(back) > 2000 || back == "" || !ours(back) {
		back = "/"
	}
	path, query := back, ""
	if i := strings.IndexAny(back, "?#"); i >= 0 {
		path, query = back[:i], back[i:]
	}
	if prefix, rest := cut([]byte(path)); prefix != "" {
		back = "/" + strings.TrimLeft(rest, "/") + query
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Redirect(i18n.At(t.spoken[at].variant.Locale, t.spoken[0].variant.Locale).Path(back), fiber.StatusSeeOther)
}
