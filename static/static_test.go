package static_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"holdfast/static"
)

func TestEveryAssetIsServedAtAnAddressOfItsContent(t *testing.T) {
	address := regexp.MustCompile(`^/static/[a-z0-9/.-]+\.[0-9a-f]{10}\.[a-z0-9]+$`)
	for _, name := range static.Names() {
		a, ok := static.Lookup(static.URL(name))
		if !ok || !address.MatchString(a.URL) || len(a.Body) == 0 || a.ContentType == "application/octet-stream" {
			t.Errorf("%s: %v %q %q, %d bytes", name, ok, a.URL, a.ContentType, len(a.Body))
		}
	}
	if _, ok := static.Lookup(static.URL("no-such.css")); ok {
		t.Error("served what does not exist")
	}
	if !strings.HasPrefix(static.Integrity("js/htmx.min.js"), "sha384-") {
		t.Error("no integrity for htmx")
	}
}

func TestCompressedFormsAreTheSameBytes(t *testing.T) {
	a, _ := static.Lookup(static.URL("app.css"))

	plain, err := io.ReadAll(brotli.NewReader(bytes.NewReader(a.Brotli())))
	if err != nil || !bytes.Equal(plain, a.Body) {
		t.Errorf("brotli: %v, %d of %d bytes", err, len(plain), len(a.Body))
	}
	reader, err := gzip.NewReader(bytes.NewReader(a.Gzip()))
	if err != nil {
		t.Fatal(err)
	}
	if plain, err = io.ReadAll(reader); err != nil || !bytes.Equal(plain, a.Body) {
		t.Errorf("gzip: %v, %d of %d bytes", err, len(plain), len(a.Body))
	}
}

func TestTheSheetIsWholeAndWritesForBothDirections(t *testing.T) {
	a, _ := static.Lookup(static.URL("app.css"))
	css := string(a.Body)

	if strings.Count(css, "{") != strings.Count(css, "}") {
		t.Error("braces do not match")
	}
	if strings.Contains(css, "/*") || strings.Contains(css, `url("`) {
		t.Error("comments or bare addresses are left")
	}
	if m := regexp.MustCompile(`(margin|padding|border)-(left|right|top|bottom)|[{;](left|right|top|bottom|width|height):`).FindString(css); m != "" {
		t.Errorf("a physical property: %s", m)
	}
}
