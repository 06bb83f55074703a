package static

import (
	"bytes"
	"compress/gzip"

	"github.com/andybalholm/brotli"
)

// pack compresses what compresses. Writes to a bytes.Buffer do not fail.
func pack(extension string, body []byte) packed {
	if extension == ".woff2" || extension == ".png" {
		return packed{}
	}
	return packed{Brotli(body), Gzip(body)}
}

// Brotli compresses body as well as brotli can: some 30 ms for 13 KB, so for
// what is sent many times.
func Brotli(body []byte) []byte {
	var out bytes.Buffer
	w := brotli.NewWriterOptions(&out, brotli.WriterOptions{Quality: brotli.BestCompression})
	_, _ = w.Write(body)
	_ = w.Close()
	return out.Bytes()
}

// Gzip compresses body as well as gzip can.
func Gzip(body []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	_, _ = w.Write(body)
	_ = w.Close()
	return out.Bytes()
}
