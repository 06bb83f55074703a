package mail

import (
	"context"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"holdfast/modules/kernel/fault"
	"holdfast/modules/shop"
	"holdfast/views/email"
	"holdfast/views/i18n"
)

// legal is what an order's mail says of the contract, in words that stay as they
// are: a link to a page that can change is no durable medium (Court of Justice,
// C-49/11). Directive 2011/83/EU, Article 8(7).
func (d Desk) legal(ctx context.Context, s shop.Settings) (sections []email.Section, err error) {
	if s.Law.Withdrawal {
		lines := []string{i18n.N(ctx, "law.withdrawal", s.Law.WithdrawalDays),
			i18n.F(ctx, "law.withdrawal_how", "Seller", strings.Join(seller(s), ", "))}
		if s.Law.WithdrawOnline {
			lines = append(lines, i18n.F(ctx, "law.withdrawal_online", "Address", d.BaseURL+i18n.Path(ctx, "/withdraw")))
		}
		lines = append(lines, i18n.T(ctx, "law.withdrawal_effect"))
		more, err := d.pageLines(ctx, s.Law.WithdrawalPage)
		if err != nil {
			return nil, err
		}
		sections = append(sections, email.Section{Title: i18n.T(ctx, "law.withdrawal_title"), Lines: append(lines, more...)})
	}
	terms, err := d.pageLines(ctx, s.Law.TermsPage)
	if err != nil || len(terms) == 0 {
		return sections, err
	}
	return append(sections, email.Section{Title: i18n.T(ctx, "law.conditions_title"), Lines: terms}), nil
}

func seller(s shop.Settings) []string {
	lines := imprint(s)
	if s.Email != "" {
		lines = append(lines, s.Email)
	}
	return lines
}

// pageLines are the words of one of the shop's pages; none where it is gone.
func (d Desk) pageLines(ctx context.Context, slug string) ([]string, error) {
	if d.Pages == nil || slug == "" {
		return nil, nil
	}
	page, err := d.Pages.Page(ctx, slug)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read page %s for a mail: %w", slug, err)
	}
	return append([]string{d.BaseURL + i18n.Path(ctx, page.Href())}, plainLines(page.Body)...), nil
}

// plainLines are the paragraphs of HTML, without its marks.
func plainLines(body string) []string {
	var b strings.Builder
	words := html.NewTokenizer(strings.NewReader(body))
	for {
		switch words.Next() {
		case html.ErrorToken:
			return textLines(b.String())
		case html.TextToken:
			b.WriteString(strings.Join(strings.Fields(" "+string(words.Text())+" "), " "))
			b.WriteByte(' ')
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := words.TagName()
			switch atom.Lookup(name) {
			case atom.P, atom.Br, atom.Li, atom.H2, atom.H3, atom.H4, atom.Tr, atom.Div, atom.Ul, atom.Ol, atom.Blockquote:
				b.WriteByte('\n')
			}
		}
	}
}
