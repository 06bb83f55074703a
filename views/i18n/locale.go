package i18n

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/bojanz/currency"
	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/message"

	"holdfast/modules/kernel/money"
)

// Locale is a language and the ways of writing that go with it, at a place in a
// shop: its pages stand below prefix, between words that the merchant wrote in
// the language called shop. It is safe for use by many goroutines.
type Locale struct {
	*tongue
	prefix string
	shop   string // "": l's own
}

// tongue is a language. There is one of each.
type tongue struct {
	tag       string
	dir       string
	keys      map[string]struct{}
	static    map[string]string
	faults    phrases
	localizer *goi18n.Localizer
	formatter *currency.Formatter
	printer   *message.Printer
	amounts   amounts
	own       *Locale // as the shop's own language
}

// Languages are the tags of the languages that the shop can be shown in.
func Languages() []string { return []string{"en", "de", "ar"} }

// Known returns the language of Languages that a BCP 47 tag is one of: "de" of
// "de-AT". ok is false where there is none, and the answer English.
func Known(tag string) (known string, ok bool) {
	parsed, err := language.Parse(tag)
	if err != nil {
		return "en", false
	}
	base, _ := parsed.Base()
	if slices.Contains(Languages(), base.String()) {
		return base.String(), true
	}
	return "en", false
}

// For returns the language of a BCP 47 tag as a shop's own; English where we
// know it not.
func For(tag string) *Locale {
	known, _ := Known(tag)
	return tongues()[known].own
}

// At returns the language of tag in a shop whose merchant writes in that of
// shop: any other language's pages stand below a prefix. No tag is the shop's.
func At(tag, shop string) *Locale {
	l, own := For(tag), For(shop)
	if l == own || tag == "" {
		return own
	}
	return &Locale{tongue: l.tongue, prefix: "/" + l.tag, shop: own.tag}
}

func newTongue(tag string, localizer *goi18n.Localizer) *tongue {
	parsed := language.Make(written(tag))
	formatter := currency.NewFormatter(currency.NewLocale(written(tag)))
	formatter.MaxDigits = currency.DefaultDigits
	t := &tongue{
		tag: tag, dir: direction(parsed), localizer: localizer, formatter: formatter, faults: loadPhrases(tag),
		printer: message.NewPrinter(parsed), keys: map[string]struct{}{}, static: map[string]string{},
	}
	t.own = &Locale{tongue: t}
	return t
}

// written is the tag of how figures are written. Arabic is written with the
// figures 0 to 9, which most of its shops use, keyboards type and every field
// takes: what is shown is what can be entered.
func written(tag string) string {
	if tag == "ar" {
		return "ar-AE"
	}
	return tag
}

// Tag is the BCP 47 tag of the words, for <html lang>.
func (t *tongue) Tag() string { return t.tag }

// Dir is "ltr" or "rtl", for <html dir>.
func (t *tongue) Dir() string { return t.dir }

// Name is what the language calls itself: Deutsch.
func (t *tongue) Name() string { return display.Self.Name(language.Make(t.tag)) }

// Foreign is the language of the merchant's words where it is another one than
// that of the page, for their lang attribute; else nothing.
func (l *Locale) Foreign() string { return l.shop }

// T returns the message of key, or key itself.
func (t *tongue) T(key string) string {
	if text, ok := t.static[key]; ok {
		return text
	}
	return key
}

// Has reports whether the catalogue of this very language has key.
func (t *tongue) Has(key string) bool { _, ok := t.keys[key]; return ok }

func (t *tongue) localize(key string, count any, pairs []any) string {
	data := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		if name, ok := pairs[i].(string); ok {
			data[name] = t.isolated(pairs[i+1])
		}
	}
	text, err := t.localizer.Localize(&goi18n.LocalizeConfig{MessageID: key, TemplateData: data, PluralCount: count})
	if err != nil && text == "" {
		return key
	}
	return text
}

// Isolate keeps a line of its own, an address or a number, from running the way
// of the words around it.
func Isolate(ctx context.Context, line string) string {
	if From(ctx).dir != "rtl" || line == "" {
		return line
	}
	return firstStrong + line + pop
}

// The marks of Unicode for what has a direction of its own, and for its end.
const firstStrong, pop = "\u2068", "\u2069"

// isolated keeps what is filled in from turning the order of the words around
// it, where it runs the other way: an order's number in Arabic.
func (t *tongue) isolated(value any) any {
	text, ok := value.(string)
	if !ok || t.dir != "rtl" || !strings.ContainsFunc(text, func(r rune) bool { return r < 0x250 && unicode.IsLetter(r) }) {
		return value
	}
	return firstStrong + text + pop
}

// Number writes n with the locale's grouping: 1,234.
func (t *tongue) Number(n int) string { return t.printer.Sprintf("%d", n) }

// Date writes the day of d in d's own zone: 3 March 2026.
func (t *tongue) Date(d time.Time) string {
	return t.localize("date.long", nil, []any{
		"Day", d.Day(), "Month", t.T("date.month." + d.Format("01")), "Year", d.Year(),
	})
}

// Money writes an amount: €12.50.
func (t *tongue) Money(m money.Money) string {
	return t.amounts.get(m, func() string {
		amount, err := currency.NewAmount(m.Decimal(), m.Currency)
		if err != nil {
			return m.String()
		}
		return t.formatter.Format(amount)
	})
}

// direction of scripts written from the right: the ones CLDR lists as such and
// that are in daily use.
func direction(tag language.Tag) string {
	script, _ := tag.Script()
	switch script.String() {
	case "Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm":
		return "rtl"
	}
	return "ltr"
}
