package i18n_test

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestEveryMessageIsAskedFor(t *testing.T) {
	texts := written(t, filepath.Join("..", ".."))
	names, err := filepath.Glob("*.en.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		for _, key := range slices.Sorted(maps.Keys(messages(t, name))) {
			if !asked(key, texts) && !strings.HasPrefix(key, "date.month.") { // by number
				t.Errorf("%s: nobody asks for %s", name, key)
			}
		}
	}
}

// messages are those of one catalogue.
func messages(t *testing.T, name string) map[string]message {
	t.Helper()
	body, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	tree := map[string]any{}
	if err := json.Unmarshal(body, &tree); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	all := map[string]message{}
	collect(all, "", tree)
	return all
}

var quoted = regexp.MustCompile(`"([^"\\\n]*)"`)

// written are all texts in quotation marks in the code and the templates below
// root.
func written(t *testing.T, root string) map[string]bool {
	t.Helper()
	texts := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		name := entry.Name()
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (name == "node_modules" || name == "bench" || name == ".git"):
			return filepath.SkipDir
		case filepath.Ext(name) != ".templ" && filepath.Ext(name) != ".go", strings.HasSuffix(name, "_templ.go"), strings.HasSuffix(name, "_test.go"):
			return nil
		}
		body, err := os.ReadFile(path)
		for _, text := range quoted.FindAllStringSubmatch(string(body), -1) {
			texts[text[1]] = true
			texts[strings.ReplaceAll(text[1], "-", "_")] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// asked says whether key is written out, or can be put together from a text with
// its first part and others: "attempt." and "failed".
func asked(key string, texts map[string]bool) bool {
	part, _, _ := strings.Cut(key, ".")
	for end := len(part) + 1; end <= len(key); end++ {
		if texts[key[:end]] && together(key[end:], texts) {
			return true
		}
	}
	return false
}

func together(rest string, texts map[string]bool) bool {
	if rest == "" {
		return true
	}
	for end := 1; end <= len(rest); end++ {
		if part := rest[:end]; texts[part] && (part == "_" || end >= 3) && together(rest[end:], texts) {
			return true
		}
	}
	return false
}
