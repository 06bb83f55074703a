package draw

import (
	"bytes"
	"fmt"

	"github.com/deepteams/webp"
)

// Encode renders the named picture as WebP.
func Encode(name string, width int) ([]byte, error) {
	img, err := Image(name, width)
	if err != nil {
		return nil, err
	}
	options := webp.DefaultOptions()
	options.Quality, options.Method, options.SNSStrength = quality(width), 6, 80
	var out bytes.Buffer
	if err := webp.Encode(&out, img, options); err != nil {
		return nil, fmt.Errorf("draw: encode %s at %d: %w", name, width, err)
	}
	return out.Bytes(), nil
}

// quality is higher for small pictures: they cost little, and a coarse step of
// colour over their plain backgrounds shows between neighbours in a grid. The
// encoder's methods below 4 are not used: they lose blocks of such drawings.
func quality(width int) float32 {
	if width <= 320 {
		return 88
	}
	return 78
}
