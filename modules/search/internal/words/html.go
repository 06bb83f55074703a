package words

import (
	"html"
	"strings"
)

// Text returns what a reader sees of markup that was sanitised before: it looks
// for no more than tags and entities.
func Text(markup string) string {
	var b strings.Builder
	for markup != "" {
		before, rest, found := strings.Cut(markup, "<")
		b.WriteString(before)
		if !found {
			break
		}
		b.WriteByte(' ')
		_, markup, _ = strings.Cut(rest, ">")
	}
	return html.UnescapeString(b.String())
}
