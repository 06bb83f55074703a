package index

import (
	"strings"

	"holdfast/modules/search/internal/words"
)

// add gives the slot an alternative.
func (s *slot) add(weight float64, classes ...uint32) {
	if len(s.alternatives) < maxAlternatives {
		s.alternatives = append(s.alternatives, alternative{classes: classes, weight: weight})
	}
}

// addPart gives the slot an alternative that is only a part of what was typed.
func (s *slot) addPart(weight float64, class uint32) {
	s.add(weight, class)
	s.alternatives[len(s.alternatives)-1].part = true
}

func (x *Index) knownAll(phrase []words.Token) ([]uint32, bool) {
	var classes []uint32
	for _, t := range phrase {
		if t.Extra {
			continue
		}
		c, ok := x.known(t.Text)
		if !ok {
			return nil, false
		}
		classes = append(classes, c)
	}
	return classes, len(classes) > 0
}

// alsoMeans adds a phrase's synonyms that the shop has.
func (x *Index) alsoMeans(s *slot, phrase []words.Token, m Meanings) {
	for _, meaning := range x.meaningsOf(plain(phrase), m) {
		classes := make([]uint32, 0, len(meaning.stems))
		for _, stem := range meaning.stems {
			if c, ok := x.stems[stem]; ok && len(x.classes[c].postings) > 0 {
				classes = append(classes, c)
			}
		}
		if len(classes) == len(meaning.stems) && x.anyHas(classes) {
			s.add(meaning.weight, classes...)
		}
	}
}

// anyHas reports whether some document has all of classes.
func (x *Index) anyHas(classes []uint32) bool {
	for _, p := range x.classes[classes[0]].postings {
		all := true
		for _, c := range classes[1:] {
			if _, ok := x.classes[c].find(p.slot); !ok {
				all = false
				break
			}
		}
		if all {
			return true
		}
	}
	return false
}

// plain leaves out other ways to write.
func plain(tokens []words.Token) []words.Token {
	kept := make([]words.Token, 0, len(tokens))
	for _, t := range tokens {
		if !t.Extra {
			kept = append(kept, t)
		}
	}
	return kept
}

// runTogether adds the word that two make, or more with hyphens between them,
// where the shop has it.
func (x *Index) runTogether(s *slot, phrase []words.Token) {
	text := ""
	for _, t := range plain(phrase) {
		if t.Kind == words.Quantity {
			return
		}
		text += t.Text
	}
	if c, ok := x.known(text); ok && x.classes[c].strong > 0 && (len(plain(phrase)) == 2 || phrase[len(phrase)-1].Extra) {
		s.add(joined, c)
	}
}

// alsoApart adds the two words that a known one is also written as, where names
// have them side by side: air fryer for airfryer.
func (x *Index) alsoApart(s *slot, t words.Token) {
	if len(s.alternatives) == 0 || t.Kind != words.Word || len(t.Text) < 6 {
		return
	}
	if parts, ok := x.split(t.Text); ok && x.sideBySide(parts[0], parts[1]) {
		s.add(apart, parts...)
	}
}

// sideBySide reports whether a name has b right after a.
func (x *Index) sideBySide(a, b uint32) bool {
	for _, p := range x.classes[a].postings {
		if strong(p.tf) && find(x.docs[p.slot].name, []uint32{a, b}) >= 0 {
			return true
		}
	}
	return false
}

// alsoBegins adds what the last word may be the beginning of, too.
func (x *Index) alsoBegins(s *slot) {
	t := s.typed[0]
	if t.Kind != words.Word || len(t.Text) < 3 {
		return
	}
	for _, c := range x.beginning(t.Text) {
		s.add(alsoBegun, c)
	}
}

// beginning returns the classes of words that begin with prefix, the most
// common names first.
func (x *Index) beginning(prefix string) []uint32 {
	seen := map[uint32]bool{}
	var found []uint32
	x.vocab.beginning(prefix, 4*maxBegun, func(word string) {
		if c := x.words[word]; !seen[c] && len(x.classes[c].postings) > 0 {
			seen[c] = true
			found = append(found, c)
		}
	})
	x.byStrength(found)
	return found[:min(len(found), maxBegun)]
}

// partOf adds the compounds that end with a word, where the language makes them:
// Esstisch for Tisch.
func (x *Index) partOf(s *slot, text string) {
	if !x.language.Compounds || len(text) < 4 {
		return
	}
	var found []uint32
	x.vocab.all(func(word string) {
		if len(word) > len(text)+2 && strings.HasSuffix(word, text) {
			if c := x.words[word]; x.classes[c].strong > 0 {
				found = append(found, c)
			}
		}
	})
	x.byStrength(found)
	for _, c := range found[:min(len(found), maxBegun/2)] {
		s.add(compounded, c)
	}
}
