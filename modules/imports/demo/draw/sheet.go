package draw

import "image"

// lay covers the sheet with t where mask says.
func (p pen) lay(mask *image.Alpha, t tone) {
	box := mask.Rect.Intersect(p.sheet.Rect)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			a := float64(mask.Pix[mask.PixOffset(x, y)]) / 255 * t.alpha
			if a == 0 {
				continue
			}
			if p.clip != nil {
				a *= float64(p.clip.AlphaAt(x, y).A) / 255
			}
			px := p.sheet.Pix[p.sheet.PixOffset(x, y):]
			px[0] = blend(px[0], t.r, a)
			px[1] = blend(px[1], t.g, a)
			px[2] = blend(px[2], t.b, a)
		}
	}
}

func blend(below, above uint8, a float64) uint8 {
	return uint8(float64(below) + (float64(above)-float64(below))*a + 0.5)
}

// gather adds mask to the shadow, which is one even tone wherever forms overlap.
func (p pen) gather(mask *image.Alpha) {
	box := mask.Rect.Intersect(p.shadow.Rect)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			i := p.shadow.PixOffset(x, y)
			p.shadow.Pix[i] = max(p.shadow.Pix[i], mask.Pix[mask.PixOffset(x, y)])
		}
	}
}
