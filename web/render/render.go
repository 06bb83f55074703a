// Package render writes pages, and is the only place that knows about htmx.
//
//	answer = the fragment that htmx asked for, if the page has it; else the page
//
// A fragment's name is the id of the element it replaces. Fragments are never
// kept by a browser: shown on their own, as Back would, they are no page.
package render

import (
	"bytes"
	"slices"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"holdfast/views/i18n"
)

// varies names the headers that decide between a page and a fragment of it.
var varies = []string{"HX-Request", "HX-Request-Type", "HX-History-Restore-Request", "HX-Target"}

// Page answers with page, or with just the one of fragments that htmx asked for.
func Page(c *fiber.Ctx, page templ.Component, fragments ...string) error {
	c.Type("html", "utf-8")
	c.Vary(varies...)
	w := c.Response().BodyWriter()
	if target := wanted(c); target != "" && slices.Contains(fragments, target) {
		NoStore(c)
		return templ.RenderFragments(c.UserContext(), w, page, target)
	}
	if len(c.Response().Header.Peek(fiber.HeaderCacheControl)) == 0 {
		KeepForBack(c)
	}
	return page.Render(c.UserContext(), w)
}

// Fragment answers with a part of a page that has an address of its own.
func Fragment(c *fiber.Ctx, part templ.Component) error {
	c.Type("html", "utf-8")
	NoStore(c)
	return part.Render(c.UserContext(), c.Response().BodyWriter())
}

// NoStore keeps the answer out of every cache, the one behind Back included:
// for carts, checkouts, orders, accounts and the back office.
func NoStore(c *fiber.Ctx) { c.Set(fiber.HeaderCacheControl, "no-store") }

// KeepForBack lets the browser keep the answer for Back alone, and ask about it
// otherwise: what is in a cart changes. Without it Back leads from the answer to
// a form to the browser's own error, and what was typed is lost.
func KeepForBack(c *fiber.Ctx) { c.Set(fiber.HeaderCacheControl, "private, no-cache") }

// SeeOther sends the browser, or htmx, to read path after a write, in the
// language of the request.
func SeeOther(c *fiber.Ctx, path string) error {
	return c.Redirect(i18n.Path(c.UserContext(), path), fiber.StatusSeeOther)
}

// Moved sends whoever asks for an old address to path, for good.
func Moved(c *fiber.Ctx, path string) error {
	return c.Redirect(i18n.Path(c.UserContext(), path), fiber.StatusMovedPermanently)
}

// Leave sends the browser to another site after a write: to pay, say. A fetch
// may not follow a redirect there, so htmx is told to go itself.
func Leave(c *fiber.Ctx, url string) error {
	NoStore(c)
	url = i18n.Path(c.UserContext(), url) // of another site: as it is
	if c.Get("HX-Request") == "true" {
		c.Set("HX-Redirect", url)
		return c.SendStatus(fiber.StatusOK)
	}
	return c.Redirect(url, fiber.StatusSeeOther)
}

// wanted is the id of the element that htmx wants to replace; empty for whole
// pages, among them boosted links and what is restored from history. htmx
// writes an element as its tag, "#" and its id.
func wanted(c *fiber.Ctx) string {
	h := &c.Request().Header
	if string(h.Peek("HX-Request")) != "true" || len(h.Peek("HX-Boosted")) > 0 ||
		len(h.Peek("HX-History-Restore-Request")) > 0 || string(h.Peek("HX-Request-Type")) == "full" {
		return ""
	}
	target := h.Peek("HX-Target")
	return string(target[bytes.IndexByte(target, '#')+1:])
}
