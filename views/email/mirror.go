package email

import (
	"context"
	"strings"

	"holdfast/views/i18n"
)

// mirror turns what lies left and right in a mail around. Mail programs know few
// of the properties that would do so by themselves.
var mirror = strings.NewReplacer(
	"padding:10px 12px 10px 0", "padding:10px 0 10px 12px",
	"padding:6px 12px 6px 0", "padding:6px 0 6px 12px",
	"margin:8px 12px 8px 0", "margin:8px 0 8px 12px",
	`align="right"`, `align="left"`,
)

// mirrored is html as ctx's language runs.
func mirrored(ctx context.Context, html string) string {
	if i18n.From(ctx).Dir() == "rtl" {
		return mirror.Replace(html)
	}
	return html
}
