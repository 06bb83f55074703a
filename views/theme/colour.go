package theme

import (
	"fmt"
	"math"
	"strconv"
)

// colour is sRGB, each channel from 0 to 1.
type colour struct{ r, g, b float64 }

func parse(text string) (colour, bool) {
	if len(text) != 7 || text[0] != '#' {
		return colour{}, false
	}
	n, err := strconv.ParseUint(text[1:], 16, 32)
	if err != nil {
		return colour{}, false
	}
	return colour{float64(n>>16) / 255, float64(n>>8&255) / 255, float64(n&255) / 255}, true
}

func (c colour) hex() string {
	channel := func(v float64) int { return int(math.Round(min(max(v, 0), 1) * 255)) }
	return fmt.Sprintf("#%02x%02x%02x", channel(c.r), channel(c.g), channel(c.b))
}

// luminance is WCAG 2's relative luminance.
func (c colour) luminance() float64 {
	linear := func(v float64) float64 {
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.r) + 0.7152*linear(c.g) + 0.0722*linear(c.b)
}

// contrast is WCAG 2's ratio, from 1 to 21.
func contrast(a, b colour) float64 {
	la, lb := a.luminance(), b.luminance()
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// until moves c away from ground, towards black or white, as little as it takes
// to reach ratio.
func (c colour) until(ground colour, ratio float64) colour {
	end := white
	if ground.luminance() > 0.18 {
		end = colour{}
	}
	for step := range 101 {
		t := float64(step) / 100
		mixed := colour{c.r + (end.r-c.r)*t, c.g + (end.g-c.g)*t, c.b + (end.b-c.b)*t}
		if contrast(mixed, ground) >= ratio {
			return mixed
		}
	}
	return end
}
