package index

import "slices"

// thing is what a query asks for: one of some phrases that say what products
// are.
type thing struct {
	phrases [][]uint32
	sure    []bool    // by phrase: types or shelves say it
	fits    []float32 // by the phrase's number: how well it says the thing
	heads   map[uint32]bool
}

// How well a document is the thing that is asked for. Who finds laptops before
// bags for them has this from the product's type and shelves, and from its
// name where those do not say it.
const (
	fitExact    = 1.0  // its type is the thing: laptop
	fitEnd      = 0.9  // … a sort of it: gaming laptop
	fitNamed    = 0.9  // its name says so, its type does not contradict
	fitSure     = 0.8  // … a synonym of it
	fitShelf    = 0.75 // a shelf above it is called so
	fitSimilar  = 0.5  // another sort of the same: office chair for garden chair
	fitMentions = 0.42 // its type or its name has the thing as one word of another: laptop bag
	fitNot      = 0.3
	nameOther   = 0.6  // its type is the thing, its name is of another: mug rack on the shelf of mugs
	nameUnsure  = 0.88 // … its name may be of another: it ends with a word that is no fact and no figure
	nameSilent  = 0.85 // its type is the thing, its name does not have it
)

// asked returns what q asks for; ok is false when no phrase of it says what any
// product is. Of several, the longest, what types say before what shelves
// above them and names say, and the last (the first, where the language names
// the thing first).
func (x *Index) asked(q query) (thing, bool) {
	best, from, to := 0.0, 0, 0
	for i := range q.slots {
		for n := min(longest, len(q.slots)-i); n > 0; n-- {
			if value := x.headValue(q.slots[i:i+n], i, len(q.slots)); value > best {
				best, from, to = value, i, i+n
			}
		}
	}
	if best == 0 {
		return thing{}, false
	}
	t := thing{fits: make([]float32, len(x.kinds.phrases)), heads: map[uint32]bool{}}
	for _, a := range phrasesOf(q.slots[from:to]) {
		if x.isThing(a.classes) {
			t.phrases = append(t.phrases, a.classes)
			t.sure = append(t.sure, x.kinds.heads[key(a.classes)].sure())
			t.heads[a.classes[len(a.classes)-1]] = true
			x.fitAll(t.fits, a)
		}
	}
	return t, true
}

// headValue says how likely the phrase of slots, which begins at i of n, is the
// thing that is asked for: 0 when it is not.
func (x *Index) headValue(slots []slot, i, n int) float64 {
	best := 0.0
	for _, s := range slots {
		if s.role == weakRole || (s.aside && i > 0) {
			return 0
		}
	}
	for _, a := range phrasesOf(slots) {
		best = max(best, x.sureness(a.classes)*a.weight)
	}
	if best == 0 {
		return 0
	}
	place := float64(i+len(slots)) / float64(n)
	if x.language.HeadFirst {
		place = 1 - float64(i)/float64(n)
	}
	return best + 0.15*float64(len(slots)-1) + 0.3*place
}

// sureness is how sure it is that a phrase says what products are.
func (x *Index) sureness(classes []uint32) float64 {
	h := x.kinds.heads[key(classes)]
	switch {
	case h == nil:
		return 0
	case h[byType]+h[byShelf] > 0:
		return 1
	case h[byShelfAbove] > 0:
		return 0.6
	case h[byName] > x.classes[classes[len(classes)-1]].factual:
		return 0.7 // what is a fact more often than the end of a name is none: silver
	}
	return 0
}

func (x *Index) isThing(classes []uint32) bool { return x.sureness(classes) > 0 }

// phrasesOf returns what the slots mean together, the first few.
func phrasesOf(slots []slot) []alternative {
	all := []alternative{{weight: 1}}
	for _, s := range slots {
		var longer []alternative
		for _, before := range all {
			for _, a := range s.alternatives {
				if a.weight <= alsoBegun || a.part || len(longer) == 16 {
					continue
				}
				classes := slices.Concat(before.classes, a.classes)
				longer = append(longer, alternative{classes: classes, weight: before.weight * a.weight})
			}
		}
		all = longer
	}
	return all
}

// fitAll says of every phrase how well it says the thing.
func (x *Index) fitAll(fits []float32, thing alternative) {
	for id, p := range x.kinds.phrases {
		fit := fitOf(p, thing.classes) * weightOf(thing.weight)
		fits[id] = max(fits[id], float32(fit))
	}
}

// weightOf makes a synonym's things a little less than what was typed.
func weightOf(weight float64) float64 { return 0.7 + 0.3*weight }

func fitOf(p, thing []uint32) float64 {
	n, m := len(p), len(thing)
	switch at := find(p, thing); {
	case at >= 0 && n == m:
		return fitExact
	case at >= 0 && at+m == n:
		return fitEnd
	case at >= 0:
		return fitMentions
	case n > 0 && p[n-1] == thing[m-1]:
		return fitSimilar
	}
	return 0
}

// find returns where phrase begins in text the last time, -1 where it is not.
func find(text, phrase []uint32) int {
	for i := len(text) - len(phrase); i >= 0; i-- {
		same := true
		for j := range phrase {
			same = same && text[i+j] == phrase[j]
		}
		if same {
			return i
		}
	}
	return -1
}

// fit says how well a document is the thing.
func (x *Index) fit(d *document, t *thing) float64 {
	typed, above := 0.0, 0.0
	for _, k := range d.kinds {
		switch f := float64(t.fits[k.phrase]); k.source {
		case byType, byShelf:
			typed = max(typed, f)
		case byShelfAbove:
			if f >= fitEnd {
				above = fitShelf
			}
		}
	}
	named := x.named(d, t)
	switch {
	case typed >= fitSure && (named == nameOther || named == nameUnsure):
		return typed * named
	case typed >= fitSure && named == 0:
		return typed * nameSilent
	case typed >= fitSure:
		return typed
	case named >= nameUnsure && typed > 0:
		return max(typed, 0.8) // laptop computer
	case named >= nameUnsure:
		return fitNamed * named
	case named > 0:
		return max(typed, fitMentions)
	}
	return max(typed, above, fitNot)
}

// named says what a document's name says of the thing: that it is it, that it
// is another that only mentions it (nameOther), or nothing (0).
func (x *Index) named(d *document, t *thing) float64 {
	main := d.name[:d.main]
	for i, p := range t.phrases {
		at := find(main, p)
		if at < 0 {
			continue
		}
		after := main[at+len(p):]
		for _, c := range after {
			if x.kinds.ends(c).sure() && !t.heads[c] {
				return nameOther
			}
		}
		switch {
		case len(after) == 0:
			return 1
		case !t.sure[i]:
			return nameOther
		case x.isNamed(after[len(after)-1]):
			return nameUnsure
		}
		return 1
	}
	for _, p := range t.phrases {
		if find(d.name, p) >= 0 {
			return nameOther
		}
	}
	return 0
}

// isNamed reports whether a class says what some product is by its name alone.
func (x *Index) isNamed(c uint32) bool { return x.kinds.ends(c)[byName] > x.classes[c].factual }
