package pixels

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"
)

// DrawPlaceholder draws what is shown until a picture is there: a framed hill
// and sun in two greys, 4:5, that stays in the background of any page.
func DrawPlaceholder(width int) ([]byte, error) {
	height := width * 5 / 4
	img := image.NewGray(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			// Units of the picture's width, from its middle.
			u := (float64(x)+0.5)/float64(width) - 0.5
			v := (float64(y)+0.5)/float64(width) - 0.625
			img.SetGray(x, y, color.Gray{Y: shade(u, v, 1/float64(width))})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("encode the placeholder: %w", err)
	}
	return out.Bytes(), nil
}

// shade is the grey at (u, v), where a pixel is so wide: distances to each
// form's edge, blurred over one pixel.
func shade(u, v, pixel float64) uint8 {
	const paper, ink = 236.0, 205.0
	inside := func(distance float64) float64 { return math.Min(1, math.Max(0, 0.5-distance/pixel)) }
	frame := math.Abs(box(u, v, 0.2, 0.15, 0.02)) - 0.006
	sun := math.Hypot(u+0.09, v+0.05) - 0.03
	hill := math.Max(slope(u-0.05, v+0.045), box(u, v, 0.17, 0.12, 0))
	near := math.Max(slope(u+0.09, v-0.025), box(u, v, 0.17, 0.12, 0))
	form := math.Max(math.Max(inside(frame), inside(sun)), math.Max(inside(hill), inside(near)))
	return uint8(math.Round(paper + (ink-paper)*form))
}

// box is the distance to a rectangle of those half sides with round corners.
func box(u, v, halfWidth, halfHeight, round float64) float64 {
	du, dv := math.Abs(u)-halfWidth+round, math.Abs(v)-halfHeight+round
	return math.Hypot(math.Max(du, 0), math.Max(dv, 0)) + math.Min(math.Max(du, dv), 0) - round
}

// slope is the distance to a hill whose top is at 0, 0.
func slope(u, v float64) float64 { return (math.Abs(u) - v) / math.Sqrt2 }
