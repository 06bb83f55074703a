package pagecache

import (
	"bytes"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"holdfast/web/request"
)

// maxKey bounds a key: a longer address is answered, and not kept.
const maxKey = 512

// separator cannot be in a locale, a set of features or a path.
const separator = 0

// key appends what a page depends on to dst; ok is false when that is too much
// to keep it.
func (p *Cache) key(dst []byte, c *fiber.Ctx, r Rule) (key []byte, ok bool) {
	v := p.o.Variant(c)
	uri := c.Request().URI()
	path := uri.PathOriginal()
	if len(v.Locale)+len(v.Shop)+len(v.Features)+len(path)+3 > maxKey || bytes.IndexByte(path, separator) >= 0 {
		return nil, false
	}
	dst = append(dst, v.Locale...)
	dst = append(dst, separator)
	dst = append(dst, v.Shop...)
	dst = append(dst, separator)
	dst = append(dst, v.Features...)
	dst = append(dst, separator)
	dst = append(dst, path...)
	if len(r.params) == 0 || len(uri.QueryString()) == 0 {
		return dst, true
	}
	return params(dst, uri.QueryArgs(), r.params)
}

// params appends the known parameters in their canonical order.
func params(dst []byte, args *fasthttp.Args, known []string) (key []byte, ok bool) {
	mark := byte('?')
	for _, name := range known {
		for k, v := range args.All() {
			if string(k) != name {
				continue
			}
			if len(dst)+len(name)+3*len(v)+2 > maxKey {
				return nil, false
			}
			dst = append(dst, mark)
			dst = append(dst, name...)
			dst = append(dst, '=')
			dst = fasthttp.AppendQuotedArg(dst, v)
			mark = '&'
		}
	}
	return dst, true
}

// address is the part of a key that is an address.
func address(key string) string {
	for range 3 {
		for i := range len(key) {
			if key[i] == separator {
				key = key[i+1:]
				break
			}
		}
	}
	return key
}

type flightKey struct{}

// Filling reports that c's page is being made for everybody, and its variant.
func Filling(c *fiber.Ctx) (v request.Variant, ok bool) {
	f, ok := c.Locals(flightKey{}).(*flight)
	if !ok {
		return v, false
	}
	return f.variant, true
}

// Tag says that the page shows what tags name, and is to be dropped when one
// of them changes. On a page of somebody's own it does nothing.
func Tag(c *fiber.Ctx, tags ...string) {
	if f, ok := c.Locals(flightKey{}).(*flight); ok {
		f.tags = append(f.tags, tags...)
	}
}
