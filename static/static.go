// Package static holds what browsers fetch by name and keep for ever: style
// sheets, scripts, fonts and icons, embedded in the binary.
//
//	URL = /static/<name>.<first 10 hex digits of SHA-256(content)>.<ext>
//
// The address changes with the content, so every asset may be cached without
// end. A style sheet is made at start from the files of its bundle, in the
// order of the cascade's layers; there is no build.
package static

import (
	"crypto/sha256"
	"crypto/sha512"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"path"
	"strings"
	"sync"
)

//go:embed css js fonts icons speculation.json
var files embed.FS

// Prefix is where the web server serves what Lookup knows.
const Prefix = "/static/"

// Asset is one file as it is sent.
type Asset struct {
	Name        string // as in URL(name)
	URL         string
	ContentType string
	Integrity   string // for the integrity attribute: sha384-…
	Body        []byte
	packed      func() packed
}

// packed holds a body's compressed forms; nil where they save nothing.
type packed struct{ brotli, gzip []byte }

// Brotli returns the body compressed as well as brotli can, nil for what is
// compressed already. Made when first asked for.
func (a Asset) Brotli() []byte { return a.packed().brotli }

// Gzip returns the body compressed with gzip, nil for what is compressed already.
func (a Asset) Gzip() []byte { return a.packed().gzip }

// URL returns the address of the asset called name, such as "app.css" or
// "fonts/besley.woff2". A name that does not exist is a mistake in a template,
// which the tests of every page catch: it gives an address that answers 404.
func URL(name string) string {
	if a, ok := all().byName[name]; ok {
		return a.URL
	}
	return Prefix + "missing/" + name
}

// Integrity returns the value of the integrity attribute for name.
func Integrity(name string) string { return all().byName[name].Integrity }

// Lookup returns the asset served at urlPath.
func Lookup(urlPath string) (Asset, bool) {
	a, ok := all().byURL[urlPath]
	return a, ok
}

// Names lists the assets, in no order.
func Names() []string {
	names := make([]string, 0, len(all().byName))
	for name := range all().byName {
		names = append(names, name)
	}
	return names
}

type table struct{ byName, byURL map[string]Asset }

// all is made once, by whoever asks first, and never changes.
var all = sync.OnceValue(func() table {
	t := table{map[string]Asset{}, map[string]Asset{}}
	for _, name := range plainFiles() {
		body, err := files.ReadFile(name)
		if err != nil {
			panic("static: " + err.Error())
		}
		t.add(name, body)
	}
	for name, sources := range bundles() {
		t.add(name, []byte(t.fingerprint(bundle(sources))))
	}
	return t
})

func (t table) add(name string, body []byte) {
	digest, integrity := sha256.Sum256(body), sha512.Sum384(body)
	extension := path.Ext(name)
	a := Asset{
		Name: name, Body: body, ContentType: contentType(extension),
		URL:       Prefix + strings.TrimSuffix(name, extension) + "." + hex.EncodeToString(digest[:5]) + extension,
		Integrity: "sha384-" + base64.StdEncoding.EncodeToString(integrity[:]),
	}
	a.packed = sync.OnceValue(func() packed { return pack(extension, body) })
	t.byName[name], t.byURL[a.URL] = a, a
}

func contentType(extension string) string {
	switch extension {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	case ".png":
		return "image/png"
	case ".json":
		return "application/speculationrules+json"
	}
	return "application/octet-stream"
}
