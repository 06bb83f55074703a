package backup

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Keep says how many backups are kept: the last one of each of the last so many
// days, weeks and months that have one. The newest is always kept.
type Keep struct{ Days, Weeks, Months int }

// ErrKeep says that a rule cannot be read.
var ErrKeep = errors.New("say how many backups are kept like 7d 4w 12m: of days, weeks, months")

// ParseKeep reads a rule such as 7d 4w 12m; a unit that is not named keeps none.
// Faults: ErrKeep.
func ParseKeep(text string) (k Keep, err error) {
	units := map[byte]*int{'d': &k.Days, 'w': &k.Weeks, 'm': &k.Months}
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' })
	for _, word := range words {
		to, known := units[word[len(word)-1]]
		n, err := strconv.Atoi(word[:len(word)-1])
		if !known || err != nil || n < 0 || n > 1000 {
			return Keep{}, fmt.Errorf("%w, not %q", ErrKeep, text)
		}
		*to = n
	}
	if k == (Keep{}) {
		return Keep{}, fmt.Errorf("%w, not %q", ErrKeep, text)
	}
	return k, nil
}

// String writes the rule as it is read.
func (k Keep) String() string {
	var words []string
	for _, unit := range []struct {
		n    int
		name string
	}{{k.Days, "d"}, {k.Weeks, "w"}, {k.Months, "m"}} {
		if unit.n > 0 {
			words = append(words, strconv.Itoa(unit.n)+unit.name)
		}
	}
	return strings.Join(words, " ")
}

// keeps returns which of the instants of backups, in any order, are kept. Days,
// weeks (ISO's) and months are those of UTC, so that no process's zone decides.
func (k Keep) keeps(made []time.Time) map[time.Time]bool {
	sorted := slices.SortedFunc(slices.Values(made), func(a, b time.Time) int { return b.Compare(a) })
	kept := map[time.Time]bool{}
	for _, rule := range []struct {
		n      int
		bucket func(time.Time) string
	}{
		{1, func(t time.Time) string { return "the newest" }},
		{k.Days, func(t time.Time) string { return t.Format(time.DateOnly) }},
		{k.Weeks, func(t time.Time) string { year, week := t.ISOWeek(); return fmt.Sprint(year, " ", week) }},
		{k.Months, func(t time.Time) string { return t.Format("2006-01") }},
	} {
		seen := map[string]bool{}
		for _, t := range sorted {
			if bucket := rule.bucket(t.UTC()); len(seen) < rule.n && !seen[bucket] {
				seen[bucket], kept[t] = true, true
			}
		}
	}
	return kept
}

// stamp is how the instant is written in a file's name; names sort by it.
const stamp = "20060102T150405Z"

// nameOf is the name of a backup that was begun at an instant.
func nameOf(t time.Time) string { return "shop-" + t.UTC().Format(stamp) + ".tar.zst" }

// instantOf reads a name; what is not named so is not ours to remove.
func instantOf(name string) (time.Time, bool) {
	t, err := time.Parse("shop-"+stamp+".tar.zst", name)
	return t, err == nil && nameOf(t) == name
}
