package words_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"holdfast/modules/search/internal/words"
)

func TestSplitFoldsWhatPeopleTypeDifferently(t *testing.T) {
	for text, want := range map[string]string{
		"Crème BRÛLÉE": "creme brulee", "Straße, Ærø": "strasse aero", "fisherman’s": "fishermans", "knives": "knife",
		"NQ-MUG/BLU_1": "nq mug blu 1", "ﬁne ½": "fine 1 2", "a\x00b\xffc": "a b c", "İstanbul": "istanbul", "": "",
		strings.Repeat("x", 65) + " y": "y",
	} {
		if got := strings.Join(words.Split(text), " "); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestQueryIsBounded(t *testing.T) {
	for text, want := range map[string][]string{
		"the mug of the harbour": {"mug", "harbour"}, "to": {"to"}, "to be": {"be"}, `"' OR *`: {"or"}, "": nil, "...": nil,
		strings.Repeat("a1 ", 50): slices.Repeat([]string{"a1"}, words.MaxWords),
		strings.Repeat("é", 300):  nil,
	} {
		if got := words.Query(text); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestHeadIsWhatTheThingIs(t *testing.T) {
	for name, want := range map[string]string{
		"Travel mug with lid": "mug", "Mug rack": "rack", "Napkins, set of four": "napkin", "Glasses (six)": "glass", "Brushes": "brush",
		"Cress": "cress", "Berries in syrup": "berry", "The old oar": "oar", "": "", "Dish for salt": "dish",
	} {
		if got := words.Head(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestTextIsWhatAReaderSees(t *testing.T) {
	if got, want := strings.Join(strings.Fields(words.Text("<p>Salt &amp; pepper<br>mill</p><ul><li>oak")), " "), "Salt & pepper mill oak"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("Crème brûlée")
	f.Fuzz(func(t *testing.T, text string) {
		for _, word := range words.Split(text) {
			if !utf8.ValidString(word) || strings.ContainsAny(word, "'\"*:&|!() \x00\\") {
				t.Errorf("%q has the word %q", text, word)
			}
		}
	})
}
