// Package demo is the shop that an empty Holdfast opens with: Northquay General
// Store, a harbour town's store that does not exist. Its catalogue, its words
// and its pictures are our own.
//
//	catalogue.csv   products and variants, as a merchant would import them
//	pictures/       what the package draw drew, three widths each
//	this package    what such a file cannot say: departments, collections,
//	                pages, coupons, delivery, and the shop's own settings
//
// A picture's address in the catalogue is "demo:" and its name. A product with
// the tag "tax:zero" or "tax:reduced" is taxed so, every other at the standard
// rate. Which is which follows Ireland's VAT Consolidation Act 2010: most food
// one prepares oneself, tea and coffee to brew, and food plants' seeds are zero
// rated (Schedule 2); biscuits without chocolate are reduced (Schedule 3);
// chocolate is standard.
package demo

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed catalogue.csv
var catalogue []byte

//go:embed pictures/*.webp
var pictures embed.FS

//go:embed brand/*.svg
var brand embed.FS

// Catalogue returns the catalogue as a CSV file.
func Catalogue() []byte { return append([]byte(nil), catalogue...) }

// PictureScheme is what a picture's address in the catalogue begins with.
const PictureScheme = "demo:"

// PictureWidths are the widths in pixels that every picture has; its height is
// five quarters of that.
func PictureWidths() []int { return []int{320, 640, 1280} }

// Picture returns the picture called name, with or without its scheme, at one
// of PictureWidths.
func Picture(name string, width int) (data []byte, contentType string, ok bool) {
	name = strings.TrimPrefix(name, PictureScheme)
	data, err := pictures.ReadFile(fmt.Sprintf("pictures/%s-%d.webp", name, width))
	if err != nil {
		return nil, "", false
	}
	return data, "image/webp", true
}

// Brand returns the shop's own drawings as SVG: logo, logo-dark, mark and favicon.
func Brand(name string) (svg []byte, ok bool) {
	data, err := brand.ReadFile("brand/" + name + ".svg")
	return data, err == nil
}
