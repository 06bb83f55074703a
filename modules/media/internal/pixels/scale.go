package pixels

import (
	"image"
	"image/color"
	"image/draw"
	"math"
)

// taps are the weights by which one pixel is made from those from first on.
type taps struct {
	first   int
	weights []float32
}

// catmullRom is the cubic kernel with B = 0, C = 1/2 (Mitchell and Netravali,
// 1988): sharp, without the ringing of wider ones.
func catmullRom(x float64) float64 {
	x = math.Abs(x)
	switch {
	case x < 1:
		return (1.5*x-2.5)*x*x + 1
	case x < 2:
		return ((-0.5*x+2.5)*x-4)*x + 2
	}
	return 0
}

// tapsFor returns how to make length to out of length from. The kernel is
// widened when the picture gets smaller, so that every pixel counts.
func tapsFor(from, to int) []taps {
	ratio := float64(from) / float64(to)
	reach := math.Max(ratio, 1)
	all := make([]taps, to)
	for i := range all {
		centre := (float64(i)+0.5)*ratio - 0.5
		first := max(0, int(math.Ceil(centre-2*reach)))
		last := min(from-1, int(math.Floor(centre+2*reach)))
		weights, sum := make([]float32, 0, last-first+1), 0.0
		for at := first; at <= last; at++ {
			w := catmullRom((float64(at) - centre) / reach)
			weights, sum = append(weights, float32(w)), sum+w
		}
		for j := range weights {
			weights[j] /= float32(sum)
		}
		all[i] = taps{first, weights}
	}
	return all
}

// scale returns img at width × height on white. It holds a few rows at a time
// and no second picture of the original's size, which x/image's scaler does, at
// 32 bytes a pixel.
func scale(img image.Image, width, height int) *image.RGBA {
	b := img.Bounds()
	across, down := tapsFor(b.Dx(), width), tapsFor(b.Dy(), height)
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	row := image.NewRGBA(image.Rect(0, 0, b.Dx(), 1))
	transparent := true
	if known, ok := img.(interface{ Opaque() bool }); ok {
		transparent = !known.Opaque()
	}
	kept := map[int][]float32{} // rows of the original, already narrow
	var free [][]float32
	sum := make([]float32, width*3)
	for y, t := range down {
		for at, narrow := range kept {
			if at < t.first {
				free = append(free, narrow)
				delete(kept, at)
			}
		}
		clear(sum)
		for j, weight := range t.weights {
			at := t.first + j
			narrow, ok := kept[at]
			if !ok {
				narrow, free = reuse(free, width*3)
				copyRow(row, img, b.Min.Y+at, transparent)
				narrowRow(row, across, narrow)
				kept[at] = narrow
			}
			for i, v := range narrow {
				sum[i] += weight * v
			}
		}
		store(out.Pix[y*out.Stride:], sum)
	}
	return out
}

func reuse(free [][]float32, length int) ([]float32, [][]float32) {
	if n := len(free); n > 0 {
		return free[n-1], free[:n-1]
	}
	return make([]float32, length), free
}

// copyRow copies one row of img, on white where img lets it through.
func copyRow(row *image.RGBA, img image.Image, y int, transparent bool) {
	from, op := image.Pt(img.Bounds().Min.X, y), draw.Src
	if transparent {
		draw.Draw(row, row.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
		op = draw.Over
	}
	draw.Draw(row, row.Bounds(), img, from, op)
}

// narrowRow scales row across into narrow, three values a pixel.
func narrowRow(row *image.RGBA, across []taps, narrow []float32) {
	for x, t := range across {
		var r, g, b float32
		pix := row.Pix[t.first*4:]
		for j, weight := range t.weights {
			p := pix[j*4 : j*4+3 : j*4+3]
			r += weight * float32(p[0])
			g += weight * float32(p[1])
			b += weight * float32(p[2])
		}
		narrow[x*3], narrow[x*3+1], narrow[x*3+2] = r, g, b
	}
}

func store(pix []uint8, sum []float32) {
	for i := 0; i+2 < len(sum); i += 3 {
		p := pix[i/3*4 : i/3*4+4 : i/3*4+4]
		p[0], p[1], p[2], p[3] = clamp(sum[i]), clamp(sum[i+1]), clamp(sum[i+2]), 255
	}
}

func clamp(v float32) uint8 { return uint8(min(max(v+0.5, 0), 255)) }
