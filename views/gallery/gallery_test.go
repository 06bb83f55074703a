package gallery_test

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"holdfast/static"
	"holdfast/views/gallery"
	"holdfast/views/ui"
)

func rendered(t testing.TB, c templ.Component) string {
	t.Helper()
	var out bytes.Buffer
	if err := c.Render(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

var (
	ids      = regexp.MustCompile(` id="([^"]*)"`)
	pointers = regexp.MustCompile(` (?:for|aria-describedby|aria-labelledby|list)="([^"]*)"`)
	within   = regexp.MustCompile(` href="#([^"]*)"`)
	inline   = regexp.MustCompile(`(?i) style="| on[a-z]+="|<style|javascript:`)
	scripts  = regexp.MustCompile(`<script([^>]*)>([^<]*)`)
	keyLike  = regexp.MustCompile(`>\s*[a-z_]+\.[a-z_]+\s*<`)
	assets   = regexp.MustCompile(`"(/static/[^"]+)"`)
)

func TestEveryExampleIsSound(t *testing.T) {
	for _, e := range ui.Examples() {
		t.Run(e.Name, func(t *testing.T) {
			html := rendered(t, e.Component)

			if strings.TrimSpace(html) == "" {
				t.Fatal("renders nothing")
			}
			wantSound(t, html)
		})
	}
}

func TestEveryPageIsSound(t *testing.T) {
	for path, page := range gallery.Pages() {
		t.Run(path, func(t *testing.T) {
			html := rendered(t, page)

			wantSound(t, html)
			wantWithin(t, html)
			if strings.Count(html, "<h1") != 1 {
				t.Errorf("%d headings of the first level", strings.Count(html, "<h1"))
			}
			for _, m := range assets.FindAllStringSubmatch(html, -1) {
				if _, ok := static.Lookup(m[1]); !ok {
					t.Errorf("names %s, which is not there", m[1])
				}
			}
		})
	}
}

// wantSound checks what the content security policy and assistive technology
// rely on.
func wantSound(t *testing.T, html string) {
	t.Helper()
	seen := map[string]bool{}
	for _, m := range ids.FindAllStringSubmatch(html, -1) {
		if seen[m[1]] {
			t.Errorf("id %q twice", m[1])
		}
		seen[m[1]] = true
	}
	for _, m := range pointers.FindAllStringSubmatch(html, -1) {
		for _, id := range strings.Fields(m[1]) {
			if !seen[id] {
				t.Errorf("%q points at nothing", m[0])
			}
		}
	}
	if m := inline.FindString(html); m != "" {
		t.Errorf("inline style or script: %q", m)
	}
	for _, m := range scripts.FindAllStringSubmatch(html, -1) {
		if m[2] != "" && !strings.Contains(m[1], "ld+json") {
			t.Errorf("inline script: %q", m[0])
		}
	}
	if m := keyLike.FindString(html); m != "" {
		t.Errorf("a message's key is shown: %q", m)
	}
}

func wantWithin(t *testing.T, html string) {
	t.Helper()
	for _, m := range within.FindAllStringSubmatch(html, -1) {
		if !strings.Contains(html, ` id="`+m[1]+`"`) {
			t.Errorf("a link leads to #%s, which is not there", m[1])
		}
	}
}
