package draw

import (
	"image"
	"image/draw"
	"math"

	"golang.org/x/image/vector"
)

// fillMask returns how much of each pixel the contours cover.
func fillMask(cs []contour, sheet image.Rectangle) *image.Alpha {
	box := bounds(cs, 1).Intersect(sheet)
	mask := image.NewAlpha(box)
	if box.Empty() {
		return mask
	}
	z := vector.NewRasterizer(box.Dx(), box.Dy())
	for _, c := range cs {
		for i, p := range c.points {
			x, y := float32(p.x-float64(box.Min.X)), float32(p.y-float64(box.Min.Y))
			if i == 0 {
				z.MoveTo(x, y)
			} else {
				z.LineTo(x, y)
			}
		}
		z.ClosePath()
	}
	z.DrawOp = draw.Src
	z.Draw(mask, box, image.Opaque, image.Point{})
	for i, a := range mask.Pix {
		mask.Pix[i] = coarse(a)
	}
	return mask
}

// coarse keeps 16 steps of coverage: the eye sees no difference, and files are
// smaller for the fewer colours.
func coarse(a uint8) uint8 { return uint8((int(a) + 8) / 17 * 17) }

func bounds(cs []contour, margin float64) image.Rectangle {
	low, high := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, c := range cs {
		for _, p := range c.points {
			low = point{math.Min(low.x, p.x), math.Min(low.y, p.y)}
			high = point{math.Max(high.x, p.x), math.Max(high.y, p.y)}
		}
	}
	if low.x > high.x {
		return image.Rectangle{}
	}
	return image.Rect(int(math.Floor(low.x-margin)), int(math.Floor(low.y-margin)),
		int(math.Ceil(high.x+margin)), int(math.Ceil(high.y+margin)))
}

// away returns the part of m from which a step of (dx, dy) leads out of m: the
// edge that faces that way.
func away(m *image.Alpha, dx, dy int) *image.Alpha {
	edge := image.NewAlpha(m.Rect)
	for y := m.Rect.Min.Y; y < m.Rect.Max.Y; y++ {
		for x := m.Rect.Min.X; x < m.Rect.Max.X; x++ {
			if a := m.AlphaAt(x, y).A; a > 0 {
				out := 255 - int(m.AlphaAt(x+dx, y+dy).A)
				edge.Pix[edge.PixOffset(x, y)] = uint8(int(a) * out / 255)
			}
		}
	}
	return edge
}
