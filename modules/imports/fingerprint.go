package imports

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"holdfast/modules/catalog"
)

// fingerprint is of what is said of a product, but for its identity and the
// sizes of its pictures, which are learnt later.
func fingerprint(p catalog.Product) string {
	p.ID = ""
	images := make([]catalog.Image, len(p.Images))
	for i, image := range p.Images {
		images[i] = catalog.Image{Asset: image.Asset, Alt: image.Alt}
	}
	variants := make([]catalog.Variant, len(p.Variants))
	for i, v := range p.Variants {
		v.Choices = filled(v.Choices)
		variants[i] = v
	}
	p.Images, p.Variants, p.Attributes = images, variants, filled(p.Attributes)
	p.Tags, p.Options, p.Categories = filled(p.Tags), filled(p.Options), filled(p.Categories)
	text, err := json.Marshal(p)
	if err != nil {
		return "" // equals nothing; strings and numbers always marshal
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// filled makes a missing list an empty one.
func filled[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
