package layout

import (
	"holdfast/views/i18n"
	"holdfast/views/ui"
)

// alternates are the addresses of the page in each language, and of the one for
// everybody else, for search engines. A page that they are not to keep has none.
func (p Page) alternates() []ui.Link {
	if p.NoIndex || len(p.Shop.Languages) < 2 {
		return nil
	}
	own := p.Shop.Languages[0].Tag
	links := make([]ui.Link, 0, len(p.Shop.Languages)+1)
	for _, l := range p.Shop.Languages {
		links = append(links, ui.Link{Text: l.Tag, Href: i18n.At(l.Tag, own).Absolute(p.Canonical)})
	}
	return append(links, ui.Link{Text: "x-default", Href: p.Canonical})
}
