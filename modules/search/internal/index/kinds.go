package index

import (
	"encoding/binary"
	"strings"

	"holdfast/modules/search/internal/words"
)

// Who says what a product is, the surest first.
const (
	byType uint8 = iota
	byShelf
	byShelfAbove
	byName
	sources
)

// kind is one thing that a document is: a phrase, and who says so.
type kind struct {
	phrase uint32
	source uint8
}

// kinds knows the phrases that say what a product is: coffee table, table lamp.
type kinds struct {
	ids     map[string]uint32 // by key
	phrases [][]uint32        // classes
	heads   map[string]*heads // by key of each phrase and of each end of it
	single  []heads           // by class: those of one word, again
}

// heads is how often a phrase says what a product is, by source.
type heads [sources]int

func newKinds() kinds { return kinds{ids: map[string]uint32{}, heads: map[string]*heads{}} }

// key is a map's for a phrase.
func key(classes []uint32) string {
	b := make([]byte, 0, 4*len(classes))
	for _, c := range classes {
		b = binary.LittleEndian.AppendUint32(b, c)
	}
	return string(b)
}

func (k *kinds) add(classes []uint32, source uint8) kind {
	name := key(classes)
	id, ok := k.ids[name]
	if !ok {
		id = uint32(len(k.phrases))
		k.ids[name] = id
		k.phrases = append(k.phrases, classes)
	}
	for i := range classes {
		end := name[4*i:]
		if k.heads[end] == nil {
			k.heads[end] = new(heads)
		}
		k.heads[end][source]++
	}
	k.count(classes[len(classes)-1], source, 1)
	return kind{id, source}
}

// count keeps how often a class alone ends what a product is.
func (k *kinds) count(c uint32, source uint8, by int) {
	if int(c) >= len(k.single) {
		k.single = append(k.single, make([]heads, int(c)+1-len(k.single))...)
	}
	k.single[c][source] += by
}

func (k *kinds) drop(of kind) {
	name := key(k.phrases[of.phrase])
	for i := 0; i < len(name); i += 4 {
		k.heads[name[i:]][of.source]--
	}
	classes := k.phrases[of.phrase]
	k.count(classes[len(classes)-1], of.source, -1)
}

// ends returns how often a class alone ends what a product is.
func (k *kinds) ends(c uint32) heads {
	if int(c) < len(k.single) {
		return k.single[c]
	}
	return heads{}
}

// sure reports whether types or shelves say it.
func (h heads) sure() bool { return h[byType]+h[byShelf] > 0 }

// addKinds takes what text says a product is: of "Bags & cases" both, and of
// "Bags > Totes" the last.
func (r *reading) addKinds(l *words.Language, text string, source uint8) {
	if at := strings.LastIndexAny(text, ">/"); at >= 0 {
		text = text[at+1:]
	}
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '&' || r == ',' || r == '+' }) {
		for _, one := range strings.Split(strings.ReplaceAll(part, " und ", " and "), " and ") {
			if tokens := l.Read(one); len(tokens) > 0 && len(tokens) < 8 {
				r.kinds = append(r.kinds, phrase{tokens, source})
			}
		}
	}
}

// fillKinds enters what a document is: what its type and shelves say, and the
// last word of its name before what says more about it.
func (x *Index) fillKinds(d *document, r reading) {
	for _, p := range r.kinds {
		if classes, main := x.inOrder(p.tokens); main > 0 {
			d.kinds = append(d.kinds, x.kinds.add(classes[:main], p.source))
		}
	}
	if d.main > 0 && !x.figured(d.name[d.main-1]) {
		d.kinds = append(d.kinds, x.kinds.add(d.name[d.main-1:d.main:d.main], byName))
	}
}

// figured reports whether a class has figures: then it is a model or a measure.
func (x *Index) figured(c uint32) bool { return strings.ContainsAny(x.classes[c].stem, "0123456789") }
