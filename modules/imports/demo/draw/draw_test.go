package draw_test

import (
	"bytes"
	"fmt"
	"image"
	"os"
	"testing"

	"golang.org/x/image/webp"

	"holdfast/modules/imports/demo/draw"
)

func committed(t *testing.T, name string, width int) []byte {
	t.Helper()
	data, err := os.ReadFile(fmt.Sprintf("../pictures/%s-%d.webp", name, width))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestDrawingAgainGivesTheCommittedBytes(t *testing.T) {
	names := draw.Names()
	for i := 0; i < len(names); i += 9 {
		again, err := draw.Encode(names[i], 320)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(again, committed(t, names[i], 320)) {
			t.Errorf("%s is drawn otherwise than it is committed: run go generate", names[i])
		}
	}
}

// The encoder is young, so what it wrote is read by another decoder and
// compared with what was drawn.
func TestWhatIsSentIsWhatWasDrawn(t *testing.T) {
	for _, name := range draw.Names() {
		drawn, err := draw.Image(name, 320)
		if err != nil {
			t.Fatal(err)
		}
		decoded, err := webp.Decode(bytes.NewReader(committed(t, name, 320)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if worst := drift(drawn, decoded.(*image.YCbCr)); worst > 9 {
			t.Errorf("%s differs by %.1f of 255 somewhere", name, worst)
		}
	}
}

// drift is the largest difference in luminance of any 16 × 16 block's mean.
func drift(drawn *image.RGBA, sent *image.YCbCr) float64 {
	worst := 0.0
	for y := 0; y < drawn.Rect.Dy(); y += 16 {
		for x := 0; x < drawn.Rect.Dx(); x += 16 {
			sum := 0.0
			for i := range 256 {
				c := drawn.RGBAAt(x+i%16, y+i/16)
				// BT.601, 16 to 235: what WebP stores (RFC 6386, 9.2).
				sum += 16 + (65.738*float64(c.R)+129.057*float64(c.G)+25.064*float64(c.B))/256
				sum -= float64(sent.YCbCrAt(x+i%16, y+i/16).Y)
			}
			worst = max(worst, max(sum, -sum)/256)
		}
	}
	return worst
}

func TestAnUnknownPictureIsRefused(t *testing.T) {
	if _, err := draw.Image("no-such-thing", 320); err == nil {
		t.Error("Image: got no error for a name that is not drawn")
	}
}
