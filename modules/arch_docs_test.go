package modules_test

import (
	"flag"
	"fmt"
	"go/doc"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "draw docs/map.md anew")

const mapFile = "../docs/map.md"

func TestTheDrawnMapIsCurrent(t *testing.T) {
	drawn := draw(ourHouse(t))
	if *update {
		if err := os.WriteFile(mapFile, []byte(drawn), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	kept, err := os.ReadFile(mapFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != drawn {
		t.Errorf("docs/map.md is stale: draw it anew with go test ./modules -update")
	}
}

func TestEveryModuleSaysWhatItKnows(t *testing.T) {
	h := ourHouse(t)
	for _, name := range h.plan.order {
		if h.knows(name) == "" {
			t.Errorf("modules/%s: its package comment does not begin with \"Package %s …\"", name, name)
		}
	}
}

// draw makes docs/map.md of the map and of what the modules say of themselves.
func draw(h *house) string {
	var b strings.Builder
	b.WriteString("# The module map\n\n" +
		"An arrow points to whom a module needs: solid where it calls, dotted where it only hears events.\n" +
		"It is drawn from `modules/arch_test.go`, where an edge is added on purpose, by `go test ./modules -update`.\n\n" +
		"```mermaid\nflowchart TD\n")
	for _, name := range slices.Backward(h.plan.order) {
		fmt.Fprintf(&b, "    %s\n", name)
		for _, to := range h.plan.calls[name] {
			fmt.Fprintf(&b, "    %s --> %s\n", name, to)
		}
		for _, to := range h.plan.hears[name] {
			if !slices.Contains(h.plan.calls[name], to) {
				fmt.Fprintf(&b, "    %s -.-> %s\n", name, to)
			}
		}
	}
	b.WriteString("```\n\n| module | knows | calls | hears | tells |\n|---|---|---|---|---|\n")
	fmt.Fprintf(&b, "| kernel | the values everyone speaks in: %s | | | |\n", strings.Join(words(kernelPackages), ", "))
	for _, name := range h.plan.order {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", name, strings.ReplaceAll(h.knows(name), "|", `\|`),
			strings.Join(h.plan.calls[name], ", "), code(h.heardBy(name)), code(h.toldBy(name)))
	}
	b.WriteString("\nKernel is needed by all and needs nothing; `db` is below all modules, `web` above them, and `wire.go` hands each what it needs.\n")
	return b.String()
}

// knows is the first sentence of the module's package comment, without its name.
func (h *house) knows(name string) string {
	for _, f := range h.packages[path.Join("modules", name)].files {
		if f.Doc == nil || f.test {
			continue
		}
		if knows, ok := strings.CutPrefix(new(doc.Package).Synopsis(f.Doc.Text()), "Package "+name+" "); ok {
			return strings.TrimSuffix(strings.TrimSuffix(knows, "."), ":")
		}
	}
	return ""
}

// toldBy are the names of the events that the module tells.
func (h *house) toldBy(name string) (events []string) {
	for _, p := range h.sorted() {
		if owner, _ := module(p.dir); owner == name {
			for _, e := range declaredEvents(p) {
				events = append(events, e.name)
			}
		}
	}
	slices.Sort(events)
	return events
}

// heardBy are the names of the others' events that the module listens to.
func (h *house) heardBy(name string) []string {
	names := map[string]string{}
	for _, p := range h.packages {
		for _, e := range declaredEvents(p) {
			names[p.types.Path()+"."+e.object.Name()] = e.name
		}
	}
	events := map[string]bool{}
	for _, e := range h.used() {
		if e.from == name && e.event != "" {
			events[names["holdfast/modules/"+e.to+"."+e.event]] = true
		}
	}
	return slices.Sorted(maps.Keys(events))
}

func code(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "`" + strings.Join(names, "`, `") + "`"
}
