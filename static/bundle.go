package static

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// bundles says which files make a style sheet, in the order of its layers.
func bundles() map[string][]string {
	ground := []string{"css/layers.css", "css/tokens.css", "css/fonts.css", "css/reset.css", "css/base.css"}
	return map[string][]string{
		"app.css":        slices.Concat(ground, []string{"css/layout.css"}, under("css/ui", ".css"), []string{"css/utilities.css"}),
		"backoffice.css": slices.Concat(ground, []string{"css/ui/button.css", "css/ui/field.css", "css/ui/notice.css"}, under("css/backoffice", ".css"), []string{"css/utilities.css"}),
	}
}

// plainFiles are served as they are.
func plainFiles() []string {
	names := []string{"speculation.json"}
	for _, folder := range []string{"js", "fonts", "icons"} {
		for _, extension := range []string{".js", ".woff2", ".svg", ".png"} {
			names = append(names, under(folder, extension)...)
		}
	}
	return names
}

func under(folder, extension string) []string {
	entries, err := fs.ReadDir(files, folder)
	if err != nil {
		panic("static: " + err.Error())
	}
	var names []string
	for _, e := range entries {
		if path.Ext(e.Name()) == extension {
			names = append(names, folder+"/"+e.Name())
		}
	}
	return names
}

func bundle(sources []string) string {
	var sheet strings.Builder
	for _, name := range sources {
		body, err := files.ReadFile(name)
		if err != nil {
			panic("static: " + err.Error())
		}
		sheet.Write(body)
	}
	return squeeze(sheet.String())
}

var (
	comments = regexp.MustCompile(`(?s)/\*.*?\*/`)
	blanks   = regexp.MustCompile(`\s+`)
	around   = regexp.MustCompile(` ?([{};,]) ?`)
	colons   = regexp.MustCompile(`: `)
	assets   = regexp.MustCompile(`url\("([a-z0-9/.-]+)"\)`)
)

// squeeze takes out comments and needless blanks. It is not a parser: our
// sheets have no blank that matters inside a string.
func squeeze(css string) string {
	css = comments.ReplaceAllString(css, "")
	css = blanks.ReplaceAllString(css, " ")
	css = around.ReplaceAllString(css, "$1")
	css = colons.ReplaceAllString(css, ":")
	return strings.TrimSpace(strings.ReplaceAll(css, ";}", "}"))
}

// fingerprint puts the real addresses of fonts and icons into a style sheet.
func (t table) fingerprint(css string) string {
	return assets.ReplaceAllStringFunc(css, func(match string) string {
		name := assets.FindStringSubmatch(match)[1]
		a, ok := t.byName[name]
		if !ok {
			panic("static: a style sheet names " + name + ", which does not exist")
		}
		return "url(" + a.URL + ")"
	})
}
