package i18n_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// message is a key's text in each plural form; "other" alone where it has none.
type message map[string]string

// forms are the plural forms of each language (CLDR).
var forms = map[string][]string{
	"en": {"one", "other"},
	"de": {"one", "other"},
	"ar": {"zero", "one", "two", "few", "many", "other"},
}

// catalogues reads every message of a language, but those of the back office,
// which is in English.
func catalogues(t *testing.T, tag string) map[string]message {
	t.Helper()
	all := map[string]message{}
	names, err := filepath.Glob("*." + tag + ".json")
	if err != nil || len(names) == 0 {
		t.Fatalf("catalogues of %s: %v, %v", tag, names, err)
	}
	for _, name := range names {
		if strings.HasPrefix(name, "backoffice") {
			continue
		}
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		tree := map[string]any{}
		if err := json.Unmarshal(body, &tree); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		collect(all, "", tree)
	}
	return all
}

func collect(all map[string]message, key string, tree map[string]any) {
	if _, plural := tree["other"].(string); plural {
		m := message{}
		for form, text := range tree {
			m[form] = text.(string)
		}
		all[key] = m
		return
	}
	for name, below := range tree {
		path := strings.TrimPrefix(key+"."+name, ".")
		if text, ok := below.(string); ok {
			all[path] = message{"other": text}
			continue
		}
		collect(all, path, below.(map[string]any))
	}
}

// same may read alike in two languages: names, signs and units.
var same = regexp.MustCompile(`^(date\.month\..*|demo\.label|testpay\.mark|checkout\.name|mail\.line|order\.quantity|product\.(barcode|grams|kilograms)|weight\..*|explain\.units|law\.review_line|find\.(choice|attribute|picked_title)|price_note\.unit|account\.(name|placed|and))$`)

var placeholder = regexp.MustCompile(`\{\{\.\w+\}\}`)

func TestEveryLanguageSaysEverythingInItsOwnWords(t *testing.T) {
	english := catalogues(t, "en")
	for _, tag := range []string{"de", "ar"} {
		said := catalogues(t, tag)
		for _, key := range slices.Sorted(maps.Keys(english)) {
			text, ok := said[key]
			if !ok {
				t.Errorf("%s lacks %s: %q", tag, key, english[key]["other"])
				continue
			}
			check(t, tag, key, english[key], text)
		}
		for key := range said {
			if _, ok := english[key]; !ok {
				t.Errorf("%s says %s, which nobody asks for", tag, key)
			}
		}
	}
}

// without may leave placeholders out: a German order button says nothing beside
// that it obliges to pay (§ 312j (3) BGB).
var without = []string{"de law.place_pay"}

func check(t *testing.T, tag, key string, english, said message) {
	t.Helper()
	plural := len(english) > 1
	if want := len(forms[tag]); plural && len(said) != want || !plural && len(said) != 1 {
		t.Errorf("%s %s has the forms %v", tag, key, slices.Sorted(maps.Keys(said)))
	}
	for form, text := range said {
		if text == "" || strings.TrimSpace(text) != text {
			t.Errorf("%s %s (%s) is %q", tag, key, form, text)
		}
		if text == english["other"] && regexp.MustCompile(`\pL`).MatchString(placeholder.ReplaceAllString(text, "")) && !same.MatchString(key) {
			t.Errorf("%s %s is left in English: %q", tag, key, text)
		}
		if plural && form != "other" && form != "few" && form != "many" {
			continue // "two items" needs no figure
		}
		if wants, has := filled(english["other"]), filled(text); !slices.Equal(wants, has) && !slices.Contains(without, tag+" "+key) {
			t.Errorf("%s %s (%s) has the placeholders %v, not %v", tag, key, form, has, wants)
		}
	}
}

func filled(text string) []string {
	return slices.Compact(slices.Sorted(slices.Values(placeholder.FindAllString(text, -1))))
}
