package content

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"holdfast/modules/content/internal/store"
	"holdfast/modules/kernel/fault"
)

// Page is one of the shop's own pages, at /pages/{Slug}.
type Page struct {
	ID          string
	Slug        string
	Title       string
	Description string // one line for search engines; may be empty
	Body        string // HTML, sanitised by Save; its headings begin at h2
	Position    int    // in the footer's menu from 1; 0: not there
	Published   bool
	UpdatedAt   time.Time
}

// Link is an entry of the menu.
type Link struct {
	Label string
	Href  string
}

// Href is the page's address in the shop.
func (p Page) Href() string { return "/pages/" + p.Slug }

// maxBody bounds a page's HTML, in bytes.
const maxBody = 200_000

var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Check says what of the page cannot be used. Faults: Invalid with the wrong fields.
func (p Page) Check() error {
	var wrong []fault.Field
	want := func(ok bool, name, message string) {
		if !ok {
			wrong = append(wrong, fault.Field{Name: name, Message: message})
		}
	}
	want(p.Title != "" && isLine(p.Title), "title", "Enter a title of at most 200 characters.")
	want(slugForm.MatchString(p.Slug) && len(p.Slug) <= 100, "slug", "Use small letters, figures and hyphens, for example delivery-and-returns.")
	want(isLine(p.Description), "description", "Keep to one line of 200 characters.")
	want(utf8.ValidString(p.Body) && len(p.Body) <= maxBody, "body", "This text is too long for one page.")
	want(p.Position >= 0 && p.Position <= 1000, "position", "Enter a number from 1, or 0 to leave it out of the menu.")
	return fault.InvalidFields(wrong...)
}

func isLine(text string) bool {
	return utf8.ValidString(text) && utf8.RuneCountInString(text) <= 200 && !strings.ContainsAny(text, "\r\n")
}

func (p Page) trimmed() Page {
	p.Slug, p.Title, p.Description = strings.TrimSpace(p.Slug), strings.TrimSpace(p.Title), strings.TrimSpace(p.Description)
	return p
}

func page(row store.Page) Page { return Page(row) }

func pages(rows []store.Page) []Page {
	all := make([]Page, len(rows))
	for i, row := range rows {
		all[i] = page(row)
	}
	return all
}
