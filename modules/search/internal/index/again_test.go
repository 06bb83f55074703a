package index_test

import (
	"testing"

	"holdfast/modules/search/internal/index"
	"holdfast/modules/search/internal/words"
)

// A product that was hidden and is shown again has another document: whoever did
// not look in between hears of the new one alone.
func TestAProductHasOneDocument(t *testing.T) {
	x := index.New(words.For("en"))
	source := index.Source{Name: "Desk lamp"}
	x.Put(1, index.Card{Product: "lamp"}, "a", source)
	x.Put(2, index.Card{Product: "lamp"}, "a", source)
	if got := order(x, index.Request{Text: "lamp"}); got != "2" {
		t.Errorf("found %q, want document 2 alone", got)
	}
	x.RemoveProducts([]string{"lamp"})
	if got := order(x, index.Request{Text: "lamp"}); got != "" || x.Len() != 0 {
		t.Errorf("found %q of %d documents when it is gone", got, x.Len())
	}
}
