package theme

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAnyColourStaysReadable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		channel := rapid.Float64Range(0, 1)
		c := colour{channel.Draw(t, "r"), channel.Draw(t, "g"), channel.Draw(t, "b")}

		for _, paper := range []colour{paperDay, paperNight} {
			text, _ := parse(c.until(paper, textContrast).hex())
			if got := contrast(text, paper); got < textContrast-0.05 {
				t.Errorf("%s on %s: %.2f", text.hex(), paper.hex(), got)
			}
			if got := contrast(on(text), text); got < 4.5 {
				t.Errorf("on %s: %.2f", text.hex(), got)
			}
		}
	})
}

func TestOnlyColoursGetIntoTheSheet(t *testing.T) {
	for _, text := range []string{"red", "#12345", "#12345g", "#fff;}body{display:none", "", "#1234567"} {
		if Valid(text) || CSS(Look{Accent: text, Fascia: text, Lamp: text}) != nil {
			t.Errorf("took %q", text)
		}
	}
	if URL(Look{}) != "" || !strings.HasPrefix(URL(Look{Accent: "#123456"}), "/theme.css?v=") {
		t.Error("the address does not follow the colours")
	}
}
