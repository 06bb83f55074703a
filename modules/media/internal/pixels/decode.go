// Package pixels turns a picture as it comes into the pictures that are shown:
// upright, without metadata, in a few widths.
package pixels

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/webp"

	"holdfast/modules/kernel/fault"
)

// The faults that a picture can have.
var (
	ErrFormat  = fault.New(fault.Invalid, "The picture is no JPEG, PNG, WebP or GIF.")
	ErrDamaged = fault.New(fault.Invalid, "The picture is damaged.")
	ErrHuge    = fault.New(fault.Invalid, "The picture has too many pixels: 40 million are the most, 20 million in a progressive JPEG.")
)

// Bounds on what is decoded.
const (
	maxPixels = 40_000_000
	// maxMemory bounds what decoding takes, in bytes: a progressive JPEG keeps
	// its coefficients, four bytes a sample, until the end.
	maxMemory = 170_000_000
)

// Info is what can be known of a picture before it is decoded.
type Info struct {
	Width, Height int // upright
	format        string
	orientation   int
}

// Inspect reads a picture's head. Faults: ErrFormat, ErrDamaged, ErrHuge.
func Inspect(content []byte) (Info, error) {
	format := sniff(content)
	if format == "" {
		return Info{}, ErrFormat
	}
	config, err := decodeConfig(format, content)
	if err != nil || config.Width <= 0 || config.Height <= 0 {
		return Info{}, ErrDamaged
	}
	info := Info{Width: config.Width, Height: config.Height, format: format, orientation: 1}
	perPixel := int64(4)
	switch {
	case format == "jpeg":
		var progressive bool
		info.orientation, progressive = scanJPEG(content)
		perPixel = jpegBytes(config.ColorModel, progressive)
	case config.ColorModel == color.RGBA64Model || config.ColorModel == color.NRGBA64Model:
		perPixel = 8
	}
	pixels := int64(config.Width) * int64(config.Height)
	if pixels > maxPixels || pixels*perPixel > maxMemory {
		return Info{}, ErrHuge
	}
	if info.orientation >= 5 {
		info.Width, info.Height = info.Height, info.Width
	}
	return info, nil
}

func jpegBytes(model color.Model, progressive bool) int64 {
	samples := int64(2) // 4:2:0 and a half: what cameras write
	switch model {
	case color.GrayModel:
		samples = 1
	case color.CMYKModel:
		samples = 4
	}
	if progressive {
		return samples * 4
	}
	return samples
}

// decode returns the picture as it is stored, not yet upright.
func decode(content []byte) (image.Image, Info, error) {
	info, err := Inspect(content)
	if err != nil {
		return nil, Info{}, err
	}
	var img image.Image
	r := bytes.NewReader(content)
	switch info.format {
	case "jpeg":
		img, err = jpeg.Decode(r)
	case "png":
		img, err = png.Decode(r)
	case "gif":
		img, err = gif.Decode(r)
	case "webp":
		img, err = webp.Decode(r)
	}
	if err != nil || img.Bounds().Empty() {
		return nil, Info{}, ErrDamaged
	}
	return img, info, nil
}

func decodeConfig(format string, content []byte) (image.Config, error) {
	r := bytes.NewReader(content)
	switch format {
	case "jpeg":
		return jpeg.DecodeConfig(r)
	case "png":
		return png.DecodeConfig(r)
	case "gif":
		return gif.DecodeConfig(r)
	}
	return webp.DecodeConfig(r)
}

// sniff tells the format by its first bytes; what a server or a file's name
// says does not matter.
func sniff(content []byte) string {
	switch {
	case bytes.HasPrefix(content, []byte("\xff\xd8\xff")):
		return "jpeg"
	case bytes.HasPrefix(content, []byte("\x89PNG\r\n\x1a\n")):
		return "png"
	case bytes.HasPrefix(content, []byte("GIF87a")), bytes.HasPrefix(content, []byte("GIF89a")):
		return "gif"
	case len(content) > 12 && string(content[:4]) == "RIFF" && string(content[8:12]) == "WEBP":
		return "webp"
	}
	return ""
}

// Ext is the ending of files of that type.
func Ext(contentType string) string {
	switch contentType {
	case "image/webp":
		return "webp"
	case "image/png":
		return "png"
	case "image/svg+xml":
		return "svg"
	}
	return "jpg"
}
