package words

import "strings"

// stop are the words that PostgreSQL's English configuration leaves out, so
// that both databases leave out the same.
var stop = set(`i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she
	her hers herself it its itself they them their theirs themselves what which who whom this that these those am
	is are was were be been being have has had having do does did doing a an the and but if or because as until
	while of at by for with about against between into through during before after above below to from up down in
	out on off over under again further then once here there when where why how all any both each few more most
	other some such no nor not only own same so than too very s t can will just don should now`)

// irregular plurals of things that shops sell, which stemming does not join.
var irregular = map[string]string{
	"knives": "knife", "shelves": "shelf", "loaves": "loaf", "scarves": "scarf", "leaves": "leaf", "wolves": "wolf",
	"halves": "half", "calves": "calf", "hooves": "hoof", "mice": "mouse", "geese": "goose", "feet": "foot",
	"teeth": "tooth", "men": "man", "women": "woman", "children": "child",
}

func set(words string) map[string]bool {
	s := map[string]bool{}
	for _, word := range strings.Fields(words) {
		s[word] = true
	}
	return s
}
