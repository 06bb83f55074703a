// Package markup makes a description that came from outside safe to show: by
// bluemonday's allow-list, whatever was written.
package markup

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/microcosm-cc/bluemonday"
)

// Cleaner cleans descriptions.
type Cleaner struct{ rich, plain *bluemonday.Policy }

// NewCleaner returns a cleaner that keeps what structures a text: paragraphs,
// lists, tables, headings below the page's own, emphasis and links. Pictures,
// frames, styles and scripts go: pages ask nobody else's server for anything.
func NewCleaner() *Cleaner {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "div", "blockquote", "h2", "h3", "h4", "h5", "h6",
		"strong", "b", "em", "i", "u", "s", "del", "ins", "small", "sub", "sup", "abbr", "code", "pre", "dl", "dt", "dd")
	p.AllowLists()
	p.AllowElements("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td")
	p.AllowAttrs("scope").Matching(regexp.MustCompile(`^(?:row|col)(?:group)?$`)).OnElements("th")
	p.AllowAttrs("colspan", "rowspan").Matching(regexp.MustCompile(`^[0-9]{1,2}$`)).OnElements("td", "th")
	p.AllowAttrs("title").Matching(regexp.MustCompile(`^[^<>]{0,200}$`)).OnElements("abbr")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	p.RequireNoFollowOnFullyQualifiedLinks(true)
	return &Cleaner{rich: p, plain: bluemonday.StrictPolicy()}
}

// HTML returns text as HTML that is safe to show. What has no tags is plain
// text: its blank lines part paragraphs.
func (c *Cleaner) HTML(text string) string {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	if text != "" && !strings.Contains(text, "<") {
		text = paragraphs(text)
	}
	return strings.TrimSpace(c.rich.Sanitize(text))
}

func paragraphs(text string) string {
	var out strings.Builder
	for part := range strings.SplitSeq(text, "\n\n") {
		if part = strings.TrimSpace(part); part != "" {
			part = html.EscapeString(html.UnescapeString(part))
			out.WriteString("<p>" + strings.ReplaceAll(part, "\n", "<br>") + "</p>\n")
		}
	}
	return out.String()
}

// blockEnd is where a text's first thought ends.
var blockEnd = regexp.MustCompile(`(?i)</(?:p|div|li|h[2-6]|td|blockquote)>`)

var lineBreak = regexp.MustCompile(`(?i)<br ?/?>`)

// Summary returns the beginning of clean HTML as plain text: its first
// paragraph, cut at the end of a sentence or a word, within most characters.
func (c *Cleaner) Summary(clean string, most int) string {
	for block := range blocks(clean) {
		text := strings.Join(strings.Fields(html.UnescapeString(c.plain.Sanitize(lineBreak.ReplaceAllString(block, " ")))), " ")
		if text != "" {
			return shorten(text, most)
		}
	}
	return ""
}

func blocks(clean string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for clean != "" {
			end := blockEnd.FindStringIndex(clean)
			if end == nil {
				end = []int{len(clean), len(clean)}
			}
			if !yield(clean[:end[0]]) {
				return
			}
			clean = clean[end[1]:]
		}
	}
}

func shorten(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	runes := []rune(text)[:most]
	for i := len(runes) - 2; i > most/2; i-- {
		if strings.ContainsRune(".!?", runes[i]) && unicode.IsSpace(runes[i+1]) {
			return string(runes[:i+1])
		}
	}
	cut := strings.TrimRightFunc(string(runes[:most-1]), func(r rune) bool { return !unicode.IsSpace(r) })
	if cut = strings.TrimRight(cut, " ,;:–—-"); cut == "" {
		cut = string(runes[:most-1])
	}
	return cut + " …"
}
