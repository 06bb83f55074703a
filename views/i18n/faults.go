package i18n

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

//go:embed faults/*.json
var faultFiles embed.FS

// Said returns what a module says, which is in English, in ctx's language. The
// English text is the key, so that modules know nothing of languages; %s and %d
// in a key stand for what is filled in. What is not known is returned as it is,
// also what is in ctx's language already.
func Said(ctx context.Context, english string) string {
	if english == "" {
		return ""
	}
	return From(ctx).faults.of(english)
}

// phrases are translations by their English text.
type phrases struct {
	whole   map[string]string
	pattern []pattern
}

// pattern is a phrase in which something is filled in.
type pattern struct {
	english *regexp.Regexp
	text    string // %s for each of what is filled in, in its order
}

func (p phrases) of(english string) string {
	if text, ok := p.whole[english]; ok {
		return text
	}
	for _, each := range p.pattern {
		if filled := each.english.FindStringSubmatch(english); filled != nil {
			text := each.text
			for _, value := range filled[1:] {
				text = strings.Replace(text, "%s", value, 1)
			}
			return text
		}
	}
	return english
}

// verbs are what is filled in.
var verbs = regexp.MustCompile(`%[sdqv]`)

func loadPhrases(tag string) phrases {
	p := phrases{whole: map[string]string{}}
	body, err := faultFiles.ReadFile("faults/" + tag + ".json")
	if errors.Is(err, fs.ErrNotExist) {
		return p // English, which needs none
	}
	texts := map[string]string{}
	if err := errors.Join(err, json.Unmarshal(body, &texts)); err != nil {
		panic("i18n: faults of " + tag + ": " + err.Error())
	}
	for english, text := range texts {
		if !verbs.MatchString(english) {
			p.whole[english] = text
			continue
		}
		form := verbs.ReplaceAllString(regexp.QuoteMeta(english), "(.+)")
		p.pattern = append(p.pattern, pattern{regexp.MustCompile("^" + form + "$"), verbs.ReplaceAllString(text, "%s")})
	}
	slices.SortFunc(p.pattern, func(a, b pattern) int { return strings.Compare(b.english.String(), a.english.String()) })
	return p
}
