package index_test

import (
	"math"
	"testing"

	"holdfast/modules/search/internal/index"
)

// Whatever is typed, it is read to the end, and scores are numbers.
func FuzzFind(f *testing.F) {
	x := filled("en", "Vantor X20 laptop 15.6 inch | Laptops | Storage=512 GB", "Air fryer 5 l | Air fryers", "T-shirt wi-fi 30x40 cm | Shirts", "Tea towel | Towels")
	de := filled("de", "Esstisch | Tische", "Kaffeemaschine")
	for _, text := range []string{"laptop", "lptop 15.6\"", "t-shirt", "-", "a-b-c-d", "the", "under 50", "shirt up to 20 euro", "30x40", "5in x", "\xff-\xfe", "1.2.3,4", "pack of 6", "air-fryer-x 5 l l", "''\"\"", "x20-"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, each := range []*index.Index{x, de} {
			for _, hit := range each.Find(index.Request{Text: text, Whole: 100}).Hits {
				if math.IsNaN(hit.Score) || hit.Score <= 0 {
					t.Errorf("%q: document %d has the score %f", text, hit.Document, hit.Score)
				}
			}
		}
	})
}
