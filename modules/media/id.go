package media

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
)

// idLength is the length of an ID: 128 bits of SHA-256.
const idLength = 32

func contentID(content []byte) ID { return hash([]byte("content"), content) }

func sourceID(address string) ID { return hash([]byte("source"), []byte(address)) }

func variantsID(variants map[int][]byte) ID {
	parts := [][]byte{[]byte("variants")}
	for _, width := range slices.Sorted(maps.Keys(variants)) {
		parts = append(parts, strconv.AppendInt(nil, int64(width), 10), variants[width])
	}
	return hash(parts...)
}

// hash is over each part's own hash, so that no two lists of parts are alike.
func hash(parts ...[]byte) ID {
	whole := sha256.New()
	for _, part := range parts {
		sum := sha256.Sum256(part)
		whole.Write(sum[:])
	}
	return ID(hex.EncodeToString(whole.Sum(nil))[:idLength])
}

// valid keeps anything that is no ID, such as a path, from the blobs.
func (id ID) valid() bool {
	if len(id) != idLength {
		return false
	}
	for _, r := range id {
		if (r < '0' || r > '9') && (r < 'a' || r > 'f') {
			return false
		}
	}
	return true
}
