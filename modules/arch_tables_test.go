package modules_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	sqlComment = regexp.MustCompile(`--.*`)
	// made is what lives in the database's one space of names.
	made = regexp.MustCompile(`(?i)\b(?:create|drop|alter|execute)\s+(?:or replace |unique |virtual |temporary )*(?:table|index|trigger|function|view)\s+(?:concurrently )?(?:if (?:not )?exists )?"?(\w+)`)
	// touched is what a statement can only say of a table.
	touched = regexp.MustCompile(`(?i)\b(?:references|insert into|delete from)\s+"?([a-z]\w*)`)
	// perhaps is what may be a table: names without an underscore are aliases, or English.
	perhaps = regexp.MustCompile(`(?i)\b(?:from|join|update|on|truncate(?: table)?)\s+"?([a-z]+_\w+)`)
	aTable  = regexp.MustCompile(`(?i)\bcreate\s+(?:virtual )?table\s+(?:if not exists )?"?(\w+)`)
	sqlVerb = regexp.MustCompile(`^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|DROP|ALTER|TRUNCATE)\b`)
)

// prefixes are what the tables of a folder's code begin with; none where no
// code may name a table at all.
func prefixes(dir string) []string {
	switch name, isModule := module(dir); {
	case isModule:
		return []string{name + "_"}
	case dir == "db/sessions":
		return []string{"session_"}
	case lies(dir, "db/..."):
		return []string{"db_", "river_"} // River's tables are made by River
	}
	return nil
}

// catalogs are the databases' own tables, which all may ask.
var catalogs = regexp.MustCompile(`^(?:pg|sqlite|pragma)_`)

func owns(prefixes []string, table string) bool {
	return catalogs.MatchString(table) || slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(table, p) })
}

func tablesHaveOwners(h *house) (breaches []string) {
	tables := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(h.sql)) {
		text := sqlComment.ReplaceAllString(h.sql[name], "")
		for _, m := range aTable.FindAllStringSubmatch(text, -1) {
			tables[m[1]] = true
		}
		owner := path.Base(path.Dir(name))
		for _, table := range tablesIn(text) {
			if !owns([]string{owner + "_"}, table) {
				breaches = append(breaches, fmt.Sprintf("%s names %s, which is not %s's", name, table, owner))
			}
		}
	}
	for _, p := range h.sorted() {
		for _, f := range p.files {
			// A test may look into another's tables: that an import writes
			// nothing twice, or that a job is waiting, is seen nowhere else.
			if f.test || lies(p.dir, rigs) {
				continue
			}
			for _, table := range namedTables(f, tables) {
				if !owns(prefixes(p.dir), table) {
					breaches = append(breaches, fmt.Sprintf("%s names the table %s, which is another's", f.path, table))
				}
			}
		}
	}
	return breaches
}

// tablesIn finds the names in SQL, each once.
func tablesIn(sql string) (names []string) {
	for _, pattern := range []*regexp.Regexp{made, touched, perhaps} {
		for _, m := range pattern.FindAllStringSubmatch(sql, -1) {
			if !slices.Contains(names, m[1]) {
				names = append(names, m[1])
			}
		}
	}
	return names
}

// namedTables finds the tables in a file's texts: those of a migration wherever
// they stand, so that a GORM tag or half a statement counts as well, and others
// where a statement says that they are tables.
func namedTables(f *file, tables map[string]bool) (names []string) {
	see := func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	ast.Inspect(f.File, func(n ast.Node) bool {
		literal, ok := n.(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			return true
		}
		text, err := strconv.Unquote(literal.Value)
		if err != nil {
			return true
		}
		for word := range strings.FieldsFuncSeq(text, notInName) {
			if tables[word] {
				see(word)
			}
		}
		if sqlVerb.MatchString(text) {
			for _, name := range tablesIn(text) {
				see(name)
			}
		}
		return true
	})
	return names
}

func notInName(r rune) bool {
	return r != '_' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
}
