package goods

import (
	"fmt"
	"slices"
	"strings"
)

// options are the attributes that a product's variations differ in.
func (w *woo) options(facts []Attribute, children []variation, parent *row) (names []string) {
	chosen := map[string]bool{}
	for _, child := range children {
		for _, f := range child.facts {
			chosen[f.Name] = chosen[f.Name] || f.Value != ""
		}
	}
	for _, f := range facts {
		if chosen[f.Name] && !slices.Contains(names, f.Name) {
			names = append(names, f.Name)
		}
		delete(chosen, f.Name)
	}
	for _, child := range children {
		for _, f := range child.facts {
			if chosen[f.Name] && !slices.Contains(names, f.Name) {
				names = append(names, f.Name)
			}
		}
	}
	if len(names) > 3 {
		w.tell(parent.line, "", fmt.Sprintf("has %d attributes that variations differ in: more than three cannot be options", len(names)))
		names = names[:3]
	}
	return names
}

// child makes a variation's row.
func (w *woo) child(v variation, parent *row, options []string) *row {
	next := &row{line: v.line, group: parent.group}
	for c, text := range v.texts {
		next.texts[c] = text
	}
	for c := range next.lines {
		next.lines[c] = v.line
	}
	for i, name := range options {
		for _, f := range v.facts {
			if f.Name == name {
				next.texts[optionValue(i)] = f.Value
			}
		}
	}
	if strings.EqualFold(next.texts[quantity], "parent") {
		w.tell(v.line, w.header.names[quantity], "the variations share one count, which cannot be: this one has 0 until it is counted")
		next.texts[quantity] = "0"
	}
	if next.texts[taxable] == "" {
		next.texts[taxable] = parent.texts[taxable]
	}
	if next.texts[weight] == "" {
		next.texts[weight] = parent.texts[weight]
	}
	if images := split(next.texts[imageSource], ','); len(images) > 0 {
		next.texts[variantImage] = images[0]
	}
	next.texts[imageSource], next.texts[kind], next.texts[wooID], next.texts[handle] = "", "", "", ""
	if next.texts[published] == "0" || next.texts[published] == "-1" {
		w.tell(v.line, w.header.names[published], "a variation that is switched off is brought in like the others, with nothing in stock")
		next.texts[quantity], next.texts[policy], next.texts[inStock] = "0", "", "0"
	}
	return next
}

func optionName(i int) column  { return []column{option1Name, option2Name, option3Name}[i] }
func optionValue(i int) column { return []column{option1Value, option2Value, option3Value}[i] }
