package storefront

import (
	"context"

	"holdfast/views/i18n"
	"holdfast/views/layout"
)

// errorKeys returns the messages of a status: what it is, and what to do.
func errorKeys(status int) (title, hint string) {
	switch status {
	case 404:
		return "error.not_found", "error.not_found_hint"
	case 410:
		return "error.gone", "error.not_found_hint"
	case 401, 403:
		return "error.denied", "error.denied_hint"
	case 429:
		return "error.too_many", "error.too_many_hint"
	case 409:
		return "error.conflict", "error.conflict_hint"
	}
	if status >= 500 {
		return "error.fault", "error.fault_hint"
	}
	return "error.bad_request", "error.bad_request_hint"
}

// frame is the frame around the page, with the page's title.
func (p ErrorPage) frame(ctx context.Context) layout.Page {
	frame := p.Page
	frame.Title = i18n.T(ctx, p.titleKey())
	return frame
}

func (p ErrorPage) titleKey() string { title, _ := errorKeys(p.Status); return title }
func (p ErrorPage) hintKey() string  { _, hint := errorKeys(p.Status); return hint }
