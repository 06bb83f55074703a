package modules_test

import (
	"go/ast"
	"go/types"
	"slices"
)

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
