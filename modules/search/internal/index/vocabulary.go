package index

import (
	"slices"
	"strings"

	"holdfast/modules/search/internal/words"
)

// tail bounds what is not sorted yet: it is looked through one by one.
const tail = 512

// sortedWords are words that can be looked for by how they begin.
type sortedWords struct{ sorted, fresh []string }

func (v *sortedWords) add(word string) {
	v.fresh = append(v.fresh, word)
	if len(v.fresh) > tail+len(v.sorted)/8 {
		v.sorted = append(v.sorted, v.fresh...)
		slices.Sort(v.sorted)
		v.fresh = nil
	}
}

// beginning calls take with up to limit words that begin with prefix.
func (v *sortedWords) beginning(prefix string, limit int, take func(string)) {
	i, _ := slices.BinarySearch(v.sorted, prefix)
	for ; i < len(v.sorted) && limit > 0 && strings.HasPrefix(v.sorted[i], prefix); i++ {
		take(v.sorted[i])
		limit--
	}
	for _, word := range v.fresh {
		if strings.HasPrefix(word, prefix) {
			take(word)
		}
	}
}

// all calls take with every word.
func (v *sortedWords) all(take func(string)) {
	for _, word := range v.sorted {
		take(word)
	}
	for _, word := range v.fresh {
		take(word)
	}
}

// code is what finds a document when it is typed in full.
type code struct {
	text string
	slot uint32
	name bool // it is the document's name
}

// sortedCodes are codes that can be looked for by how they begin.
type sortedCodes struct{ sorted, fresh []code }

func compareCodes(a, b code) int { return strings.Compare(a.text, b.text) }

func (v *sortedCodes) add(slot uint32, codes []string, name string) {
	for _, text := range codes {
		if text = words.Code(text); text != "" {
			v.fresh = append(v.fresh, code{text, slot, false})
		}
	}
	if name = words.Code(name); name != "" {
		v.fresh = append(v.fresh, code{name, slot, true})
	}
	if len(v.fresh) > tail+len(v.sorted)/8 {
		v.sorted = append(v.sorted, v.fresh...)
		slices.SortFunc(v.sorted, compareCodes)
		v.fresh = nil
	}
}

func (v *sortedCodes) drop(slot uint32) {
	of := func(c code) bool { return c.slot == slot }
	v.sorted, v.fresh = slices.DeleteFunc(v.sorted, of), slices.DeleteFunc(v.fresh, of)
}

// beginning calls take with up to limit codes that begin with prefix.
func (v *sortedCodes) beginning(prefix string, limit int, take func(code)) {
	i, _ := slices.BinarySearchFunc(v.sorted, code{text: prefix}, compareCodes)
	for ; i < len(v.sorted) && limit > 0 && strings.HasPrefix(v.sorted[i].text, prefix); i++ {
		take(v.sorted[i])
		limit--
	}
	for _, c := range v.fresh {
		if strings.HasPrefix(c.text, prefix) {
			take(c)
		}
	}
}
