package modules_test

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// A breach is a small tree in testdata/breaches that breaks one rule, named
// after the rule and what is wrong: first the lines that the rule has to say,
// then files, each after a line with its name. A file called map is the module
// map that the tree is built by, where the real one does not do.
func TestEachRuleCatchesItsBreach(t *testing.T) {
	caught := map[string]bool{}
	for name, breach := range breaches(t) {
		t.Run(name, func(t *testing.T) {
			ruleName, _, _ := strings.Cut(name, "-")
			i := slices.IndexFunc(rules, func(r rule) bool { return r.name == ruleName })
			if i < 0 {
				t.Fatalf("there is no rule %q", ruleName)
			}
			caught[ruleName] = true

			if got := rules[i].check(breach.house(t)); !slices.Equal(got, breach.want) {
				t.Errorf("the rule says\n  %s\nand should say\n  %s", strings.Join(got, "\n  "), strings.Join(breach.want, "\n  "))
			}
		})
	}
	for _, r := range rules {
		if !caught[r.name] {
			t.Errorf("no breach shows that %q is checked", r.name)
		}
	}
}

type breach struct {
	want  []string
	files fstest.MapFS
}

func breaches(t *testing.T) map[string]breach {
	t.Helper()
	names, err := fs.Glob(os.DirFS("testdata/breaches"), "*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("found no breaches: %v", err)
	}
	all := map[string]breach{}
	for _, name := range names {
		text, err := os.ReadFile(path.Join("testdata/breaches", name))
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(name, ".txt")] = parseBreach(string(text))
	}
	return all
}

func parseBreach(text string) breach {
	b := breach{files: fstest.MapFS{}}
	name := ""
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		if rest, ok := strings.CutPrefix(trimmed, "-- "); ok && strings.HasSuffix(rest, " --") {
			name = strings.TrimSuffix(rest, " --")
			b.files[name] = &fstest.MapFile{}
			continue
		}
		switch {
		case name != "":
			b.files[name].Data = append(b.files[name].Data, line...)
		case trimmed != "":
			b.want = append(b.want, trimmed)
		}
	}
	return b
}

func (b breach) house(t *testing.T) *house {
	t.Helper()
	planted, err := read(b.files)
	if err != nil {
		t.Fatal(err)
	}
	plan := moduleMap
	if own, ok := b.files["map"]; ok {
		plan = string(own.Data)
	}
	return &house{planted, parsePlan(t, plan)}
}
