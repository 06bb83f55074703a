package pixels_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"

	"holdfast/modules/media/internal/pixels"
)

func TestEachExifOrientationStandsUpright(t *testing.T) {
	for orientation := 1; orientation <= 8; orientation++ {
		content := withExif(stored(t, orientation), orientation)
		v, err := pixels.Make(content, []int{60})
		if err != nil {
			t.Fatal(err)
		}
		img, err := jpeg.Decode(bytes.NewReader(v.ByWidth[60]))
		if err != nil {
			t.Fatal(err)
		}
		if b := img.Bounds(); b.Dx() != 60 || b.Dy() != 80 {
			t.Errorf("orientation %d: %v, want 60 × 80", orientation, b)
			continue
		}
		if !isRed(img.At(5, 5)) || isRed(img.At(50, 5)) || isRed(img.At(5, 70)) || isRed(img.At(50, 70)) {
			t.Errorf("orientation %d: the red corner is not at the upper left", orientation)
		}
		if bytes.Contains(v.ByWidth[60], []byte("Exif")) {
			t.Errorf("orientation %d: metadata was kept", orientation)
		}
	}
}

func TestTransparencyBecomesWhite(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 64, 64)) // all transparent
	var asPNG, asGIF bytes.Buffer
	if err := png.Encode(&asPNG, img); err != nil {
		t.Fatal(err)
	}
	clear := image.NewPaletted(img.Rect, color.Palette{color.Transparent, color.Black})
	if err := gif.Encode(&asGIF, clear, nil); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"png": asPNG.Bytes(), "gif": asGIF.Bytes()} {
		v, err := pixels.Make(content, []int{32})
		if err != nil {
			t.Fatal(name, err)
		}
		shown, err := jpeg.Decode(bytes.NewReader(v.ByWidth[32]))
		if err != nil {
			t.Fatal(name, err)
		}
		if r, g, b, _ := shown.At(16, 16).RGBA(); r>>8 < 254 || g>>8 < 254 || b>>8 < 254 {
			t.Errorf("%s: %v, want white", name, shown.At(16, 16))
		}
	}
}

func TestAFlatColourStaysFlat(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 997, 1203))
	for i := range img.Pix {
		img.Pix[i] = []uint8{200, 120, 40, 255}[i%4]
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	v, err := pixels.Make(out.Bytes(), []int{320, 640})
	if err != nil {
		t.Fatal(err)
	}
	shown, err := jpeg.Decode(bytes.NewReader(v.ByWidth[320]))
	if err != nil {
		t.Fatal(err)
	}
	for y := range shown.Bounds().Dy() {
		for x := range 320 {
			r, g, b, _ := shown.At(x, y).RGBA()
			if near := func(got uint32, want int) bool { return int(got>>8) >= want-3 && int(got>>8) <= want+3 }; !near(r, 200) || !near(g, 120) || !near(b, 40) {
				t.Fatalf("at %d, %d: %v", x, y, shown.At(x, y))
			}
		}
	}
}

func FuzzPicturesNeverPanic(f *testing.F) {
	f.Add(withExif(stored(f, 6), 6))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x0eExif\x00\x00MM\x00*\xff\xff\xff\xff"))
	f.Add([]byte("GIF89a"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if info, err := pixels.Inspect(content); err == nil && info.Width*info.Height < 1<<20 {
			_, _ = pixels.Make(content, []int{32})
		}
	})
}

func BenchmarkMake(b *testing.B) {
	img := image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420)
	for i := range img.Y {
		img.Y[i] = uint8(i * i >> 7)
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, nil); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := pixels.Make(out.Bytes(), []int{320, 640, 1280}); err != nil {
			b.Fatal(err)
		}
	}
}

// stored is a picture of 60 × 80 with a red upper left corner, as a camera
// stores it that was held so.
func stored(t testing.TB, orientation int) []byte {
	t.Helper()
	w, h := 60, 80
	if orientation >= 5 {
		w, h = h, w
	}
	right := orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8
	low := orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7
	if orientation == 6 || orientation == 8 {
		right, low = orientation == 8, orientation == 6
	}
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, color.White)
			if (x >= w/2) == right && (y >= h/2) == low {
				img.Set(x, y, color.RGBA{220, 0, 0, 255})
			}
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func withExif(content []byte, orientation int) []byte {
	tiff := []byte("Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00")
	tiff[24] = byte(orientation)
	segment := append([]byte{0xff, 0xe1, 0, 0}, tiff...)
	binary.BigEndian.PutUint16(segment[2:], uint16(len(tiff)+2))
	return append(append(append([]byte{}, content[:2]...), segment...), content[2:]...)
}

func isRed(c color.Color) bool {
	r, g, _, _ := c.RGBA()
	return r > 0xa000 && g < 0x6000
}
