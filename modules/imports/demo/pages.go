package demo

import "embed"

//go:embed pages/*.html
var pages embed.FS

// Page is a page of the shop's own words; HTML is its body, headings from h2.
type Page struct{ Slug, Title, Line, HTML string }

// Pages returns the shop's pages in the order of the footer.
func Pages() []Page {
	list := []Page{
		{Slug: "about", Title: "About the store", Line: "A shop that shows what a shop can be."},
		{Slug: "delivery", Title: "Delivery", Line: "What it costs and how long it takes."},
		{Slug: "returns", Title: "Returns", Line: "Thirty days, and who pays the postage."},
		{Slug: "privacy", Title: "Privacy", Line: "What is kept, why, and for how long."},
		{Slug: "contact", Title: "Contact and imprint", Line: "Who is behind the counter: nobody, it is a demo."},
	}
	for i := range list {
		html, err := pages.ReadFile("pages/" + list[i].Slug + ".html")
		if err != nil {
			panic(err) // embedded: the list above and the folder differ
		}
		list[i].HTML = string(html)
	}
	return list
}
