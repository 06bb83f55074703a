package words

import "strings"

// The words that every text has, in each language.
const (
	englishStop = `i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she
		her hers herself it its itself they them their theirs themselves what which who whom this that these those am
		is are was were be been being have has had having do does did doing a an the and but if or because as until
		while of at by for with about against between into through during before after above below to from up down in
		out on off over under again further then once here there when where why how all any both each few more most
		other some such no nor not only own same so than too very can will just don should now without`
	germanStop = `der die das den dem des ein eine einer einen einem eines und oder aber fur mit ohne von vom zu zum zur
		im in ins am an auf aus bei bis ist sind war wird werden nicht auch als wie so sich es er sie wir ihr ich du man
		nur noch uber unter durch um nach vor zwischen hat haben kann`
	frenchStop  = `le la les l un une des du de d et ou en au aux a pour par avec sans sur dans ce cette ces est sont que qui ne pas plus il elle`
	spanishStop = `el la los las un una unos unas de del y o en a al para por con sin sobre es son que se su sus no mas como`
	// What a shopper feels about what is looked for.
	englishWeak = `best good great nice cheap cheapest affordable budget quality top new looking look need needs want wants find
		buy buying shop something anything thing things stuff item items product products please get really perfect ideal
		suitable recommended sale online size colour color type kind style like use using used one ones make made making
		keep keeping help me dollars euros euro pounds price less max`
)

// irregular plurals of things that shops sell, which stemming does not join.
var irregular = map[string]string{
	"knives": "knife", "shelves": "shelf", "loaves": "loaf", "scarves": "scarf", "leaves": "leaf", "wolves": "wolf",
	"halves": "half", "calves": "calf", "hooves": "hoof", "mice": "mouse", "geese": "goose", "feet": "foot",
	"teeth": "tooth", "men": "man", "women": "woman", "children": "child", "mens": "man", "womens": "woman",
	"childrens": "child", "kids": "kid", "colours": "colour", "dice": "die",
}

func set(words string) map[string]bool {
	s := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		s[word] = true
	}
	return s
}

// groups reads a group a line, its phrases apart by commas.
func groups(lines string) [][]string {
	var all [][]string
	for line := range strings.Lines(lines) {
		var group []string
		for phrase := range strings.SplitSeq(line, ",") {
			if phrase = strings.TrimSpace(phrase); phrase != "" {
				group = append(group, phrase)
			}
		}
		if len(group) > 1 {
			all = append(all, group)
		}
	}
	return all
}
