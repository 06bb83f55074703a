package words

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
)

// Language is how a shop's texts are read.
type Language struct {
	Name      string // ISO 639-1
	HeadFirst bool   // the thing is named before what says more about it: sac à dos
	Compounds bool   // words are put together: Küchentisch

	stem  func(*snowballstem.Env) bool
	stop  map[string]bool
	links map[string]bool
	weak  map[string]bool
	same  [][]string
}

// For returns the language of a BCP 47 tag; a language that we cannot stem is
// read as it is written.
func For(tag string) *Language {
	name, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	l := &Language{Name: name, stop: map[string]bool{}, links: map[string]bool{}, weak: map[string]bool{}}
	if known, ok := languages[name]; ok {
		l.stem, l.HeadFirst, l.Compounds = known.stem, known.headFirst, known.compounds
		l.stop, l.links, l.weak = set(known.stop), set(known.links), set(known.weak)
	}
	if name == "en" {
		l.same = groups(englishSynonyms)
	}
	return l
}

// Stem returns what word has in common with its other forms. What has figures
// has no other form.
func (l *Language) Stem(word string) string {
	if l.stem == nil || len(word) < 3 || strings.ContainsAny(word, "0123456789") {
		return word
	}
	env := snowballstem.NewEnv(word)
	l.stem(env)
	return env.Current()
}

// Weak reports whether word says what a shopper feels, not what is looked for.
func (l *Language) Weak(word string) bool { return l.weak[word] }

// Synonyms returns the groups of phrases that mean the same in the language,
// whatever a shop sells.
func (l *Language) Synonyms() [][]string { return l.same }

type rules struct {
	stem                 func(*snowballstem.Env) bool
	headFirst, compounds bool
	stop, links, weak    string
}

// languages that texts can be stemmed in. Words are written as they are folded.
var languages = map[string]rules{
	"en": {stem: english.Stem, stop: englishStop, links: "for with without in from of to by on at under below over above", weak: englishWeak},
	"de": {stem: german.Stem, compounds: true, stop: germanStop, links: "fur mit ohne aus von zu zum zur im in bis unter uber", weak: "beste gunstig gunstige suche kaufen gut gute"},
	"fr": {stem: french.Stem, headFirst: true, stop: frenchStop, links: "pour avec sans en de du des a au aux", weak: "meilleur meilleure pas cher acheter"},
	"es": {stem: spanish.Stem, headFirst: true, stop: spanishStop, links: "para con sin en de del a", weak: "mejor barato barata comprar"},
	"it": {stem: italian.Stem, headFirst: true, stop: "il lo la i gli le un uno una di da in con per e o del della dei delle al alla ai alle", links: "per con senza in di da"},
	"pt": {stem: portuguese.Stem, headFirst: true, stop: "o a os as um uma de da do das dos em no na com para por e ou", links: "para com sem em de"},
	"nl": {stem: dutch.Stem, compounds: true, stop: "de het een en of voor met van in op aan te is er bij om uit naar door", links: "voor met zonder van in op"},
	"sv": {stem: swedish.Stem, compounds: true, stop: "en ett och eller for med av i pa till den det de som", links: "for med utan av i"},
	"da": {stem: danish.Stem, compounds: true, stop: "en et og eller for med af i pa til den det de som", links: "for med uden af i"},
	"nb": {stem: norwegian.Stem, compounds: true, stop: "en et ei og eller for med av i pa til den det de som", links: "for med uten av i"},
	"no": {stem: norwegian.Stem, compounds: true, stop: "en et ei og eller for med av i pa til den det de som", links: "for med uten av i"},
	"fi": {stem: finnish.Stem, compounds: true, stop: "ja tai on se ne joka", links: ""},
}
