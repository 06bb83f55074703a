package markup_test

import (
	"strings"
	"testing"

	"holdfast/modules/imports/internal/markup"
)

func TestWhatIsDangerousGoesAndWhatStructuresStays(t *testing.T) {
	for in, want := range map[string]string{
		`<p>Hello <strong>you</strong></p>`:                                    `<p>Hello <strong>you</strong></p>`,
		`<script>alert(1)</script><p>a</p>`:                                    `<p>a</p>`,
		`<p onclick="x()" style="color:red" class="c">a</p>`:                   `<p>a</p>`,
		`<a href="javascript:alert(1)">a</a>`:                                  `a`,
		`<a href="/pages/care">a</a>`:                                          `<a href="/pages/care">a</a>`,
		`<a href="https://example.org">a</a>`:                                  `<a href="https://example.org" rel="nofollow">a</a>`,
		`<img src="https://example.org/pixel.gif"><iframe src="x"></iframe>`:   ``,
		`<h1>Title</h1><h2>Part</h2>`:                                          `Title<h2>Part</h2>`,
		`<table><tr><th scope="row">a</th><td colspan="2">b</td></tr></table>`: `<table><tr><th scope="row">a</th><td colspan="2">b</td></tr></table>`,
		"One & two\nthree\r\n\r\nfour":                                         "<p>One &amp; two<br>three</p>\n<p>four</p>",
		`<svg><style><img src=x onerror=alert(1)></style></svg>`:               ``,
		`<p>a<!-- b --></p>`:                                                   `<p>a</p>`,
		``:                                                                     ``,
	} {
		if got := markup.NewCleaner().HTML(in); got != want {
			t.Errorf("HTML(%q)\ngot  %q\nwant %q", in, got, want)
		}
	}
}

func TestASummaryIsTheFirstThought(t *testing.T) {
	c := markup.NewCleaner()
	for in, want := range map[string]string{
		`<p>A <b>mug</b>, blue &amp; round.</p><p>More.</p>`: `A mug, blue & round.`,
		`<p> </p><ul><li>320 ml</li><li>Blue</li></ul>`:      `320 ml`,
		`one<br>two`: `one two`,
		``:           ``,
		`<p>` + strings.Repeat("word ", 8) + `end. ` + strings.Repeat("more ", 20) + `</p>`: strings.Repeat("word ", 8) + `end.`,
		`<p>` + strings.Repeat("word ", 40) + `</p>`:                                        strings.TrimSpace(strings.Repeat("word ", 11)) + ` …`,
		`<p>` + strings.Repeat("é", 100) + `</p>`:                                           strings.Repeat("é", 59) + ` …`,
	} {
		if got := c.Summary(c.HTML(in), 60); got != want {
			t.Errorf("Summary(%q)\ngot  %q\nwant %q", in, got, want)
		}
	}
}

func FuzzNothingDangerousIsLeft(f *testing.F) {
	f.Add(`<p>a<b>b</p><a href="x">`)
	f.Fuzz(func(t *testing.T, in string) {
		c := markup.NewCleaner()
		once := c.HTML(in)
		if lower := strings.ToLower(once); strings.Contains(lower, "<script") || strings.Contains(lower, "<img") {
			t.Errorf("HTML(%q) = %q", in, once)
		}
		c.Summary(once, 60)
	})
}
