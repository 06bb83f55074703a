// Package backoffice holds the pages that merchants and operators work with.
//
//	page = Frame(navigation, messages) + one task
//
// Dense and calm: tables first, figures at the end of their column, states in
// words as well as colour. No page has a script. Times come in the shop's zone.
package backoffice

import (
	"context"
	"time"

	"holdfast/views/i18n"
	"holdfast/views/ui"
)

// Page is what every page of the back office has.
type Page struct {
	Title    string
	Shop     string // the shop's name
	Operator string // an e-mail; empty: nobody is signed in
	Nav      []ui.Link
	Token    string // binds each form to the session
	Flash    string // what was just done
	Notices  []ui.Notice
	Errors   []ui.FieldError
	Demo     bool
}

// State is how far something has come, in words and a tone.
type State struct {
	Text string
	Tone string // "success", "warning", "danger", "info" or "" (over)
}

// More leads on through a list whose end nobody counts.
type More struct {
	Next  string // address of the next page, empty on the last one
	First string // address of the first one, empty when it is shown
}

func (p Page) heading(ctx context.Context) string {
	title := i18n.F(ctx, "admin.title", "Page", p.Title, "Shop", p.Shop)
	if len(p.Errors) > 0 {
		return i18n.T(ctx, "page.error_prefix") + " " + title
	}
	return title
}

func (p Page) wrong(name string) string { return ui.ErrorFor(p.Errors, name) }

// clock writes an instant to the minute.
func clock(ctx context.Context, t time.Time) string {
	return i18n.Date(ctx, t) + ", " + t.Format("15:04")
}
