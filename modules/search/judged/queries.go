package judged

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// perClass is how many queries a class has that are made by rule.
var perClass = map[Class]int{Code: 24, Type: 48, TypeFact: 80, Misspelt: 40, LongTail: 40, Synonym: 36}

// Queries returns the judged queries for a catalogue. Each but those for a code
// has at least three products that are just what it asks for.
func Queries(products []Product) []Query {
	a := &asker{Rand: rand.New(rand.NewPCG(3, 5)), products: products}
	a.kinds = slices.Clone(kindsOf(products))
	var all []Query
	for _, class := range Classes {
		for i := range perClass[class] {
			q := a.ask(class, i)
			q.Class, q.Held = class, i%2 == 1
			all = append(all, q)
		}
	}
	return all
}

func kindsOf(products []Product) []*kind {
	var all []*kind
	for _, p := range products {
		if !slices.Contains(all, p.kind) {
			all = append(all, p.kind)
		}
	}
	slices.SortFunc(all, func(a, b *kind) int { return strings.Compare(a.name, b.name) })
	return all
}

type asker struct {
	*rand.Rand
	products []Product
	kinds    []*kind
}

// ask returns the i-th query of a class.
func (a *asker) ask(class Class, i int) Query {
	for {
		var q Query
		switch class {
		case Code:
			return a.code(i)
		case Type:
			k := a.kinds[a.IntN(len(a.kinds))]
			q = Query{Text: plural(strings.ToLower(k.name), i%3 == 0), kind: k}
		case TypeFact:
			q = a.typeFact(1 + i%2)
		case Misspelt:
			q = a.typeFact(i % 2)
			q.Text = a.slip(q.Text)
		case LongTail:
			q = a.longTail(i)
		case Synonym:
			k := a.kinds[a.IntN(len(a.kinds))]
			if len(k.others) == 0 {
				continue
			}
			q = Query{Text: k.others[a.IntN(len(k.others))], kind: k}
		}
		if a.answered(q) {
			return q
		}
	}
}

func (a *asker) answered(q Query) bool {
	n := 0
	for _, p := range a.products {
		if q.Grade(p) == 3 {
			n++
		}
	}
	return n >= 3
}

// code asks for a product by its SKU, as it is or with its letters and figures
// in other ways, or by its barcode.
func (a *asker) code(i int) Query {
	v := a.products[a.IntN(len(a.products))].Variants[0]
	text := string(v.SKU)
	switch i % 4 {
	case 1:
		return Query{Text: v.Barcode, code: v.Barcode}
	case 2:
		text = strings.ToLower(strings.ReplaceAll(text, "-", " "))
	case 3:
		text = strings.ToLower(strings.ReplaceAll(text, "-", ""))
	}
	return Query{Text: text, code: string(v.SKU)}
}

// typeFact asks for a thing with n of the facts of one of its products.
func (a *asker) typeFact(n int) Query {
	p := a.products[a.IntN(len(a.products))]
	q := Query{kind: p.kind}
	facts := slices.Clone(p.facts[:len(p.facts)-len(usesOf(p))])
	a.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
	text := strings.ToLower(p.kind.name)
	for _, f := range facts[:min(n, len(facts))] {
		if f == "" {
			continue
		}
		q.facts = append(q.facts, f)
		if a.IntN(4) == 0 {
			text += " " + a.typed(f)
		} else {
			text = a.typed(f) + " " + text
		}
	}
	q.Text = text
	return q
}

func usesOf(p Product) []string {
	if len(p.kind.uses) == 0 {
		return nil
	}
	return p.facts[len(p.facts)-1:]
}

// typed writes a fact as people type it.
func (a *asker) typed(fact string) string {
	if number, ok := strings.CutSuffix(fact, " inch"); ok {
		return number + []string{" inch", `"`, "in", "-inch"}[a.IntN(4)]
	}
	number, unit, ok := strings.Cut(fact, " ")
	if ok && len(unit) < 4 && strings.Trim(number, "0123456789.") == "" && a.IntN(2) == 0 {
		return number + unit
	}
	return fact
}

// slip makes a mistake in the longest word: two letters swapped, one left out,
// one doubled, one wrong.
func (a *asker) slip(text string) string {
	fields := strings.Fields(text)
	at := 0
	for i, word := range fields {
		if len(word) > len(fields[at]) && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == "" {
			at = i
		}
	}
	w := []byte(fields[at])
	if len(w) < 4 || strings.Trim(fields[at], "abcdefghijklmnopqrstuvwxyz") != "" {
		return text
	}
	i := 1 + a.IntN(len(w)-2)
	switch a.IntN(4) {
	case 0:
		w[i], w[i+1] = w[i+1], w[i]
	case 1:
		w = slices.Delete(w, i, i+1)
	case 2:
		w = slices.Insert(w, i, w[i])
	case 3:
		w[i] = "aeioustr"[a.IntN(8)]
	}
	fields[at] = string(w)
	return strings.Join(fields, " ")
}

// longTail asks as people speak: for a thing with a use, with several facts, or
// for anything with a use.
func (a *asker) longTail(i int) Query {
	p := a.products[a.IntN(len(a.products))]
	uses := usesOf(p)
	if len(uses) == 0 {
		return Query{code: "none"}
	}
	use, name := uses[0], strings.ToLower(p.kind.name)
	q := Query{kind: p.kind, facts: []string{use}}
	adj, brand := p.facts[1], p.facts[0]
	switch i % 5 {
	case 0:
		q.Text = name + " for " + use
	case 1:
		q.Text, q.facts = adj+" "+name+" for "+use, []string{adj, use}
	case 2:
		q = a.typeFact(3)
		q.Text = "looking for a " + q.Text
	case 3:
		q.Text, q.facts = "a good "+brand+" "+name+" that is "+adj, []string{brand, adj}
	case 4:
		q.Text, q.kind = "something for "+use, nil
	}
	return q
}
