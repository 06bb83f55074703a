package modules_test

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

func internals(h *house) (breaches []string) {
	h.imports(func(p *pkg, f *file, imported string) {
		dir := folder(imported)
		owner, _, isInternal := strings.Cut(dir+"/", "/internal/")
		if isInternal && p.dir != owner && !strings.HasPrefix(p.dir, owner+"/") {
			breaches = append(breaches, fmt.Sprintf("%s imports %s, which is %s's own", f.path, dir, owner))
		}
		above, _, inside := strings.Cut(p.dir+"/", "/internal/")
		if inside && dir == above {
			breaches = append(breaches, fmt.Sprintf("%s imports %s: the façade stands on it, not it on the façade", f.path, dir))
		}
	})
	return breaches
}

func kernelIsSmall(h *house) (breaches []string) {
	for _, p := range h.sorted() {
		inside, isKernel := strings.CutPrefix(p.dir, "modules/kernel/")
		if (isKernel || p.dir == "modules/kernel") && !slices.Contains(words(kernelPackages), inside) {
			breaches = append(breaches, fmt.Sprintf("%s is not one of %s", p.dir, kernelPackages))
		}
	}
	h.imports(func(p *pkg, f *file, imported string) {
		// Its tests may compare it with a library, as money's do its exponents.
		if f.test || !lies(p.dir, "modules/kernel/...") || strings.HasPrefix(imported, "holdfast/modules/kernel/") {
			return
		}
		if first, _, _ := strings.Cut(imported, "/"); strings.Contains(first, ".") || first == "holdfast" {
			breaches = append(breaches, fmt.Sprintf("%s imports %s", f.path, imported))
		}
	})
	return breaches
}

func librariesStayHome(h *house) (breaches []string) {
	h.imports(func(p *pkg, f *file, imported string) {
		for _, home := range homes {
			if !strings.HasPrefix(imported+"/", strings.TrimSuffix(home.prefix, "/")+"/") || lies(p.dir, home.folders+" "+rigs) {
				continue
			}
			if _, isTest := strings.CutPrefix(imported, "holdfast/db"); isTest && f.test {
				continue // tests run on a real database, wherever they are
			}
			breaches = append(breaches, fmt.Sprintf("%s imports %s: %s (allowed in %s)", f.path, imported, home.why, home.folders))
		}
	})
	return breaches
}

func viewsKnowNoModule(h *house) (breaches []string) {
	h.imports(func(p *pkg, f *file, imported string) {
		if other, isModule := module(folder(imported)); isModule && lies(p.dir, "views/...") {
			breaches = append(breaches, fmt.Sprintf("%s imports %s: give it a view model of its own", f.path, other))
		}
	})
	return breaches
}

// trade are the folders of web that map modules to views and know the shop; all
// else is core, and would serve another trade as well.
const trade = "web/storefront/... web/backoffice/... web/mail/... web/optional/..."

func webCoreKnowsNoTrade(h *house) (breaches []string) {
	h.imports(func(p *pkg, f *file, imported string) {
		if !lies(p.dir, "web/...") || lies(p.dir, trade) {
			return
		}
		if _, isModule := module(folder(imported)); isModule || lies(folder(imported), trade) {
			breaches = append(breaches, fmt.Sprintf("%s imports %s", f.path, imported))
		}
	})
	return breaches
}

func coreNeedsNothingOptional(h *house) (breaches []string) {
	h.imports(func(p *pkg, f *file, imported string) {
		isOptional := func(dir string) bool {
			name, _ := module(dir)
			return slices.Contains(words(optional), name) || lies(dir, "web/optional/...")
		}
		// main wires both, and is where an optional part is left out.
		if isOptional(folder(imported)) && !isOptional(p.dir) && p.dir != "." {
			breaches = append(breaches, fmt.Sprintf("%s imports %s, which the shop can sell without", f.path, folder(imported)))
		}
	})
	return breaches
}

// drawers are names that say nothing about what is inside.
const drawers = "util utils helper helpers common shared misc base lib types models"

func noDrawers(h *house) (breaches []string) {
	for _, p := range h.sorted() {
		for _, name := range []string{path.Base(p.dir), strings.TrimSuffix(p.files[0].Name.Name, "_test")} {
			if slices.Contains(words(drawers), name) {
				breaches = append(breaches, fmt.Sprintf("%s: %s is a drawer", p.dir, name))
				break
			}
		}
	}
	return breaches
}
