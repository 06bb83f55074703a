package draw

import "math"

// cubic flattens a Bézier curve finely enough for the size it is drawn at.
func (r *reader) cubic(b, c, d point) {
	a := r.now
	reach := math.Hypot(b.x-a.x, b.y-a.y) + math.Hypot(c.x-b.x, c.y-b.y) + math.Hypot(d.x-c.x, d.y-c.y)
	steps := int(math.Max(6, math.Min(64, math.Sqrt(reach*r.scale)*1.6)))
	for i := 1; i <= steps; i++ {
		t := float64(i) / float64(steps)
		ab, bc, cd := between(a, b, t), between(b, c, t), between(c, d, t)
		r.line(between(between(ab, bc, t), between(bc, cd, t), t))
	}
}

// arc flattens an elliptical arc, after the SVG specification's appendix B.2.4
// (conversion from endpoint to centre parameterisation).
func (r *reader) arc(rx, ry, turn float64, large, sweep bool, to point) {
	from := r.now
	sin, cos := math.Sincos(turn * math.Pi / 180)
	dx, dy := (from.x-to.x)/2, (from.y-to.y)/2
	x, y := cos*dx+sin*dy, cos*dy-sin*dx
	if over := x*x/(rx*rx) + y*y/(ry*ry); over > 1 {
		rx, ry = rx*math.Sqrt(over), ry*math.Sqrt(over)
	}
	root := math.Sqrt(math.Max(0, (rx*rx*ry*ry-rx*rx*y*y-ry*ry*x*x)/(rx*rx*y*y+ry*ry*x*x)))
	if large == sweep {
		root = -root
	}
	cx, cy := root*rx*y/ry, -root*ry*x/rx
	start := math.Atan2((y-cy)/ry, (x-cx)/rx)
	span := math.Atan2((-y-cy)/ry, (-x-cx)/rx) - start
	if sweep && span < 0 {
		span += 2 * math.Pi
	} else if !sweep && span > 0 {
		span -= 2 * math.Pi
	}
	mx, my := (from.x+to.x)/2+cos*cx-sin*cy, (from.y+to.y)/2+sin*cx+cos*cy
	steps := int(math.Max(8, math.Min(96, math.Abs(span)*math.Sqrt((rx+ry)*r.scale)*1.6)))
	for i := 1; i < steps; i++ {
		s, c := math.Sincos(start + span*float64(i)/float64(steps))
		r.line(point{mx + cos*rx*c - sin*ry*s, my + sin*rx*c + cos*ry*s})
	}
	r.line(to)
}
