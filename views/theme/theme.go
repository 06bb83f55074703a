// Package theme turns the merchant's colours into the few custom properties
// that differ from the shop's own style sheet.
//
//	theme.css = :root { accent, on-accent, fascia, on-fascia, lamp, on-lamp } for day and for night
//
// A merchant chooses three colours; what stands on them, and how they look at
// night, follows from contrast: text keeps 7:1 and controls keep 4.5:1 whatever
// is chosen.
package theme

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// Look is the merchant's choice, each a colour as #rrggbb; an empty or
// malformed one leaves the shop's own.
type Look struct {
	Accent string // links and the button that matters most
	Fascia string // the band behind the name
	Lamp   string // badges, the search button, the focus
}

// Paper by day and by night, as css/tokens.css has it, in sRGB.
var (
	paperDay   = colour{0.980, 0.980, 0.965}
	paperNight = colour{0.055, 0.094, 0.114}
	white      = colour{1, 1, 1}
	tar        = colour{0.055, 0.094, 0.114}
)

// textContrast is WCAG's enhanced contrast for text.
const textContrast = 7

// CSS returns the style sheet for look; empty when nothing differs.
func CSS(look Look) []byte {
	var day, night strings.Builder
	if c, ok := parse(look.Accent); ok {
		light, dark := c.until(paperDay, textContrast), c.until(paperNight, textContrast)
		put(&day, "accent", light, "on-accent", on(light))
		put(&night, "accent", dark, "on-accent", on(dark))
	}
	if c, ok := parse(look.Fascia); ok {
		put(&day, "fascia", c, "on-fascia", on(c))
		deep := c.until(white, 10)
		put(&night, "fascia", deep, "on-fascia", on(deep))
	}
	if c, ok := parse(look.Lamp); ok {
		put(&day, "lamp", c, "on-lamp", on(c))
	}
	if day.Len() == 0 {
		return nil
	}
	return fmt.Appendf(nil, "@layer tokens{:root{%s}@media(prefers-color-scheme:dark){:root{%s}}}", day.String(), night.String())
}

// URL returns the address that changes with the colours, "" when look changes
// nothing.
func URL(look Look) string {
	css := CSS(look)
	if css == nil {
		return ""
	}
	digest := sha256.Sum256(css)
	return "/theme.css?v=" + hex.EncodeToString(digest[:5])
}

// Valid reports whether text is a colour that a Look takes.
func Valid(text string) bool { _, ok := parse(text); return ok }

func put(to *strings.Builder, name string, c colour, onName string, onColour colour) {
	fmt.Fprintf(to, "--%s:%s;--%s:%s;", name, c.hex(), onName, onColour.hex())
}

// on returns what reads best on c.
func on(c colour) colour {
	if contrast(c, white) >= contrast(c, tar) {
		return white
	}
	return tar
}
