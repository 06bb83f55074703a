package words_test

import (
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

func TestReadFindsWordsNumbersAndQuantities(t *testing.T) {
	english := words.For("en-GB")
	for text, want := range map[string]string{
		`55" TV`:                      "55in +55 tv",
		"55-inch, 55 inches and 55in": "55in +55 55in +55 - 55in +55",
		"1.5 l or 1500ml, 1,5 L":      "1500ml +1.5 - 1500ml +1500 1500ml +1.5",
		"0.5tb 500 GB":                "500gb +0.5 500gb +500",
		"30x40 cm":                    "300mm +30 x 400mm +40",
		"T-shirt wi-fi":               "t shirt +tshirt wi fi +wifi",
		"WH-1000XM4":                  "wh 1000xm4 +wh1000xm4",
		"5 in stock, 2 in 1":          "5 - stock 2 - 1",
		"set of 6 knives":             "set - 6pk +6 knife",
		"1,000 pieces":                "1000pk +1000",
		"12.5":                        "12.5",
		"...":                         "",
	} {
		var got []string
		for _, token := range english.Read(text) {
			switch {
			case token.Stop:
				got = append(got, "-")
			case token.Extra:
				got = append(got, "+"+token.Text)
			default:
				got = append(got, token.Text)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: got %q, want %q", text, strings.Join(got, " "), want)
		}
	}
}

func TestStemsGoByLanguage(t *testing.T) {
	for _, pair := range [][3]string{{"en", "shoes", "shoe"}, {"de", "tische", "tisch"}, {"fr", "chaussures", "chaussure"}, {"nl", "stoelen", "stoel"}} {
		l := words.For(pair[0])
		if l.Stem(pair[1]) != l.Stem(pair[2]) {
			t.Errorf("%s: %s and %s have different stems", pair[0], pair[1], pair[2])
		}
	}
	if got := words.For("xx").Stem("shoes"); got != "shoes" {
		t.Errorf("an unknown language has the stem %q", got)
	}
}

func TestBoundIsOfCharacters(t *testing.T) {
	if got := words.Bound(strings.Repeat("é", 300)); len([]rune(got)) != words.MaxQuery {
		t.Errorf("%d characters are left", len([]rune(got)))
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
		all := words.Split(text)
		for _, token := range words.For("en").Read(text) {
			all = append(all, strings.ReplaceAll(token.Text, ".", ""))
		}
		for _, word := range all {
			if !utf8.ValidString(word) || strings.ContainsAny(word, "'\"*:&|!() \x00\\") {
				t.Errorf("%q has the word %q", text, word)
			}
		}
	})
}
