package draw

import (
	"fmt"
	"image"
	"image/draw"
	"math/rand/v2"
)

// setting is what a thing is seen against.
type setting int

const (
	counter setting = iota // stands on the shop's counter
	wall                   // hangs on the wall
	table                  // lies on a table, seen from above
)

// scene is one picture: where, on what tone, and what is drawn.
type scene struct {
	name  string
	where setting
	back  tone
	draw  func(pen)
	zoom  float64 // 0 is 1: the whole sheet
	focus point   // what a closer look is centred on
}

// Names lists every picture there is, in the order of the shelves.
func Names() []string {
	var names []string
	for _, s := range scenes() {
		names = append(names, s.name)
	}
	return names
}

// Image renders the named picture.
func Image(name string, width int) (*image.RGBA, error) {
	for _, s := range scenes() {
		if s.name == name {
			return s.render(width), nil
		}
	}
	return nil, fmt.Errorf("draw: no picture called %q", name)
}

func (s scene) render(width int) *image.RGBA {
	height := width * SheetHeight / SheetWidth
	sheet := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(sheet, sheet.Rect, image.NewUniform(s.back.rgba()), image.Point{}, draw.Src)
	unit := float64(width) / SheetWidth
	view := matrix{unit, 0, 0, unit, 0, 0}
	if s.zoom == 0 && s.where == counter {
		s.zoom, s.focus = 1.15, point{203, 288}
	}
	if s.zoom > 0 {
		view = view.after(matrix{s.zoom, 0, 0, s.zoom, SheetWidth/2 - s.zoom*s.focus.x, SheetHeight/2 - s.zoom*s.focus.y})
	}
	p := pen{sheet: sheet, view: view, place: matrix{1, 0, 0, 1, 0, 0}, unit: unit}
	s.backdrop(p)
	dark := p
	dark.shadow, dark.cast = image.NewAlpha(sheet.Rect), s.cast()
	s.draw(dark)
	p.lay(dark.shadow, ink.see(0.15))
	s.draw(p)
	return sheet
}

// cast maps a form to its shadow: along the counter to the right, or a little
// down and right where the thing lies or hangs close.
func (s scene) cast() matrix {
	switch s.where {
	case counter:
		return matrix{1, 0, -0.42, 0.2, 0.42 * ground, 0.8 * ground}
	case wall:
		return matrix{1, 0, 0, 1, 11, 14}
	default:
		return matrix{1, 0, 0, 1, 7, 9}
	}
}

// backdrop draws counter or wall, and the flecks of its paper.
func (s scene) backdrop(p pen) {
	switch s.where {
	case counter:
		p.flat(box(-400, horizon, 1200, 600), s.back.mix(ink, 0.075))
	case wall:
		p.flat(box(-400, 430, 1200, 600), s.back.mix(ink, 0.05))
	}
	seed := uint64(14695981039346656037) // FNV-1a
	for _, c := range []byte(s.name) {
		seed = (seed ^ uint64(c)) * 1099511628211
	}
	random := rand.New(rand.NewPCG(seed, 1))
	p.view = matrix{p.unit, 0, 0, p.unit, 0, 0}
	for i := range 90 {
		t := s.back.mix(ink, 0.13)
		if i%2 == 0 {
			t = s.back.mix(paper, 0.6)
		}
		x, y, r := random.Float64()*SheetWidth, random.Float64()*SheetHeight, 0.5+random.Float64()*0.7
		p.flat(oval(x, y, r*1.4, r), t)
	}
}
