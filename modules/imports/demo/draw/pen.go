package draw

import (
	"image"
	"math"
)

// pen draws forms on a sheet. It is a small value: at returns another one that
// draws elsewhere, within one that is held inside a form.
type pen struct {
	sheet  *image.RGBA
	view   matrix // from units to pixels, camera included
	place  matrix // from the form's own units to the sheet's
	unit   float64
	clip   *image.Alpha
	shadow *image.Alpha // set while only the shadow is gathered
	cast   matrix
}

// at returns a pen whose origin is (x, y), enlarged by scale and turned by
// degrees clockwise.
func (p pen) at(x, y, scale, degrees float64) pen {
	s, c := math.Sincos(degrees * math.Pi / 180)
	p.place = p.place.after(matrix{c * scale, s * scale, -s * scale, c * scale, x, y})
	return p
}

// about turns by degrees around (x, y).
func (p pen) about(x, y, degrees float64) pen { return p.at(x, y, 1, degrees).at(-x, -y, 1, 0) }

// mirror returns a pen that draws left for right around x.
func (p pen) mirror(x float64) pen {
	p.place = p.place.after(matrix{-1, 0, 0, 1, 2 * x, 0})
	return p
}

func (p pen) trace(path string) []contour {
	if p.shadow != nil {
		return outline(path, p.view.after(p.cast).after(p.place))
	}
	return outline(path, p.view.after(p.place))
}

// form draws a solid thing: its colour, its dark edge, its lit edge, its line.
func (p pen) form(path string, t tone) {
	cs := p.trace(path)
	mask := fillMask(cs, p.sheet.Rect)
	if p.shadow != nil {
		p.gather(mask)
		return
	}
	p.lay(mask, t)
	p.model(mask, t)
	p.lay(strokeMask(closed(cs), lineWeight*p.unit, p.sheet.Rect), ink)
}

// model shades mask by the one light.
func (p pen) model(mask *image.Alpha, t tone) {
	least := math.Min(float64(mask.Rect.Dx()), float64(mask.Rect.Dy())) / p.unit
	depth := math.Max(2.2, math.Min(15, least*0.1)) * p.unit
	p.lay(away(mask, round(depth), round(depth*0.55)), t.shaded().see(t.alpha))
	gleam := math.Max(1.8, depth*0.3/p.unit) * p.unit
	p.lay(away(mask, -round(gleam+lineWeight*p.unit/2), -round((gleam+lineWeight*p.unit/2)*0.6)), t.lit().see(t.alpha))
}

func round(v float64) int { return int(math.Round(v)) }

func closed(cs []contour) []contour {
	out := make([]contour, len(cs))
	for i, c := range cs {
		out[i] = contour{c.points, true}
	}
	return out
}

// flat lays colour without light or line: glazes, stripes, labels.
func (p pen) flat(path string, t tone) {
	if p.shadow == nil {
		p.lay(fillMask(p.trace(path), p.sheet.Rect), t)
	}
}

// line draws ink; stroke draws any tone in any width, in the form's own units.
func (p pen) line(path string) {
	if p.shadow == nil {
		p.lay(strokeMask(p.trace(path), lineWeight*p.unit, p.sheet.Rect), ink)
	}
}

func (p pen) stroke(path string, width float64, t tone) {
	if p.shadow == nil {
		p.lay(strokeMask(p.trace(path), width*p.place.size()*p.view.size(), p.sheet.Rect), t)
	}
}

// tube draws a round bar along path: handles, ropes, wires.
func (p pen) tube(path string, width float64, t tone) {
	cs := p.trace(path)
	w := width * p.place.size() * p.view.size()
	outer := strokeMask(cs, w+lineWeight*p.unit, p.sheet.Rect)
	if p.shadow != nil {
		p.gather(outer)
		return
	}
	p.lay(outer, ink)
	core := strokeMask(cs, math.Max(w-lineWeight*p.unit, p.unit), p.sheet.Rect)
	p.lay(core, t)
	p.model(core, t)
}

// within draws what do draws, but only inside path.
func (p pen) within(path string, do func(pen)) {
	if p.shadow != nil {
		return
	}
	mask := fillMask(p.trace(path), p.sheet.Rect)
	if p.clip != nil {
		for y := mask.Rect.Min.Y; y < mask.Rect.Max.Y; y++ {
			for x := mask.Rect.Min.X; x < mask.Rect.Max.X; x++ {
				i := mask.PixOffset(x, y)
				mask.Pix[i] = uint8(int(mask.Pix[i]) * int(p.clip.AlphaAt(x, y).A) / 255)
			}
		}
	}
	p.clip = mask
	do(p)
}
