package draw

import "fmt"

// box is a rectangle from its upper left corner, panel one with round corners,
// oval an ellipse around its centre.
func box(x, y, w, h float64) string {
	return fmt.Sprintf("M%.2f %.2fh%.2fv%.2fh%.2fz", x, y, w, h, -w)
}

func panel(x, y, w, h, r float64) string {
	return fmt.Sprintf("M%.2f %.2fh%.2fa%.2f %.2f 0 0 1 %.2f %.2fv%.2fa%.2f %.2f 0 0 1 %.2f %.2fh%.2fa%.2f %.2f 0 0 1 %.2f %.2fv%.2fa%.2f %.2f 0 0 1 %.2f %.2fz",
		x+r, y, w-2*r, r, r, r, r, h-2*r, r, r, -r, r, 2*r-w, r, r, -r, -r, 2*r-h, r, r, r, -r)
}

func oval(cx, cy, rx, ry float64) string {
	return fmt.Sprintf("M%.2f %.2fa%.2f %.2f 0 0 1 %.2f 0a%.2f %.2f 0 0 1 %.2f 0z", cx-rx, cy, rx, ry, 2*rx, rx, ry, -2*rx)
}

// turned is what comes off a wheel or a lathe: a body symmetrical about cx,
// from radius top at y0 to radius foot at y1, its sides bowed out by belly.
// The ends are ellipses, since one looks down on them a little.
func turned(cx, y0, y1, top, foot, belly float64) string {
	third := (y1 - y0) / 3
	return fmt.Sprintf("M%.2f %.2fC%.2f %.2f %.2f %.2f %.2f %.2fA%.2f %.2f 0 0 0 %.2f %.2fC%.2f %.2f %.2f %.2f %.2f %.2fA%.2f %.2f 0 0 1 %.2f %.2fz",
		cx-top, y0, cx-top-belly, y0+third, cx-foot-belly, y1-third, cx-foot, y1,
		foot, foot*tilt, cx+foot, y1,
		cx+foot+belly, y1-third, cx+top+belly, y0+third, cx+top, y0,
		top, top*tilt, cx-top, y0)
}

// tilt is how round a circle looks that lies on the counter.
const tilt = 0.2

// rim is the mouth of something turned.
func (p pen) rim(cx, y, r, lip float64, outside, inside tone) {
	p.form(oval(cx, y, r, r*tilt), outside)
	p.form(oval(cx, y+0.5, r-lip, (r-lip)*tilt), inside)
}

// ring is where a plane cuts something turned: its front half.
func ring(cx, y, r float64) string {
	return fmt.Sprintf("M%.2f %.2fA%.2f %.2f 0 0 0 %.2f %.2f", cx-r, y, r, r*tilt, cx+r, y)
}

// band is the front of something turned between two heights.
func band(cx, y0, y1, r0, r1 float64) string {
	return fmt.Sprintf("M%.2f %.2fA%.2f %.2f 0 0 0 %.2f %.2fL%.2f %.2fA%.2f %.2f 0 0 1 %.2f %.2fz",
		cx-r0, y0, r0, r0*tilt, cx+r0, y0, cx+r1, y1, r1, r1*tilt, cx-r1, y1)
}

func xy(x, y float64) string { return fmt.Sprintf("%.2f %.2f", x, y) }

func num(v float64) string { return fmt.Sprintf("%.2f", v) }
