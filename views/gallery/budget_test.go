package gallery_test

import (
	"bytes"
	"strings"
	"testing"

	"holdfast/static"
	"holdfast/views/gallery"
)

func sheet(t *testing.T) static.Asset {
	t.Helper()
	a, ok := static.Lookup(static.URL("app.css"))
	if !ok {
		t.Fatal("no style sheet")
	}
	return a
}

func TestPagesAndTheirStyleFitIntoTheFirstRoundTrip(t *testing.T) {
	const budget = 13 * 1024
	css := len(sheet(t).Brotli())

	for _, path := range []string{"/", "/category", "/product", "/cart"} {
		html := len(static.Brotli([]byte(rendered(t, gallery.Pages()[path]))))
		t.Logf("%-10s html %5d + css %5d = %5d", path, html, css, html+css)
		if html+css > budget {
			t.Errorf("%s: %d bytes with brotli, more than %d", path, html+css, budget)
		}
	}
	if gzip := len(sheet(t).Gzip()); css > 7*1024 || gzip > 8*1024 {
		t.Errorf("the style sheet has %d bytes with brotli, %d with gzip", css, gzip)
	}
}

func TestScriptsAndFontsKeepTheirBudget(t *testing.T) {
	// Every page fetches the first; unicode-range adds the others to those in
	// German and in Arabic.
	const every, german, arabic = 30 * 1024, 2 * 1024, 16 * 1024
	scripts, fonts := 0, map[string]int{}
	for _, name := range static.Names() {
		a, _ := static.Lookup(static.URL(name))
		switch a.ContentType {
		case "text/javascript; charset=utf-8":
			scripts += len(a.Brotli())
		case "font/woff2":
			language := "every"
			if strings.HasSuffix(name, "-german.woff2") || strings.HasSuffix(name, "-arabic.woff2") {
				language = name[strings.LastIndex(name, "-")+1 : len(name)-len(".woff2")]
			}
			fonts[language] += len(a.Body)
		}
	}
	t.Logf("scripts %d, fonts %v", scripts, fonts)
	if scripts > 16*1024 || fonts["every"] > every || fonts["german"] > german || fonts["arabic"] > arabic {
		t.Errorf("scripts %d, fonts %v bytes", scripts, fonts)
	}
}

func BenchmarkRender(b *testing.B) {
	for _, path := range []string{"/", "/category", "/product", "/cart", "/busy"} {
		b.Run(path, func(b *testing.B) {
			page := gallery.Pages()[path]
			var out bytes.Buffer
			b.ReportAllocs()
			for b.Loop() {
				out.Reset()
				if err := page.Render(b.Context(), &out); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
