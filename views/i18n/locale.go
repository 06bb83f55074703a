package i18n

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/bojanz/currency"
	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"holdfast/modules/kernel/money"
)

// Locale is a language and the ways of writing that go with it. It is safe for
// use by many goroutines; make one a locale and keep it.
type Locale struct {
	tag       string
	dir       string
	keys      map[string]struct{}
	static    map[string]string
	localizer *goi18n.Localizer
	formatter *currency.Formatter
	printer   *message.Printer
	amounts   amounts
}

// For returns the locale of a BCP 47 tag. Only English has a catalogue so far:
// another tag gives English words with that tag's way of writing amounts.
func For(tag string) *Locale {
	parsed, err := language.Parse(tag)
	if err != nil || parsed == language.English {
		return english()
	}
	base := english()
	l := newLocale(tag, base.localizer)
	l.keys, l.static = base.keys, base.static
	l.tag, l.dir = base.tag, base.dir
	return l
}

func newLocale(tag string, localizer *goi18n.Localizer) *Locale {
	parsed := language.Make(tag)
	formatter := currency.NewFormatter(currency.NewLocale(tag))
	formatter.MaxDigits = currency.DefaultDigits
	return &Locale{
		tag: tag, dir: direction(parsed), localizer: localizer, formatter: formatter,
		printer: message.NewPrinter(parsed), keys: map[string]struct{}{}, static: map[string]string{},
	}
}

// Tag is the BCP 47 tag of the words, for <html lang>.
func (l *Locale) Tag() string { return l.tag }

// Dir is "ltr" or "rtl", for <html dir>.
func (l *Locale) Dir() string { return l.dir }

// T returns the message of key, or key itself.
func (l *Locale) T(key string) string {
	if text, ok := l.static[key]; ok {
		return text
	}
	return key
}

// Has reports whether the catalogue has key.
func (l *Locale) Has(key string) bool { _, ok := l.keys[key]; return ok }

func (l *Locale) localize(key string, count any, pairs []any) string {
	data := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		if name, ok := pairs[i].(string); ok {
			data[name] = pairs[i+1]
		}
	}
	text, err := l.localizer.Localize(&goi18n.LocalizeConfig{MessageID: key, TemplateData: data, PluralCount: count})
	if err != nil && text == "" {
		return key
	}
	return text
}

// Number writes n with the locale's grouping: 1,234.
func (l *Locale) Number(n int) string { return l.printer.Sprintf("%d", n) }

// Date writes the day of t in t's own zone: 3 March 2026.
func (l *Locale) Date(t time.Time) string {
	return l.localize("date.long", nil, []any{
		"Day", t.Day(), "Month", l.T("date.month." + t.Format("01")), "Year", t.Year(),
	})
}

// Money writes an amount: €12.50.
func (l *Locale) Money(m money.Money) string {
	return l.amounts.get(m, func() string {
		amount, err := currency.NewAmount(m.Decimal(), m.Currency)
		if err != nil {
			return m.String()
		}
		return l.formatter.Format(amount)
	})
}

// amounts remembers how amounts are written: a shop has few prices and shows
// them often. It is emptied when full rather than kept in order of use.
type amounts struct {
	known sync.Map // money.Money to string
	size  atomic.Int64
}

// amountsMax bounds the memory at about 1 MB a locale.
const amountsMax = 8192

func (a *amounts) get(m money.Money, format func() string) string {
	if text, ok := a.known.Load(m); ok {
		return text.(string)
	}
	if a.size.Add(1) > amountsMax {
		a.known.Clear()
		a.size.Store(1)
	}
	text := format()
	a.known.Store(m, text)
	return text
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
