package modules_test

import (
	"fmt"
	"go/ast"
	"go/types"
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

// edge is a need that the code has: from calls to, or hears its event.
type edge struct {
	from, to string
	event    string // what is heard; empty: a call
	where    string // the first file that has it
}

// used finds the edges in the production code: what modules name of each other,
// what they listen to, and what main hands to whom, which they may know by an
// interface of their own only.
func (t *tree) used() []edge {
	var all []edge
	events := t.events()
	for _, p := range t.sorted() {
		for _, f := range p.files {
			switch self, isModule := module(p.dir); {
			case f.test:
			case isModule:
				all = append(all, t.named(p, f, self, events)...)
				all = append(all, heard(p, f, self)...)
			case p.dir == ".":
				all = append(all, wired(p, f)...)
			}
		}
	}
	seen := map[edge]bool{}
	return slices.DeleteFunc(all, func(e edge) bool {
		e.where = ""
		again := seen[e]
		seen[e] = true
		return again
	})
}

// named finds the other modules whose things a file names. Naming an event is
// not calling: it takes listening to it to need it. Nor is reading a field of
// what somebody else has answered with.
func (t *tree) named(p *pkg, f *file, self string, events map[types.Object]bool) (found []edge) {
	ast.Inspect(f.File, func(n ast.Node) bool {
		name, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		object := p.info.Uses[name]
		if other, ok := moduleOf(object); ok && other != self && object.Parent() == object.Pkg().Scope() && !events[object] {
			found = append(found, edge{from: self, to: other, where: f.path})
		}
		return true
	})
	return found
}

func (t *tree) events() map[types.Object]bool {
	all := map[types.Object]bool{}
	for _, p := range t.packages {
		for _, e := range declaredEvents(p) {
			all[e.object] = true
		}
	}
	return all
}

// heard finds the events that a file listens to.
func heard(p *pkg, f *file, self string) (found []edge) {
	for call := range callsTo(p, f, "holdfast/db", "Listen") {
		hear, ok := p.info.TypeOf(call.Args[len(call.Args)-1]).(*types.Signature)
		if !ok || hear.Params().Len() != 2 {
			continue
		}
		event, ok := hear.Params().At(1).Type().(*types.Named)
		if !ok {
			continue
		}
		if other, ok := moduleOf(event.Obj()); ok && other != self {
			found = append(found, edge{self, other, event.Obj().Name(), f.path})
		}
	}
	return found
}

// callsTo finds a file's calls of a function of package name.
func callsTo(p *pkg, f *file, name, function string) func(func(*ast.CallExpr) bool) {
	return func(yield func(*ast.CallExpr) bool) {
		more := true
		ast.Inspect(f.File, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !more {
				return more
			}
			if callee := calleeOf(p, call); callee != nil && callee.Name() == function && callee.Pkg() != nil && callee.Pkg().Path() == name {
				more = yield(call)
			}
			return more
		})
	}
}

// calleeOf returns what is called; nil where that cannot be told.
func calleeOf(p *pkg, call *ast.CallExpr) types.Object {
	fun := ast.Unparen(call.Fun)
	switch generic := fun.(type) {
	case *ast.IndexExpr:
		fun = generic.X
	case *ast.IndexListExpr:
		fun = generic.X
	}
	switch f := fun.(type) {
	case *ast.Ident:
		return p.info.Uses[f]
	case *ast.SelectorExpr:
		return p.info.Uses[f.Sel]
	}
	return nil
}

// wired finds what main hands to a module: in a call of its, or in a value of
// a type of its.
func wired(p *pkg, f *file) (found []edge) {
	hand := func(to string, things []ast.Expr) {
		for _, thing := range things {
			if field, ok := thing.(*ast.KeyValueExpr); ok {
				thing = field.Value
			}
			if other, ok := moduleOf(named(p.info.TypeOf(thing))); ok && other != to {
				found = append(found, edge{from: to, to: other, where: f.path})
			}
		}
	}
	ast.Inspect(f.File, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if to, ok := moduleOf(calleeOf(p, n)); ok {
				hand(to, n.Args)
			}
		case *ast.CompositeLit:
			if to, ok := moduleOf(named(p.info.TypeOf(n))); ok {
				hand(to, n.Elts)
			}
		}
		return true
	})
	return found
}

// named returns the name of a type, or of what it points to.
func named(t types.Type) types.Object {
	if pointer, ok := t.(*types.Pointer); ok {
		t = pointer.Elem()
	}
	if n, ok := t.(*types.Named); ok {
		return n.Obj()
	}
	return nil
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
