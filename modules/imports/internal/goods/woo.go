package goods

import (
	"cmp"
	"fmt"
	"html"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/gosimple/slug"

	"holdfast/modules/imports/internal/table"
)

// woo makes rows of WooCommerce's product CSV. There, a variation stands
// anywhere, even before its product, and names it by its SKU or by "id:44". So
// the file is read twice: variations are kept in memory from the first time,
// the products come one at a time.
type woo struct {
	*Reader
	header     header
	attributes []wooAttribute
	children   map[string][]variation // by what they call their product
	slugs      map[string]int         // products that would have the same address
	out        []*row                 // of the product at hand
}

// wooAttribute are the columns of one attribute.
type wooAttribute struct{ name, values int }

// variation is one, with what is not its product's.
type variation struct {
	line  int
	texts map[column]string
	facts []Attribute
}

// isWoo reports whether a header is WooCommerce's: no handle and title, and
// names that only it has.
func isWoo(fields []string) bool {
	theirs, ours := wooNames().fits(fields), shopifyNames().fits(fields)
	only := 0
	for _, f := range fields {
		l := letters(f)
		if slices.Contains([]string{"regularprice", "regulärerpreis", "instock", "vorrätig", "visibilityincatalog", "sichtbarkeitimkatalog", "attribute1name", "attribut1name", "parent", "übergeordnetesprodukt", "isfeatured", "isthervorgehoben"}, l) {
			only++
		}
	}
	return only > 0 && (theirs >= ours || only > 2)
}

var wooTypes = regexp.MustCompile(`^(?:simple|variable|variation|grouped|external)\b`)
var attributeName = regexp.MustCompile(`^attribut[e]?(\d+)name$`)
var attributeValues = regexp.MustCompile(`^attribut[e]?(\d+)(?:values?|werte?)$`)

func newWoo(r *Reader) *woo {
	w := &woo{Reader: r, children: map[string][]variation{}, slugs: map[string]int{}}
	names, values := map[string]int{}, map[string]int{}
	var order []string
	w.header = newHeader(r.table.Header, wooNames(), func(at int, name string, _ *header) bool {
		l := letters(name)
		if m := attributeName.FindStringSubmatch(l); m != nil {
			names[m[1]] = at
			order = append(order, m[1])
			return true
		}
		if m := attributeValues.FindStringSubmatch(l); m != nil {
			values[m[1]] = at
			return true
		}
		return strings.HasPrefix(l, "attribut") // visible, global, default: for its pages
	})
	for _, n := range order {
		if at, ok := values[n]; ok {
			w.attributes = append(w.attributes, wooAttribute{names[n], at})
		}
	}
	if len(w.attributes) > 0 { // variations have their choices there
		w.header.facts = []fact{{}}
		w.header.at[option1Value] = w.attributes[0].values
		w.header.names[option1Value] = strings.TrimSpace(r.table.Header[w.attributes[0].values])
	}
	return w
}

// index reads the file for the first time.
func (w *woo) index() error {
	tell := w.table.Tell
	w.table.Tell = func(int, int, string) {} // told when it is read again
	defer func() { w.table.Tell = tell }()
	for {
		fields, err := w.table.Next()
		if isEnd(err) {
			return w.table.Rewind()
		}
		if err != nil {
			return err
		}
		if len(fields.Fields) == 0 || (fields.Short > 0 && !wooTypes.MatchString(strings.TrimSpace(fields.Fields[max(0, w.header.at[kind])]))) {
			continue
		}
		next := w.shaped(fields)
		if w.kind(next) == "variation" {
			w.keep(next, fields)
		} else if next.texts[handle] == "" {
			w.slugs[slug.Make(next.texts[title])]++
		}
	}
}

// shaped also takes off what WooCommerce puts on: line breaks are written as \n,
// and names as HTML.
func (w *woo) shaped(fields table.Row) *row {
	next := shaped(fields, w.header)
	for _, c := range []column{body, summary} {
		next.texts[c] = strings.ReplaceAll(next.texts[c], `\n`, "\n")
	}
	for _, c := range []column{title, categories, tags, vendor} {
		next.texts[c] = html.UnescapeString(next.texts[c])
	}
	return next
}

func (w *woo) keep(next *row, fields table.Row) {
	v := variation{line: next.line, texts: map[column]string{}, facts: w.facts(fields)}
	for c, text := range next.texts {
		switch column(c) {
		case title, body, wooParent, option1Value, tags, categories, summary:
		default:
			if text != "" {
				v.texts[column(c)] = text
			}
		}
	}
	parent := next.texts[wooParent]
	w.children[parent] = append(w.children[parent], v)
}

func (w *woo) kind(next *row) string {
	for _, k := range []string{"variation", "variable", "grouped", "external"} {
		if strings.Contains(strings.ToLower(next.texts[kind]), k) {
			return k
		}
	}
	return "simple"
}

func (w *woo) facts(fields table.Row) (facts []Attribute) {
	for _, a := range w.attributes {
		if name := unguarded(strings.TrimSpace(fields.Fields[a.name])); name != "" {
			value := unguarded(strings.TrimSpace(fields.Fields[a.values]))
			facts = append(facts, Attribute{html.UnescapeString(name), html.UnescapeString(value)})
		}
	}
	return facts
}

func (w *woo) next() (*row, error) {
	for len(w.out) == 0 {
		fields, err := w.table.Next()
		if isEnd(err) {
			w.orphans()
		}
		if err != nil {
			return nil, err
		}
		if fields.Fields == nil {
			return &row{line: fields.Line, broken: true}, nil
		}
		next := w.shaped(fields)
		if fields.Short > 0 && !wooTypes.MatchString(next.texts[kind]) {
			w.tell(fields.Line, "", w.table.Ragged(fields.Short))
			return &row{line: fields.Line, broken: true}, nil
		}
		w.product(next, w.facts(fields))
	}
	next := w.out[0]
	w.out = w.out[1:]
	return next, nil
}

// orphans tells of variations whose product is not in the file.
func (w *woo) orphans() {
	for _, parent := range slices.Sorted(maps.Keys(w.children)) {
		if children := w.children[parent]; len(children) > 0 {
			w.tell(children[0].line, w.header.names[wooParent], fmt.Sprintf("the product %s is not in the file: %d variations are left out", quote(parent), len(children)))
		}
	}
	clear(w.children)
}

// product puts out the rows of one product.
func (w *woo) product(next *row, facts []Attribute) {
	of := w.kind(next)
	switch of {
	case "variation":
		return
	case "grouped", "external":
		w.tell(next.line, w.header.names[kind], fmt.Sprintf("%s products are left out: they are not sold here by themselves", of))
		w.Skipped++
		return
	}
	next.first, next.plain = true, of == "variable"
	next.texts[kind], next.group = "", fmt.Sprint("line ", next.line)
	w.name(next)
	children := w.take(next)
	options := w.options(facts, children, next)
	for i, name := range options {
		next.texts[optionName(i)] = name
	}
	for _, f := range facts {
		if slices.Contains(options, f.Name) {
			continue
		}
		for _, value := range split(f.Value, ',') {
			next.facts = append(next.facts, Attribute{clip(f.Name, 100), clip(value, maxFact)})
		}
	}
	images := split(next.texts[imageSource], ',')
	next.texts[imageSource] = ""
	next.images = images
	next.texts[wooParent], next.texts[wooID] = "", ""
	if of != "variable" {
		next.texts[option1Value] = ""
	}
	w.out = append(w.out, next)
	for _, child := range children {
		w.out = append(w.out, w.child(child, next, options))
	}
}

// name makes sure of an address: by title, and by SKU where a title is on
// several products.
func (w *woo) name(next *row) {
	if made := slug.Make(next.texts[title]); next.texts[handle] == "" && w.slugs[made] > 1 {
		if by := cmp.Or(next.texts[variantSKU], next.texts[wooID]); by != "" {
			next.texts[handle] = made + "-" + by
			return
		}
	}
}

// take returns the variations of a product.
func (w *woo) take(parent *row) (children []variation) {
	for _, name := range []string{parent.texts[variantSKU], "id:" + parent.texts[wooID]} {
		if name != "" && name != "id:" {
			children = append(children, w.children[name]...)
			delete(w.children, name)
		}
	}
	slices.SortStableFunc(children, func(a, b variation) int { return cmp.Compare(a.line, b.line) })
	return children
}
