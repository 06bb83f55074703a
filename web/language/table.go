package language

import (
	"slices"
	"sync/atomic"

	"golang.org/x/text/language"

	"holdfast/views/i18n"
	"holdfast/web/request"
)

// table is the languages that are offered, the merchant's own first.
type table struct {
	spoken  []spoken
	matcher language.Matcher
	known   atomic.Pointer[map[string]int] // Accept-Language to the place in spoken
}

// spoken is one of them.
type spoken struct {
	variant request.Variant
	prefix  string // "" or "/de"
}

func newTable(o Offer) *table {
	own, _ := i18n.Known(o.Own)
	t := &table{}
	var tags []language.Tag
	for _, tag := range append([]string{own}, o.Others...) {
		known, ok := i18n.Known(tag)
		if !ok || t.byTag(known) >= 0 {
			continue
		}
		t.spoken = append(t.spoken, spoken{request.Variant{Locale: known, Shop: own}, i18n.At(known, own).Prefix()})
		tags = append(tags, language.Make(known))
	}
	t.matcher = language.NewMatcher(tags)
	t.known.Store(&map[string]int{})
	return t
}

// byTag is the place of a language, below 0 where it has none.
func (t *table) byTag(tag string) int {
	return slices.IndexFunc(t.spoken, func(s spoken) bool { return s.variant.Locale == tag })
}

func (t *table) same(other *table) bool { return slices.Equal(t.spoken, other.spoken) }

// The bounds of what is remembered: browsers send a few hundred different
// headers, the longest of some 100 bytes.
const (
	maxKnown    = 512
	maxAccepted = 128
)

// preferred is the place of the language that a client accepts best: the
// merchant's own where it accepts none of ours. What was read once costs a look
// into a map, and no memory.
func (t *table) preferred(accepted []byte) int {
	if len(accepted) > maxAccepted {
		accepted = accepted[:maxAccepted]
	}
	known := *t.known.Load()
	if at, ok := known[string(accepted)]; ok {
		return at
	}
	at := t.match(string(accepted))
	next := make(map[string]int, len(known)+1)
	if len(known) < maxKnown { // else it begins anew
		for header, place := range known {
			next[header] = place
		}
	}
	next[string(accepted)] = at
	t.known.Store(&next)
	return at
}

// match returns the best match; of two clients that remember at once, one is
// forgotten, and asked again.
func (t *table) match(accepted string) int {
	tags, weights, err := language.ParseAcceptLanguage(accepted)
	if err != nil && len(tags) == 0 {
		return 0
	}
	var wanted []language.Tag
	for i, tag := range tags {
		if weights[i] > 0 {
			wanted = append(wanted, tag)
		}
	}
	_, at, confidence := t.matcher.Match(wanted...)
	if len(wanted) == 0 || confidence < language.High {
		return 0
	}
	return at
}
