// Package clean keeps of a merchant's HTML what a page of text needs.
package clean

import (
	"regexp"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
)

// HTML returns what is harmless in html: structure, emphasis, lists, tables,
// links, and pictures of the shop's own. A page's title is its h1, so headings
// begin at h2.
func HTML(html string) string { return strings.TrimSpace(policy().Sanitize(html)) }

// policy is made once: it is safe for many and expensive to make.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("h2", "h3", "h4", "p", "br", "hr", "strong", "b", "em", "i", "small", "sub", "sup",
		"blockquote", "address", "dl", "dt", "dd", "figure", "figcaption")
	p.AllowLists()
	p.AllowTables()
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("https", "http", "mailto", "tel")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	p.AllowAttrs("src").Matching(regexp.MustCompile(`^/media/[A-Za-z0-9._/-]+$`)).OnElements("img")
	p.AllowAttrs("alt").OnElements("img")
	p.AllowAttrs("width", "height").Matching(bluemonday.Integer).OnElements("img")
	p.AllowAttrs("id").Matching(regexp.MustCompile(`^[a-z][a-z0-9-]{0,63}$`)).OnElements("h2", "h3", "h4")
	return p
})
