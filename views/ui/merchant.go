package ui

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"holdfast/views/i18n"
)

// Merchant shows words that the merchant wrote: a product's name, a category's.
// On a page in another language it says which language they are in, to screen
// readers, and keeps their direction.
func Merchant(text string) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		text := templ.EscapeString(text)
		if lang := i18n.From(ctx).Foreign(); lang != "" && text != "" {
			text = `<bdi lang="` + lang + `">` + text + `</bdi>`
		}
		_, err := io.WriteString(w, text)
		return err
	})
}

// MerchantHTML shows what the merchant wrote at length, which is sanitised; its
// links lead to pages in the page's language.
func MerchantHTML(html string) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		if lang := i18n.From(ctx).Foreign(); lang != "" {
			html := i18n.Links(ctx, html)
			html = `<div lang="` + lang + `" dir="` + i18n.For(lang).Dir() + `">` + html + `</div>`
			_, err := io.WriteString(w, html)
			return err
		}
		_, err := io.WriteString(w, html)
		return err
	})
}
