package i18n

import (
	"context"
	"slices"
	"strings"
)

// Path returns the address of a page in ctx's language: what every link and
// form of the storefront names its target by. What has no language (pictures,
// the back office, other sites) and what has one already stays as it is.
func Path(ctx context.Context, path string) string { return From(ctx).Path(path) }

// Absolute is Path for an address with a scheme and a host.
func Absolute(ctx context.Context, address string) string { return From(ctx).Absolute(address) }

// Absolute is Path for an address with a scheme and a host.
func (l *Locale) Absolute(address string) string {
	scheme, rest, ok := strings.Cut(address, "://")
	host, path, found := strings.Cut(rest, "/")
	if !ok || !found {
		return address
	}
	return scheme + "://" + host + l.Path("/"+path)
}

// Links returns the merchant's HTML with its links to the shop's own pages in
// ctx's language.
func Links(ctx context.Context, html string) string {
	const href = `href="`
	l := From(ctx)
	if l.prefix == "" || !strings.Contains(html, href+"/") {
		return html
	}
	var out strings.Builder
	for {
		before, rest, ok := strings.Cut(html, href)
		out.WriteString(before)
		if !ok {
			return out.String()
		}
		address, after, _ := strings.Cut(rest, `"`)
		out.WriteString(href + l.Path(address) + `"`)
		html = after
	}
}

// Prefix is what stands before the path of every page in l: "/de", or nothing
// where l is the shop's own language.
func (l *Locale) Prefix() string { return l.prefix }

// Path is the address of the page at path in l.
func (l *Locale) Path(path string) string {
	if l.prefix == "" || !hasLanguages(path) || path == l.prefix || strings.HasPrefix(path, l.prefix+"/") {
		return path
	}
	return l.prefix + path
}

// alone are the addresses that are the same in every language.
var alone = []string{"/admin", "/media", "/static", "/webhooks", "/payments", "/theme.css", "/robots.txt", "/favicon.ico"}

// hasLanguages reports whether path is one of the storefront's own pages.
func hasLanguages(path string) bool {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") {
		return false
	}
	return !slices.ContainsFunc(alone, func(tree string) bool {
		rest, ok := strings.CutPrefix(path, tree)
		return ok && (rest == "" || strings.ContainsAny(rest[:1], "/?#"))
	})
}
