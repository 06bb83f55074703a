package server

import (
	"bytes"
	"time"

	"github.com/valyala/fasthttp"
)

// Bound is what one address may take beyond what others may.
type Bound struct {
	Method, Path string
	// May reports whether who sends the request may take it: what is read before
	// anybody asks is read into memory. Nil: everybody may.
	May         func(*fasthttp.RequestHeader) bool
	Body        int           // bytes of a post; 0: as others
	Read, Write time.Duration // how long it may take to arrive, and to be sent; 0: as others
}

// bounded gives requests their bounds as soon as their header is there.
func bounded(bounds []Bound) func(*fasthttp.RequestHeader) fasthttp.RequestConfig {
	return func(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
		for _, b := range bounds {
			path, _, _ := bytes.Cut(h.RequestURI(), []byte("?"))
			if string(path) == b.Path && string(h.Method()) == b.Method && (b.May == nil || b.May(h)) {
				return fasthttp.RequestConfig{ReadTimeout: b.Read, WriteTimeout: b.Write, MaxRequestBodySize: b.Body}
			}
		}
		return fasthttp.RequestConfig{}
	}
}
