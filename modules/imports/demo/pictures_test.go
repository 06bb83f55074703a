package demo_test

import (
	"bytes"
	"image"
	"strings"
	"testing"

	"golang.org/x/image/webp"

	"holdfast/modules/imports/demo"
	"holdfast/modules/imports/demo/draw"
)

func picture(t *testing.T, name string, width int) []byte {
	t.Helper()
	data, contentType, ok := demo.Picture(name, width)
	if !ok || contentType != "image/webp" {
		t.Fatalf("there is no picture %s at %d", name, width)
	}
	return data
}

func TestEachPictureOfTheCatalogueExistsInThreeWidthsAndIsDescribed(t *testing.T) {
	used := map[string]bool{}
	for _, r := range rows(t) {
		for _, column := range []string{"Image Src", "Variant Image"} {
			if r[column] != "" {
				used[strings.TrimPrefix(r[column], demo.PictureScheme)] = true
			}
		}
		if r["Image Src"] != "" && len(r["Image Alt Text"]) < 15 {
			t.Errorf("%s: alternative text %q", r["Image Src"], r["Image Alt Text"])
		}
		if r["Title"] != "" && r["Image Src"] == "" {
			t.Errorf("%s has no picture", r["Handle"])
		}
	}
	for name := range used {
		for _, width := range demo.PictureWidths() {
			size, err := webp.DecodeConfig(bytes.NewReader(picture(t, name, width)))
			if err != nil || size.Width != width || size.Height != width*5/4 {
				t.Errorf("%s at %d is %d × %d: %v", name, width, size.Width, size.Height, err)
			}
		}
	}
	for _, name := range draw.Names() {
		if !used[name] {
			t.Errorf("%s is drawn, and the catalogue does not show it", name)
		}
	}
}

func TestNoTwoPicturesLookTheSame(t *testing.T) {
	seen := map[string][]uint8{}
	for _, name := range draw.Names() {
		now := thumbnail(t, name)
		for other, was := range seen {
			if distance(now, was) < 120 {
				t.Errorf("%s looks like %s", name, other)
			}
		}
		seen[name] = now
	}
}

func TestPicturesFitTheirBudget(t *testing.T) {
	total, cards := 0, 0
	for _, name := range draw.Names() {
		for _, width := range demo.PictureWidths() {
			total += len(picture(t, name, width))
		}
		cards += len(picture(t, name, 640))
	}
	if total > 10<<20 {
		t.Errorf("all pictures together are %d bytes, want at most 10 MiB", total)
	}
	if mean := cards / len(draw.Names()); mean > 12<<10 {
		t.Errorf("a picture 640 wide is %d bytes on average, want at most 12 KiB", mean)
	}
}

// thumbnail is the picture in 16 × 20 cells of luminance and both colours, from
// the file as it is sent, by a decoder that is not the encoder's own.
func thumbnail(t *testing.T, name string) []uint8 {
	t.Helper()
	decoded, err := webp.Decode(bytes.NewReader(picture(t, name, 320)))
	if err != nil {
		t.Fatalf("decode %s: %v", name, err)
	}
	img := decoded.(*image.YCbCr)
	var out []uint8
	for cell := range 16 * 20 {
		var sum [3]int
		for i := range 20 * 20 {
			c := img.YCbCrAt(cell%16*20+i%20, cell/16*20+i/20)
			sum[0], sum[1], sum[2] = sum[0]+int(c.Y), sum[1]+int(c.Cb), sum[2]+int(c.Cr)
		}
		out = append(out, uint8(sum[0]/400), uint8(sum[1]/400), uint8(sum[2]/400))
	}
	return out
}

// distance adds up by how much cells differ beyond what compression does.
func distance(a, b []uint8) int {
	sum := 0
	for i := range a {
		if d := max(a[i], b[i]) - min(a[i], b[i]); d > 6 {
			sum += int(d)
		}
	}
	return sum
}
