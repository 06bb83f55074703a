package modules_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

func noInit(h *house) (breaches []string) {
	for _, p := range h.sorted() {
		for _, f := range p.files {
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
					breaches = append(breaches, fmt.Sprintf("%s has an init: let main call it", f.path))
				}
			}
		}
	}
	return breaches
}

// event is a type that modules tell of, and its name in the outbox.
type event struct {
	object types.Object
	name   string
}

// declaredEvents are the events of a package.
func declaredEvents(p *pkg) []event { return namedBy(p, "EventName") }

// namedBy finds the types with a method that names them.
func namedBy(p *pkg, method string) (found []event) {
	for _, f := range p.files {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || f.test || fn.Recv == nil || fn.Name.Name != method || fn.Body == nil || len(fn.Body.List) == 0 {
				continue
			}
			back, ok := fn.Body.List[0].(*ast.ReturnStmt)
			if object := named(p.info.TypeOf(fn.Recv.List[0].Type)); ok && object != nil && len(back.Results) == 1 {
				found = append(found, event{object, textOf(back.Results[0])})
			}
		}
	}
	return found
}

// textOf is the text of a literal, empty when it is none.
func textOf(e ast.Expr) string {
	literal, ok := e.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return ""
	}
	text, _ := strconv.Unquote(literal.Value)
	return text
}

func outboxNames(h *house) (breaches []string) {
	for _, p := range h.sorted() {
		self, isModule := module(p.dir)
		if !isModule {
			continue
		}
		for _, e := range append(declaredEvents(p), namedBy(p, "JobName")...) {
			if !strings.HasPrefix(e.name, self+".") {
				breaches = append(breaches, fmt.Sprintf("%s.%s is called %q, which does not begin with %q", self, e.object.Name(), e.name, self+"."))
			}
		}
		for _, f := range p.files {
			for call := range callsTo(p, f, "holdfast/db", "Listen") {
				if name := textOf(call.Args[1]); !f.test && !strings.HasPrefix(name, self+".") {
					breaches = append(breaches, fmt.Sprintf("%s listens as %q, which does not begin with %q", f.path, name, self+"."))
				}
			}
		}
	}
	return breaches
}
