package pixels

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"slices"
)

// quality of the JPEGs that are shown: beyond it, bytes grow faster than what
// is seen.
const quality = 82

// Variants are the forms of a picture that are shown, JPEGs all of them.
type Variants struct {
	Width, Height int // of the widest
	ByWidth       map[int][]byte
}

// ContentType is what variants are.
const ContentType = "image/jpeg"

// Sizes returns which of widths are made of a picture so wide, and the size of
// the widest: all that are narrower, and the next one with as many pixels as
// there are. Nothing is blown up.
func (i Info) Sizes(widths []int) (made []int, width, height int) {
	for _, w := range slices.Sorted(slices.Values(widths)) {
		made = append(made, w)
		width = min(w, i.Width)
		if w >= i.Width {
			break
		}
	}
	return made, width, heightAt(i, width)
}

func heightAt(i Info, width int) int {
	return max(1, (i.Height*width+i.Width/2)/i.Width)
}

// Make decodes content and returns its variants. Faults: those of Inspect.
func Make(content []byte, widths []int) (Variants, error) {
	img, info, err := decode(content)
	if err != nil {
		return Variants{}, err
	}
	made, width, height := info.Sizes(widths)
	v := Variants{Width: width, Height: height, ByWidth: map[int][]byte{}}
	// From the widest down: each is made of the one before, which is the same
	// to the eye and much cheaper.
	shown := stand(img, info, width)
	for _, w := range slices.Backward(made) {
		if w < width {
			shown = scale(shown, w, heightAt(info, w))
		}
		var out bytes.Buffer
		if err := jpeg.Encode(&out, shown, &jpeg.Options{Quality: quality}); err != nil {
			return Variants{}, fmt.Errorf("encode at %d: %w", w, err)
		}
		v.ByWidth[w] = out.Bytes()
	}
	return v, nil
}

// stand scales the picture as it is stored to the given upright width, and
// turns it.
func stand(img image.Image, info Info, width int) *image.RGBA {
	height := heightAt(info, width)
	if info.orientation >= 5 {
		return turn(scale(img, height, width), info.orientation)
	}
	return turn(scale(img, width, height), info.orientation)
}

// turn applies an Exif orientation: where 1 is upright, each of the others says
// which of the stored picture's edges are its top and its left.
func turn(img *image.RGBA, orientation int) *image.RGBA {
	if orientation <= 1 {
		return img
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if orientation >= 5 {
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			tx, ty := x, y
			switch orientation {
			case 2:
				tx = w - 1 - x
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				ty = h - 1 - y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			out.SetRGBA(tx, ty, img.RGBAAt(x, y))
		}
	}
	return out
}
