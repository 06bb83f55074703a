package server

import (
	"bytes"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"
)

// legible refuses what is no text: bytes that are not UTF-8, and NUL, which
// PostgreSQL does not keep. No page's form can send them, so it is said once,
// here, instead of by everybody who reads an address or a form.
func legible(c *fiber.Ctx) error {
	r := c.Request()
	if len(r.Header.Peek(fiber.HeaderContentEncoding)) > 0 {
		return fiber.ErrUnsupportedMediaType // no form is packed, and unpacking knows no bound
	}
	if !text(r.URI().PathOriginal()) || !texts(r.URI().QueryArgs().All()) || !texts(r.PostArgs().All()) {
		return fiber.ErrBadRequest
	}
	if !bytes.HasPrefix(r.Header.ContentType(), []byte(fiber.MIMEMultipartForm)) {
		return c.Next()
	}
	form, err := c.MultipartForm()
	if err != nil {
		return fiber.ErrBadRequest
	}
	for name, values := range form.Value {
		if !text([]byte(name + strings.Join(values, ""))) {
			return fiber.ErrBadRequest
		}
	}
	return c.Next()
}

func texts(args iter.Seq2[[]byte, []byte]) bool {
	for name, value := range args {
		if !text(name) || !text(value) {
			return false
		}
	}
	return true
}

func text(b []byte) bool { return utf8.Valid(b) && bytes.IndexByte(b, 0) < 0 }
