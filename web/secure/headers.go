// Package secure keeps other sites, and what they get into a page, from acting
// for a shopper.
//
//	what a page may do     = the headers on every answer
//	who may write          = our own pages: Sec-Fetch-Site, else Origin = Host
//	who may write in /admin = the same, and a token bound to the session
//	what a cookie is       = HttpOnly, SameSite=Lax, __Host- behind TLS
package secure

import (
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// HeaderOptions says what a page of this shop may do beyond showing itself.
type HeaderOptions struct {
	TLS         bool     // the shop is reached over TLS: browsers are told to insist
	FormActions []string // origins a form may lead to, besides ours: payment pages
	ImageHosts  []string // origins pictures may come from, besides ours: a bucket
}

// Headers are the security headers of every answer, ready to be copied.
type Headers struct{ base fasthttp.ResponseHeader }

// NewHeaders returns the headers for o.
func NewHeaders(o HeaderOptions) *Headers {
	h := &Headers{}
	h.base.SetContentType(fiber.MIMETextHTMLCharsetUTF8)
	for _, kv := range [][2]string{
		{fiber.HeaderContentSecurityPolicy, policy(o)},
		{fiber.HeaderXContentTypeOptions, "nosniff"},
		{fiber.HeaderXFrameOptions, "DENY"}, // for browsers that do not know frame-ancestors
		{fiber.HeaderReferrerPolicy, "strict-origin-when-cross-origin"},
		{fiber.HeaderPermissionsPolicy, "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Cross-Origin-Resource-Policy", "same-origin"},
	} {
		h.base.Set(kv[0], kv[1])
	}
	if o.TLS {
		h.base.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000")
	}
	return h
}

// policy is the Content-Security-Policy. There is no inline script and no
// inline style, so neither needs a nonce and a page can be cached.
func policy(o HeaderOptions) string {
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		sources("img-src 'self' data:", o.ImageHosts),
		"font-src 'self'",
		"connect-src 'self'",
		"manifest-src 'self'",
		sources("form-action 'self'", o.FormActions),
		"base-uri 'none'",
		"frame-ancestors 'none'",
	}, "; ")
}

func sources(directive string, more []string) string {
	return strings.Join(append([]string{directive}, more...), " ")
}

// Apply begins an answer with the headers; what the answer held before is
// gone, so it comes first.
func (h *Headers) Apply(c *fiber.Ctx) { h.base.CopyTo(&c.Response().Header) }

// CopyTo begins dst with the headers.
func (h *Headers) CopyTo(dst *fasthttp.ResponseHeader) { h.base.CopyTo(dst) }
