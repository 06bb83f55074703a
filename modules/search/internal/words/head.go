package words

import "strings"

// Head returns the word of a product's name that says what the thing is, in
// the singular: the last before whatever qualifies it. Of "Travel mug with lid"
// and "Mugs, set of four" it is "mug".
func Head(name string) string {
	name, _, _ = strings.Cut(strings.NewReplacer("(", ",", ":", ",", "/", ",", "–", ",", "—", ",").Replace(name), ",")
	head := ""
	for _, word := range Split(name) {
		if stop[word] && head != "" {
			break
		}
		if !stop[word] {
			head = word
		}
	}
	return Singular(head)
}

// Singular returns an English noun without the ending of its plural, roughly:
// it need only be the same for both.
func Singular(word string) string {
	for _, end := range []struct{ plural, singular string }{
		{"ss", "ss"}, {"ies", "y"}, {"ches", "ch"}, {"shes", "sh"}, {"xes", "x"}, {"sses", "ss"}, {"s", ""},
	} {
		if stem, ok := strings.CutSuffix(word, end.plural); ok && len(stem) > 1 {
			return stem + end.singular
		}
	}
	return word
}
