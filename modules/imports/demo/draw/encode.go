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
	options.Quality, options.Method = 76, 6
	var out bytes.Buffer
	if err := webp.Encode(&out, img, options); err != nil {
		return nil, fmt.Errorf("draw: encode %s at %d: %w", name, width, err)
	}
	return out.Bytes(), nil
}
