package render

import (
	"bytes"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/bytebufferpool"
	"github.com/valyala/fasthttp"
)

// small is the length below which an answer fits a packet or so anyway.
const small = 1 << 10

// Compress packs the answer with gzip at its fastest, if it is text, long
// enough to gain from it, and the client reads it. Better compression is for
// pages that are kept.
func Compress(c *fiber.Ctx) {
	res := c.Response()
	if res.IsBodyStream() || len(res.Header.ContentEncoding()) > 0 || len(res.Body()) < small || !text(res.Header.ContentType()) {
		return
	}
	c.Vary(fiber.HeaderAcceptEncoding)
	if !c.Request().Header.HasAcceptEncoding("gzip") {
		return
	}
	b := bytebufferpool.Get()
	b.B = fasthttp.AppendGzipBytesLevel(b.B[:0], res.Body(), fasthttp.CompressBestSpeed)
	res.SetBody(b.B)
	bytebufferpool.Put(b)
	res.Header.SetContentEncoding("gzip")
}

func text(contentType []byte) bool {
	return bytes.HasPrefix(contentType, []byte("text/")) ||
		bytes.HasPrefix(contentType, []byte("application/json")) ||
		bytes.Contains(contentType, []byte("xml"))
}
