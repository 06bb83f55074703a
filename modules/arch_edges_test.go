package modules_test

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

// plan is the parsed map.
type plan struct {
	order []string
	calls map[string][]string
	hears map[string][]string
}

func parsePlan(t *testing.T, text string) plan {
	t.Helper()
	p := plan{calls: map[string][]string{}, hears: map[string][]string{}}
	for line := range strings.Lines(strings.TrimSpace(text)) {
		name, needs, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			t.Fatalf("the map's line %q names no module", line)
		}
		calls, hears, _ := strings.Cut(needs, "hears")
		p.order = append(p.order, name)
		p.calls[name], p.hears[name] = words(calls), words(hears)
	}
	return p
}

func (p plan) needs(name string) []string {
	return append(slices.Clone(p.calls[name]), p.hears[name]...)
}

// below is all that a module stands on, however far down.
func (p plan) below(name string) []string {
	all := p.needs(name)
	for i := 0; i < len(all); i++ {
		for _, next := range p.needs(all[i]) {
			if !slices.Contains(all, next) {
				all = append(all, next)
			}
		}
	}
	return all
}

func edges(h *house) (breaches []string) {
	for _, e := range h.used() {
		switch {
		case e.event == "" && !slices.Contains(h.plan.calls[e.from], e.to):
			breaches = append(breaches, fmt.Sprintf("%s needs %s (%s), and the map does not say that it calls it", e.from, e.to, e.where))
		case e.event != "" && !slices.Contains(h.plan.hears[e.from], e.to):
			breaches = append(breaches, fmt.Sprintf("%s hears %s.%s (%s), and the map does not say so", e.from, e.to, e.event, e.where))
		}
	}
	h.imports(func(p *pkg, f *file, imported string) {
		self, inModule := module(p.dir)
		other, ofModule := module(folder(imported))
		// A module's tests wire what it stands on, and may reach as far down; a
		// whole shop for tests (orderstest) is there for everybody's.
		allowed := h.plan.needs(self)
		if f.test {
			allowed = h.plan.below(self)
		}
		wholeShop := f.test && testCode.MatchString(folder(imported))
		if inModule && ofModule && other != self && !wholeShop && !slices.Contains(allowed, other) {
			breaches = append(breaches, fmt.Sprintf("%s imports %s, which is not below %s in the map", f.path, other, self))
		}
	})
	return breaches
}

// cycles looks at the code alone: a map may be wrong.
func cycles(h *house) (breaches []string) {
	code := plan{calls: map[string][]string{}}
	for _, e := range h.used() {
		code.calls[e.from] = append(code.calls[e.from], e.to)
	}
	h.imports(func(p *pkg, f *file, imported string) {
		self, inModule := module(p.dir)
		if other, ofModule := module(folder(imported)); inModule && ofModule && other != self && !f.test {
			code.calls[self] = append(code.calls[self], other)
		}
	})
	for _, name := range slices.Sorted(maps.Keys(code.calls)) {
		if slices.Contains(code.below(name), name) {
			breaches = append(breaches, fmt.Sprintf("%s needs itself by way of %s", name, strings.Join(slices.Compact(slices.Sorted(slices.Values(code.calls[name]))), ", ")))
		}
	}
	return breaches
}

func mapIsTrue(h *house) (breaches []string) {
	for i, name := range h.plan.order {
		for _, need := range h.plan.needs(name) {
			if !slices.Contains(h.plan.order[:i], need) {
				breaches = append(breaches, fmt.Sprintf("%s needs %s, which is not above it", name, need))
			}
		}
		if h.packages[path.Join("modules", name)] == nil {
			breaches = append(breaches, fmt.Sprintf("%s is in the map, and there is no such module", name))
		}
	}
	calls, hears := map[[2]string]bool{}, map[[2]string]bool{}
	for _, e := range h.used() {
		calls[[2]string{e.from, e.to}] = calls[[2]string{e.from, e.to}] || e.event == ""
		hears[[2]string{e.from, e.to}] = hears[[2]string{e.from, e.to}] || e.event != ""
	}
	for _, name := range h.plan.order {
		for _, to := range h.plan.calls[name] {
			if !calls[[2]string{name, to}] {
				breaches = append(breaches, fmt.Sprintf("%s does not call %s any more", name, to))
			}
		}
		for _, to := range h.plan.hears[name] {
			if !hears[[2]string{name, to}] {
				breaches = append(breaches, fmt.Sprintf("%s does not hear %s any more", name, to))
			}
		}
	}
	return append(breaches, unmapped(h)...)
}

// unmapped finds the modules that the map has forgotten.
func unmapped(h *house) (breaches []string) {
	missing := map[string]bool{}
	for dir := range h.packages {
		if name, ok := module(dir); ok && !slices.Contains(h.plan.order, name) {
			missing[name] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(missing)) {
		breaches = append(breaches, fmt.Sprintf("%s is a module, and not in the map", name))
	}
	return breaches
}
