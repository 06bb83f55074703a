package search_test

import (
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/catalog"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/search"
)

// odd is what people, and machines, put into a search box.
var odd = []string{
	``, ` `, `"`, `'`, `''`, `"mug`, `mug"`, `\`, `*`, `mug*`, `^mug`, `-mug`, `+mug`, `mug AND`, `OR OR`, `NOT`, `NEAR(mug board, 2)`,
	`name:mug`, `{name}: mug`, `(`, `)`, `()`, `mug & `, `mug | !`, `mug:*A`, `<->`, `:*`, `%`, `_`, `?`, `$1`, `@name`, `@@`, `;--`,
	`'; DROP TABLE search_documents; --`, "\x00", "mug\x00board", "\xff\xfe", "mug\xffboard", "\u202e mug", "☕", "чай", "茶壶 茶", "𞤀𞤁", "a\u0301\u0301",
	"ꭰꮜ", "𐐀𐐁", "ⅷ", "ﷺ", "\U0010ffff", "\ufeffmug", "ａｂｃ", "1e999", "0x41", "10.5", "-1", "a-b-c", "a_b", "http://a.b/c?d=e", "me@shop.example", "/etc/passwd", "12:30",
	"the", "the of and", "it's", "s", "ᏸᏹ", "ꟃ Ʞ", "ა", "ೱ",
}

func FuzzNoTextIsAnError(f *testing.F) {
	shops := map[string]*search.Service{}
	for name, d := range map[string]*db.DB{"sqlite": dbtest.SQLite(f), "postgres": dbtest.Postgres(f)} {
		shops[name] = search.New(d, &catalog.Service{}, nil, nil, clock.System)
	}
	for _, text := range odd {
		f.Add(text)
		f.Add(text + " mug")
		f.Add("mug " + text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for name, s := range shops {
			if _, err := s.Find(t.Context(), search.Query{Text: text}); err != nil {
				t.Errorf("%s: %q: %v", name, text, err)
			}
		}
	})
}
