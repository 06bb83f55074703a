package draw

import (
	"fmt"
	"math"
	"strconv"
)

type point struct{ x, y float64 }

// matrix maps (x, y) to (a·x + c·y + e, b·x + d·y + f).
type matrix struct{ a, b, c, d, e, f float64 }

func (m matrix) apply(p point) point {
	return point{m.a*p.x + m.c*p.y + m.e, m.b*p.x + m.d*p.y + m.f}
}

// after returns the map that applies n first and m then.
func (m matrix) after(n matrix) matrix {
	return matrix{
		m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b,
		m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d,
		m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f,
	}
}

// size is by how much m enlarges.
func (m matrix) size() float64 { return math.Sqrt(math.Abs(m.a*m.d - m.b*m.c)) }

// contour is a flattened run of a path.
type contour struct {
	points []point
	closed bool
}

// outline reads an SVG path (M L H V C Q A Z, small letters relative) and
// flattens it through m. A path is part of this program's text, so a wrong one
// is a mistake in it and panics.
func outline(path string, m matrix) []contour {
	r := &reader{text: path, m: m, scale: m.size()}
	for r.next() {
		r.step()
	}
	r.finish(false)
	return r.out
}

type reader struct {
	text       string
	at         int
	op         byte
	m          matrix
	scale      float64
	now, start point
	run        []point
	out        []contour
}

// next moves to the next command, which may be the last one repeated.
func (r *reader) next() bool {
	r.skip()
	if r.at >= len(r.text) {
		return false
	}
	if c := r.text[r.at]; c >= 'A' && c <= 'z' {
		r.op = c
		r.at++
	} else if r.op == 'M' {
		r.op = 'L'
	} else if r.op == 'm' {
		r.op = 'l'
	}
	return true
}

func (r *reader) skip() {
	for r.at < len(r.text) && (r.text[r.at] == ' ' || r.text[r.at] == ',' || r.text[r.at] == '\n' || r.text[r.at] == '\t') {
		r.at++
	}
}

func (r *reader) number() float64 {
	r.skip()
	start := r.at
	for r.at < len(r.text) {
		c := r.text[r.at]
		if (c < '0' || c > '9') && c != '.' && (c != '-' || r.at > start) {
			break
		}
		r.at++
	}
	v, err := strconv.ParseFloat(r.text[start:r.at], 64)
	if err != nil {
		panic(fmt.Sprintf("draw: path %q at %d: %v", r.text, start, err))
	}
	return v
}

func (r *reader) point() point {
	p := point{r.number(), r.number()}
	if r.op >= 'a' {
		p.x += r.now.x
		p.y += r.now.y
	}
	return p
}

func (r *reader) step() {
	switch r.op {
	case 'M', 'm':
		p := r.point()
		r.finish(false)
		r.now, r.start = p, p
		r.run = append(r.run, r.m.apply(p))
	case 'L', 'l':
		r.line(r.point())
	case 'H':
		r.line(point{r.number(), r.now.y})
	case 'h':
		r.line(point{r.now.x + r.number(), r.now.y})
	case 'V':
		r.line(point{r.now.x, r.number()})
	case 'v':
		r.line(point{r.now.x, r.now.y + r.number()})
	case 'C', 'c':
		r.cubic(r.point(), r.point(), r.point())
	case 'Q', 'q':
		q, p := r.point(), r.point()
		r.cubic(between(r.now, q, 2.0/3), between(p, q, 2.0/3), p)
	case 'A', 'a':
		rx, ry, turn := r.number(), r.number(), r.number()
		large, sweep := r.number() != 0, r.number() != 0
		r.arc(rx, ry, turn, large, sweep, r.point())
	case 'Z', 'z':
		r.finish(true)
		r.now = r.start
	default:
		panic(fmt.Sprintf("draw: path %q: unknown command %c", r.text, r.op))
	}
}

func between(a, b point, t float64) point {
	return point{a.x + (b.x-a.x)*t, a.y + (b.y-a.y)*t}
}

func (r *reader) line(p point) {
	if len(r.run) == 0 {
		r.run = append(r.run, r.m.apply(r.now))
	}
	r.now = p
	r.run = append(r.run, r.m.apply(p))
}

func (r *reader) finish(closed bool) {
	if len(r.run) > 1 {
		r.out = append(r.out, contour{r.run, closed})
	}
	r.run = nil
}
