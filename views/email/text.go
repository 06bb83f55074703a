package email

import (
	"context"
	"strings"
	"unicode/utf8"

	"holdfast/views/i18n"
)

// width is how long a line of the text part is: short enough to be quoted once
// in a window of 80.
const width = 72

// text writes l as plain text.
func text(ctx context.Context, l letter) string {
	var b writer
	b.line(l.Shop.Name, "", l.Heading, strings.Repeat("=", utf8.RuneCountInString(l.Heading)), "")
	for _, paragraph := range l.Body {
		b.wrapped(paragraph)
		b.line("")
	}
	b.panel(l.Panel)
	for _, link := range l.Buttons {
		b.line(link.Label+":", link.URL, "")
	}
	if len(l.Order.Lines) > 0 {
		b.order(ctx, l)
	}
	for _, fact := range l.facts(ctx) {
		b.panel(fact)
	}
	b.line("-- ", l.Shop.Name) // what follows is a signature
	b.line(l.Shop.Address...)
	if l.Shop.URL != "" {
		b.line(l.Shop.URL)
	}
	b.line("")
	for _, line := range l.foot(ctx) {
		b.wrapped(line)
	}
	return b.String()
}

type writer struct{ strings.Builder }

func (b *writer) line(lines ...string) {
	for _, line := range lines {
		b.WriteString(line)
		b.WriteByte('\n')
	}
}

// wrapped writes a paragraph in lines of width.
func (b *writer) wrapped(paragraph string) {
	used := 0
	for _, word := range strings.Fields(paragraph) {
		length := utf8.RuneCountInString(word)
		switch {
		case used == 0:
		case used+1+length > width:
			b.WriteByte('\n')
			used = 0
		default:
			b.WriteByte(' ')
			used++
		}
		b.WriteString(word)
		used += length
	}
	b.WriteByte('\n')
}

func (b *writer) panel(p panel) {
	if len(p.Lines) == 0 {
		return
	}
	b.line(p.Title, strings.Repeat("-", utf8.RuneCountInString(p.Title)))
	b.line(p.Lines...)
	if p.Hint != "" {
		b.wrapped(p.Hint)
	}
	b.line("")
}

func (b *writer) order(ctx context.Context, l letter) {
	title := i18n.T(ctx, "mail.lines")
	b.line(title, strings.Repeat("-", utf8.RuneCountInString(title)), l.placedOn(ctx), "")
	for _, line := range l.Order.Lines {
		b.amount(lineName(ctx, line), i18n.Money(ctx, line.Total))
		if line.Options != "" {
			b.line("    " + line.Options)
		}
	}
	b.line(strings.Repeat("-", width))
	for _, r := range l.totals(ctx) {
		b.amount(r.Label, r.Amount)
	}
	b.line("")
}

// amount writes label and amount at both ends of a line.
func (b *writer) amount(label, amount string) {
	gap := width - utf8.RuneCountInString(label) - utf8.RuneCountInString(amount)
	if gap < 2 {
		b.line(label)
		gap, label = width-utf8.RuneCountInString(amount), ""
	}
	b.line(label + strings.Repeat(" ", gap) + amount)
}
