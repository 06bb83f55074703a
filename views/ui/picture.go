package ui

import "strconv"

// Picture is an image in the three widths that media keeps: 320, 640 and 1280.
type Picture struct {
	Path string // address without width and ending: /media/4f2a…
	Ext  string // ending: webp, jpg, png
	Alt  string
	// Width and Height are the largest form's, 1280 and 1600 when not set: they
	// keep the place free until the picture is there.
	Width, Height int
}

// Sizes of the places a picture is shown in, as the sizes attribute wants it.
const (
	SizesCard = "(min-width: 75em) 18rem, (min-width: 48em) 30vw, 46vw"
	SizesHero = "(min-width: 75em) 34rem, (min-width: 48em) 44vw, 100vw"
	SizesMain = "(min-width: 75em) 40rem, (min-width: 48em) 50vw, 14rem"
	SizesLine = "6rem"
	SizesTile = "(min-width: 48em) 24vw, 46vw"
)

// Src returns the address of the form of that width.
func (p Picture) Src(width int) string { return p.Path + "/" + strconv.Itoa(width) + "." + p.Ext }

func (p Picture) srcset() string {
	return p.Src(320) + " 320w, " + p.Src(640) + " 640w, " + p.Src(1280) + " 1280w"
}

func (p Picture) width() string  { return strconv.Itoa(orElse(p.Width, 1280)) }
func (p Picture) height() string { return strconv.Itoa(orElse(p.Height, 1600)) }

func orElse(n, otherwise int) int {
	if n == 0 {
		return otherwise
	}
	return n
}
