package modules_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// tree is what the rules look at: Go packages by folder from the repository's
// root, parsed and resolved among each other, and the migrations' SQL.
type tree struct {
	positions *token.FileSet
	packages  map[string]*pkg
	sql       map[string]string // by path
}

// pkg is the Go code of a folder. types and info are of its production code.
type pkg struct {
	dir   string
	files []*file
	types *types.Package
	info  *types.Info
}

// file is a parsed Go file.
type file struct {
	*ast.File
	path    string
	test    bool // test code: it may wire what production may not
	imports []string
}

var readOurs = sync.OnceValues(func() (*tree, error) { return read(os.DirFS("..")) })

// ourHouse is this repository with its map.
func ourHouse(t *testing.T) *house {
	t.Helper()
	ours, err := readOurs()
	if err != nil {
		t.Fatal(err)
	}
	return &house{ours, parsePlan(t, moduleMap)}
}

// read parses and resolves what is in the folder.
func read(root fs.FS) (*tree, error) {
	t := &tree{token.NewFileSet(), map[string]*pkg{}, map[string]string{}}
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && (strings.HasPrefix(entry.Name(), ".") || slices.Contains(words("node_modules testdata bin data out"), entry.Name())):
			return fs.SkipDir
		}
		switch path.Ext(name) {
		case ".go":
			return t.parse(root, name)
		case ".sql":
			text, err := fs.ReadFile(root, name)
			t.sql[name] = string(text)
			return err
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, p := range t.packages {
		t.resolve(p)
	}
	return t, nil
}

func (t *tree) parse(root fs.FS, name string) error {
	text, err := fs.ReadFile(root, name)
	if err != nil {
		return err
	}
	parsed, err := parser.ParseFile(t.positions, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	dir := path.Dir(name)
	f := &file{File: parsed, path: name, test: strings.HasSuffix(name, "_test.go") || testCode.MatchString(dir)}
	for _, spec := range parsed.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		f.imports = append(f.imports, imported)
	}
	if t.packages[dir] == nil {
		t.packages[dir] = &pkg{dir: dir}
	}
	t.packages[dir].files = append(t.packages[dir].files, f)
	return nil
}

// testCode are the folders that only tests import: orderstest, dbtest.
var testCode = regexp.MustCompile(`[a-z]test(/|$)`)

// resolve finds what the names in p's production code mean, as far as that is
// in the tree; the rest of the world is left open.
func (t *tree) resolve(p *pkg) *types.Package {
	if p.info != nil {
		return p.types
	}
	p.info = &types.Info{Uses: map[*ast.Ident]types.Object{}, Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}}
	var files []*ast.File
	for _, f := range p.files {
		if !strings.HasSuffix(f.path, "_test.go") {
			files = append(files, f.File)
		}
	}
	open := types.Config{Importer: importer{t}, Error: func(error) {}}
	p.types, _ = open.Check(path.Join("holdfast", p.dir), t.positions, files, p.info)
	return p.types
}

type importer struct{ *tree }

var errOutside = errors.New("not in the tree")

// Import makes importer a types.Importer.
func (i importer) Import(name string) (*types.Package, error) {
	if p := i.packages[folder(name)]; p != nil {
		if found := i.resolve(p); found != nil {
			return found, nil
		}
	}
	return nil, errOutside
}

// folder is where the package with an import path of ours lies.
func folder(importPath string) string {
	if importPath == "holdfast" {
		return "."
	}
	dir, ours := strings.CutPrefix(importPath, "holdfast/")
	if !ours {
		return ""
	}
	return dir
}

// module returns the name of the module that a folder lies in; kernel is none.
func module(dir string) (name string, ok bool) {
	rest, ok := strings.CutPrefix(dir, "modules/")
	if !ok {
		return "", false
	}
	name, _, _ = strings.Cut(rest, "/")
	return name, name != "kernel"
}

// moduleOf returns the module that declares object.
func moduleOf(object types.Object) (name string, ok bool) {
	if object == nil || object.Pkg() == nil {
		return "", false
	}
	return module(folder(object.Pkg().Path()))
}

// sorted returns the packages in the order of their folders.
func (t *tree) sorted() []*pkg {
	var all []*pkg
	for _, dir := range slices.Sorted(maps.Keys(t.packages)) {
		all = append(all, t.packages[dir])
	}
	return all
}

// imports calls see with each import of ours or of the world's.
func (t *tree) imports(see func(p *pkg, f *file, imported string)) {
	for _, p := range t.sorted() {
		for _, f := range p.files {
			for _, imported := range f.imports {
				see(p, f, imported)
			}
		}
	}
}

// lies reports whether a folder is in one of the patterns: path.Match's, or
// with all that is below when they end in /... .
func lies(dir, patterns string) bool {
	for _, pattern := range words(patterns) {
		if above, deep := strings.CutSuffix(pattern, "/..."); deep && (dir == above || strings.HasPrefix(dir, above+"/")) {
			return true
		}
		if matched, _ := path.Match(pattern, dir); matched {
			return true
		}
	}
	return false
}
