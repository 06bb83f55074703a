package draw

import (
	"image"
	"math"
)

// strokeMask is fillMask for a line of the given width with round ends. Pieces
// meet edge to edge along a curve, since coverage adds up where they overlap;
// only at corners a disc covers the gap.
func strokeMask(cs []contour, width float64, sheet image.Rectangle) *image.Alpha {
	var pieces []contour
	for _, c := range cs {
		pieces = appendStroke(pieces, distinct(c), width/2)
	}
	return fillMask(pieces, sheet)
}

// distinct drops points that lie on their neighbour.
func distinct(c contour) contour {
	var pts []point
	for _, p := range c.points {
		if n := len(pts); n == 0 || math.Hypot(p.x-pts[n-1].x, p.y-pts[n-1].y) > 0.05 {
			pts = append(pts, p)
		}
	}
	if n := len(pts); c.closed && n > 2 && math.Hypot(pts[0].x-pts[n-1].x, pts[0].y-pts[n-1].y) <= 0.05 {
		pts = pts[:n-1]
	}
	return contour{pts, c.closed && len(pts) > 2}
}

func appendStroke(out []contour, c contour, half float64) []contour {
	n := len(c.points)
	if n == 1 {
		return append(out, disc(c.points[0], half))
	}
	last := n - 1
	if c.closed {
		last = n
	}
	for i := range last {
		a, b := c.points[i], c.points[(i+1)%n]
		na, roundA := c.joint(i, i, half)
		nb, roundB := c.joint(i, i+1, half)
		if roundA {
			out = append(out, disc(a, half))
		}
		if roundB && i == last-1 && !c.closed {
			out = append(out, disc(b, half))
		}
		out = append(out, contour{[]point{
			{a.x + na.x, a.y + na.y}, {a.x - na.x, a.y - na.y}, {b.x - nb.x, b.y - nb.y}, {b.x + nb.x, b.y + nb.y},
		}, true})
	}
	return out
}

// joint returns the half-width vector of segment s at point i, leant towards
// the segment beyond when the turn is slight, and whether the point needs a disc.
func (c contour) joint(s, i int, half float64) (point, bool) {
	n := len(c.points)
	own := c.normal(s)
	beyond := s + 1
	if i == s {
		beyond = s - 1
	}
	if !c.closed && (beyond < 0 || beyond >= n-1) {
		return point{own.x * half, own.y * half}, true
	}
	other := c.normal((beyond + n) % n)
	cos := own.x*other.x + own.y*other.y
	if cos < 0.8 {
		return point{own.x * half, own.y * half}, true
	}
	k := half / (1 + cos)
	return point{(own.x + other.x) * k, (own.y + other.y) * k}, false
}

// normal is the unit vector across segment s.
func (c contour) normal(s int) point {
	a, b := c.points[s], c.points[(s+1)%len(c.points)]
	length := math.Hypot(b.x-a.x, b.y-a.y)
	return point{-(b.y - a.y) / length, (b.x - a.x) / length}
}

// disc turns the same way as a segment, so that the two add up.
func disc(p point, half float64) contour {
	n := int(math.Max(8, math.Min(40, half*2.5)))
	pts := make([]point, n)
	for i := range pts {
		s, c := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		pts[i] = point{p.x + c*half, p.y + s*half}
	}
	return contour{pts, true}
}
