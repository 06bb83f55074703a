// Package draw makes the pictures of the demo shop's goods.
//
// A scene is drawn on a sheet of 400 × 500 units and may be rendered at any
// width. Everything in it obeys three rules, so that ninety drawings look like
// one hand's work:
//
//	tones   every colour comes from the palette in tone.go
//	light   comes from the upper left: a form darkens along its lower right
//	        edge, is lit along its upper left one, and throws one quiet shadow
//	line    one weight of ink around every form
//
// Shapes are written as SVG paths. The same scene at the same width gives the
// same bytes every time.
package draw

//go:generate go run ./cmd ../pictures

// The sheet's size in units, and where a thing that stands touches the counter.
const (
	SheetWidth  = 400
	SheetHeight = 500
	ground      = 405
	horizon     = 338
	lineWeight  = 2.6
)

// Widths are the widths in pixels that pictures are made in, 4:5.
func Widths() []int { return []int{320, 640, 1280} }
