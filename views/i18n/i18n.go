// Package i18n holds every word the shop shows, and how it writes amounts,
// numbers and dates.
//
//	text = catalogue[locale][key], else catalogue[en][key], else the key itself
//
// A message without placeholders is looked up in a plain map made at start;
// only those with placeholders or plurals go through the library. The locale
// travels in the context, so that no component takes it as an argument.
//
//	address = prefix + path, prefix = "" in the shop's own language, else "/de"
package i18n

import (
	"context"
	"embed"
	"encoding/json"
	"io/fs"
	"strings"
	"sync"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed *.json
var files embed.FS

type contextKey struct{}

// With returns ctx in which everything is said in l.
func With(ctx context.Context, l *Locale) context.Context {
	return context.WithValue(ctx, contextKey{}, l)
}

// From returns the locale of ctx, English when it has none.
func From(ctx context.Context) *Locale {
	if l, ok := ctx.Value(contextKey{}).(*Locale); ok {
		return l
	}
	return For("en")
}

// T returns the message of key in ctx's locale; an unknown key returns itself,
// so that a missing word is seen and nothing breaks.
func T(ctx context.Context, key string) string { return From(ctx).T(key) }

// F returns the message of key with its placeholders filled from pairs of name
// and value: F(ctx, "cart.left", "Count", 3).
func F(ctx context.Context, key string, pairs ...any) string {
	return From(ctx).localize(key, nil, pairs)
}

// N returns the message of key in the plural form for n; {{.Count}} is n,
// written in the locale's way.
func N(ctx context.Context, key string, n int, pairs ...any) string {
	l := From(ctx)
	return l.localize(key, n, append(pairs, "Count", l.Number(n)))
}

// tongues are all languages. They share a bundle, in which what one of them
// does not have is said in English. A catalogue that does not parse is a
// mistake of the build, which the tests catch, so it panics.
var tongues = sync.OnceValue(func() map[string]*tongue {
	bundle := goi18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	all := map[string]*tongue{}
	for _, tag := range Languages() {
		all[tag] = load(bundle, tag)
	}
	for key, text := range all["en"].static {
		for _, t := range all {
			if _, has := t.keys[key]; !has {
				t.static[key] = text
			}
		}
	}
	return all
})

// load reads the embedded catalogues of tag, e.g. active.en.json and
// mail.en.json.
func load(bundle *goi18n.Bundle, tag string) *tongue {
	names, err := fs.Glob(files, "*."+tag+".json")
	if err != nil || len(names) == 0 {
		panic("i18n: no catalogue of " + tag)
	}
	t := newTongue(tag, goi18n.NewLocalizer(bundle, tag, "en"))
	for _, name := range names {
		file, err := bundle.LoadMessageFileFS(files, name)
		if err != nil {
			panic("i18n: " + err.Error())
		}
		for _, m := range file.Messages {
			t.keys[m.ID] = struct{}{}
			if !strings.Contains(m.Other, "{{") && m.One == "" {
				t.static[m.ID] = m.Other
			}
		}
	}
	return t
}
