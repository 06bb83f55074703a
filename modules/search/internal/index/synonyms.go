package index

import (
	"strings"

	"holdfast/modules/search/internal/words"
)

// How much a synonym counts beside what was typed. A merchant knows better than
// a list that was made for every shop.
const (
	builtIn  = 0.7
	merchant = 0.95
)

// meaning is a phrase that another also means.
type meaning struct {
	stems  []string
	weight float64
}

// synonyms leads from a phrase, as its stems apart by spaces, to what else it
// means.
type synonyms map[string][]meaning

// longest is how many words a phrase has at most.
const longest = 4

// readSynonyms makes each phrase of a group mean the others.
func (x *Index) readSynonyms(groups [][]string, weight float64) synonyms {
	s := synonyms{}
	for _, group := range groups {
		stems := make([][]string, len(group))
		for i, phrase := range group {
			stems[i] = x.stemsOf(phrase)
		}
		for i := range group {
			s.add(stems[i], stems, weight)
		}
	}
	return s
}

// add makes from also mean each of others.
func (s synonyms) add(from []string, others [][]string, weight float64) {
	name := strings.Join(from, " ")
	if len(from) == 0 || len(from) > longest {
		return
	}
	for _, other := range others {
		if len(other) > 0 && len(other) <= longest && strings.Join(other, " ") != name {
			s[name] = append(s[name], meaning{other, weight})
		}
	}
}

func (x *Index) stemsOf(phrase string) []string {
	var stems []string
	for _, t := range x.language.Read(phrase) {
		if !t.Extra {
			stems = append(stems, x.language.Stem(t.Text))
		}
	}
	return stems
}

// Meanings are what a merchant says that phrases also mean, read once.
type Meanings struct{ also synonyms }

// Meanings reads a merchant's synonyms, from a phrase to what else it finds.
func (x *Index) Meanings(also map[string][]string) Meanings {
	s := synonyms{}
	for from, others := range also {
		stems := make([][]string, len(others))
		for i, other := range others {
			stems[i] = x.stemsOf(other)
		}
		s.add(x.stemsOf(from), stems, merchant)
	}
	return Meanings{s}
}

// meaningsOf returns what tokens also mean as a phrase, the merchant's first.
func (x *Index) meaningsOf(tokens []words.Token, m Meanings) []meaning {
	stems := make([]string, len(tokens))
	for i, t := range tokens {
		stems[i] = x.language.Stem(t.Text)
	}
	name := strings.Join(stems, " ")
	found := m.also[name]
	return append(found[:len(found):len(found)], x.same[name]...)
}
