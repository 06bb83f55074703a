package modules_test

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// handing is a transaction that leaves the module that began it.
type handing struct{ from, to, where string }

func (a allowance) covers(h handing) bool {
	return (a.from == "" || a.from == h.from) && (a.to == "" || a.to == h.to)
}

func transactionsStayHome(h *house) (breaches []string) {
	for _, handed := range handedOn(h.tree) {
		if !slices.ContainsFunc(spans, func(a allowance) bool { return a.covers(handed) }) {
			breaches = append(breaches, fmt.Sprintf("%s hands its transaction to %s (%s)", handed.from, handed.to, handed.where))
		}
	}
	return breaches
}

// handedOn finds the calls that pass a transaction, or work for one, to another
// module: by name, or through an interface, behind which nobody else can be.
// Tests are free to: they look at what a transaction leaves behind.
func handedOn(t *tree) (found []handing) {
	for _, p := range t.sorted() {
		if lies(p.dir, "db/...") {
			continue
		}
		openers := openersOf(p)
		eachFunc(p, func(f *file, fn *ast.FuncDecl) {
			ast.Inspect(fn, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok || f.test || !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return carriesTx(p.info.TypeOf(arg)) }) {
					return true
				}
				if to, away := whose(p, call); away {
					for _, from := range openers(p.info.Defs[fn.Name]) {
						found = append(found, handing{from, to, f.path})
					}
				}
				return true
			})
		})
	}
	return found
}

func eachFunc(p *pkg, see func(f *file, fn *ast.FuncDecl)) {
	for _, f := range p.files {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				see(f, fn)
			}
		}
	}
}

// openersOf returns who opened the transaction that a function of p works in:
// itself, unless it was given one by a function that calls it.
func openersOf(p *pkg) func(types.Object) []string {
	callers := map[types.Object][]types.Object{}
	names := map[types.Object]string{}
	eachFunc(p, func(f *file, fn *ast.FuncDecl) {
		self := p.info.Defs[fn.Name]
		names[self] = p.types.Name() + "." + title(fn)
		ast.Inspect(fn, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && !f.test {
				callers[calleeOf(p, call)] = append(callers[calleeOf(p, call)], self)
			}
			return true
		})
	})
	return func(fn types.Object) (openers []string) {
		chain := []types.Object{fn}
		for i := 0; i < len(chain); i++ {
			up := callers[chain[i]]
			if !carriesTx(chain[i].Type()) || len(up) == 0 {
				openers = append(openers, names[chain[i]])
				continue
			}
			for _, caller := range up {
				if !slices.Contains(chain, caller) {
					chain = append(chain, caller)
				}
			}
		}
		return openers
	}
}

// whose returns who is called, and whether that is another module.
func whose(p *pkg, call *ast.CallExpr) (name string, away bool) {
	callee := calleeOf(p, call)
	fn, ok := callee.(*types.Func)
	if !ok { // a function value is this package's own; an unknown name is not
		return types.ExprString(call.Fun), callee == nil && !isFuncLit(call) && !p.info.Types[call.Fun].IsType()
	}
	name = fn.Name()
	if receiver := fn.Signature().Recv(); receiver != nil {
		if owner := named(receiver.Type()); owner != nil {
			name = owner.Name() + "." + name
		}
		if types.IsInterface(receiver.Type()) {
			return p.types.Name() + "." + name, true
		}
	}
	other, isModule := moduleOf(fn)
	self, _ := module(p.dir)
	return fn.Pkg().Name() + "." + name, isModule && other != self
}

func isFuncLit(call *ast.CallExpr) bool {
	_, ok := ast.Unparen(call.Fun).(*ast.FuncLit)
	return ok
}

// carriesTx reports whether a value is a transaction or a function of one.
func carriesTx(t types.Type) bool {
	if fn, ok := t.(*types.Signature); ok {
		for param := range fn.Params().Variables() {
			if carriesTx(param.Type()) {
				return true
			}
		}
		return false
	}
	name := named(t)
	return name != nil && name.Name() == "Tx" && name.Pkg() != nil && name.Pkg().Path() == "holdfast/db"
}

// title is a function's name with its receiver's.
func title(fn *ast.FuncDecl) string {
	if fn.Recv == nil {
		return fn.Name.Name
	}
	receiver, _, _ := strings.Cut(strings.TrimPrefix(types.ExprString(fn.Recv.List[0].Type), "*"), "[")
	return receiver + "." + fn.Name.Name
}
