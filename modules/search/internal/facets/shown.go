package facets

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Bounds of what is shown.
const (
	MaxFacets = 8  // those that say something of most of the list
	MaxValues = 48 // of a facet, those that most of the list has
)

// A facet whose values tell nearly every product from the others is a label,
// such as a model's number: more than labels values, of which fewer than two
// products in the mean have one.
const labels = 24

// Facet is one way in which a list divides.
type Facet struct {
	Key, Name string
	Values    []Count
}

// Count is a value, and how many there would be with it.
type Count struct {
	Key, Label string
	Count      int
	Picked     bool
}

// division is a facet while it is decided which are shown.
type division struct {
	facet  int32
	values []int32
	cover  int // of the list, each product once a value
	picked bool
}

// facetsShown are those with most of the list, and all that are chosen from.
func (t *tally) facetsShown() []Facet {
	all := make([]division, len(t.facets))
	for v, n := range t.base {
		d := &all[t.values[v].facet]
		if n > 0 || t.picked[v] {
			d.facet, d.values, d.cover = t.values[v].facet, append(d.values, int32(v)), d.cover+int(n)
			d.picked = d.picked || t.picked[v]
		}
	}
	useful := slices.DeleteFunc(all, func(d division) bool {
		label := len(d.values) > labels && d.cover < 2*len(d.values)
		return !d.picked && (len(d.values) < 2 || label)
	})
	slices.SortFunc(useful, func(a, b division) int {
		return cmp.Or(cmp.Compare(b.cover, a.cover), cmp.Compare(t.facets[a.facet].key, t.facets[b.facet].key))
	})
	var shown []Facet
	for i, d := range useful {
		if i < MaxFacets || d.picked {
			shown = append(shown, t.shown(d))
		}
	}
	return slices.DeleteFunc(shown, func(f Facet) bool { return len(f.Values) == 0 })
}

// shown returns a facet with the values that most of the list has, and those
// that are picked; what would leave nothing is not offered.
func (t *tally) shown(d division) Facet {
	slices.SortFunc(d.values, func(a, b int32) int { return cmp.Or(pickedFirst(t.picked[a], t.picked[b]), t.common(a, b)) })
	var few []int32
	for _, v := range d.values {
		if len(few) < MaxValues && (t.count[v] > 0 || t.picked[v]) {
			few = append(few, v)
		}
	}
	t.arrange(few)
	f := Facet{Key: t.facets[d.facet].key, Name: t.facets[d.facet].label}
	for _, v := range few {
		f.Values = append(f.Values, Count{t.values[v].key, t.values[v].label, int(t.count[v]), t.picked[v]})
	}
	return f
}

func pickedFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// common puts first what more of the list has.
func (t *tally) common(a, b int32) int {
	return cmp.Or(cmp.Compare(t.base[b], t.base[a]), cmp.Compare(t.values[a].key, t.values[b].key))
}

// arrange puts sizes and numbers in their own order, all else by how many have
// it: S, M, L; 250 ml, 1 l; Oak, Ash.
func (t *tally) arrange(values []int32) {
	places := make(map[int32]float64, len(values))
	for _, v := range values {
		place, ok := size(t.values[v].label)
		if !ok {
			slices.SortFunc(values, t.common)
			return
		}
		places[v] = place
	}
	slices.SortFunc(values, func(a, b int32) int { return cmp.Or(cmp.Compare(places[a], places[b]), t.common(a, b)) })
}

// letters are sizes of clothes, from the smallest to the largest.
const letters = " XXXS XXS XS S M L XL XXL XXXL "

// size returns where a size stands among others: letters by themselves, numbers
// by themselves, with common units made comparable.
func size(label string) (float64, bool) {
	label = strings.ToUpper(strings.TrimSpace(label))
	switch label {
	case "SMALL", "MEDIUM", "LARGE":
		label = label[:1]
	}
	if n, ok := strings.CutSuffix(label, "XL"); ok && len(n) == 1 && n[0] >= '2' && n[0] <= '9' {
		return 100 + float64(n[0]-'0'), true
	}
	if at := strings.Index(letters, " "+label+" "); at >= 0 && label != "" {
		if over := strings.TrimSuffix(label, "XL"); label != "XL" && over != label && strings.Trim(over, "X") == "" {
			return 100 + float64(len(over)+1), true
		}
		return float64(at), true
	}
	end := strings.IndexFunc(label, func(r rune) bool { return (r < '0' || r > '9') && r != '.' && r != ',' })
	if end < 0 {
		end = len(label)
	}
	number, err := strconv.ParseFloat(strings.ReplaceAll(label[:end], ",", "."), 64)
	if err != nil {
		return 0, false
	}
	unit, _, _ := strings.Cut(strings.TrimSpace(label[end:]), " ")
	return 1000 + number*scale(unit), true
}

// scale makes units of one kind comparable.
func scale(unit string) float64 {
	switch unit {
	case "L", "KG", "M":
		return 1000
	case "CL", "CM":
		return 10
	}
	return 1
}
