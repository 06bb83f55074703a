package storefront

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/money"
	"holdfast/modules/search"
	"holdfast/views/i18n"
	"holdfast/views/ui"
)

// List parameters, on which kept pages depend. A list has one address for each
// way in which it can be narrowed: whoever comes by another (values that nobody
// knows, parameters that say nothing, another order) is led to it, so that no
// page is kept twice.
var listParams = []string{"page", "sort", "min", "max", "stock", "f"}

// narrowing is what the address of a list says about it.
type narrowing struct {
	text     string // that is searched for
	exact    bool
	page     int
	sort     search.Sort // empty: relevance
	min, max string      // as typed, until apply has read them
	inStock  bool
	picks    []search.Pick
}

func readNarrowing(c *fiber.Ctx) narrowing {
	page, _ := strconv.Atoi(query(c, "page"))
	n := narrowing{page: max(1, min(page, 10_000)), sort: search.Sort(query(c, "sort")), min: strings.TrimSpace(query(c, "min")),
		max: strings.TrimSpace(query(c, "max")), inStock: query(c, "stock") == "in"}
	if !slices.Contains([]search.Sort{search.Newest, search.PriceUp, search.PriceDown, search.ByName}, n.sort) {
		n.sort = ""
	}
	for _, value := range c.Context().QueryArgs().PeekMulti("f") {
		facet, key, ok := strings.Cut(bounded(string(value), 200), "_")
		if ok && len(n.picks) < search.MaxPicks {
			n.picks = append(n.picks, search.Pick{Facet: facet, Value: key})
		}
	}
	return n
}

// chosen is in how many ways the list is narrowed.
func (n narrowing) chosen() int {
	ways := len(n.picks)
	if n.min != "" || n.max != "" {
		ways++
	}
	if n.inStock {
		ways++
	}
	return ways
}

// active reports whether something narrows or sorts the list.
func (n narrowing) active() bool { return n.chosen() > 0 || n.sort != "" }

// apply narrows q, and says which prices could not be read.
func (n *narrowing) apply(q *search.Query, currency string) (wrong []ui.FieldError) {
	q.Text, q.Exact, q.Page, q.Sort, q.InStock, q.Picks, q.Facets = n.text, n.exact, n.page, n.sort, n.inStock, n.picks, true
	for _, bound := range []struct {
		name  string
		typed *string
		to    **int64
	}{{"min", &n.min, &q.MinPrice}, {"max", &n.max, &q.MaxPrice}} {
		if *bound.typed == "" {
			continue
		}
		amount, err := money.Parse(decimal(*bound.typed), currency)
		if err != nil || amount.Minor < 0 {
			wrong = append(wrong, ui.FieldError{Name: bound.name, Message: money.ErrInvalid.Message})
			continue
		}
		whole, cents, _ := strings.Cut(amount.Decimal(), ".")
		if *bound.typed = amount.Decimal(); strings.Trim(cents, "0") == "" {
			*bound.typed = whole
		}
		*bound.to = &amount.Minor
	}
	return wrong
}

// decimal reads a comma as people mean it: in 1,000 between thousands, in 12,50
// before cents.
func decimal(typed string) string {
	whole, rest, ok := strings.Cut(typed, ",")
	switch {
	case !ok:
		return typed
	case len(rest) == 3 || strings.Contains(rest, "."):
		return whole + rest
	}
	return whole + "." + rest
}

// values are the parameters that say n.
func (n narrowing) values() url.Values {
	values := url.Values{}
	for name, value := range map[string]string{"q": n.text, "sort": string(n.sort), "min": n.min, "max": n.max} {
		if value != "" {
			values.Set(name, value)
		}
	}
	if n.exact && n.text != "" {
		values.Set("exact", "1")
	}
	if n.inStock {
		values.Set("stock", "in")
	}
	if n.page > 1 {
		values.Set("page", strconv.Itoa(n.page))
	}
	for _, p := range n.picks {
		values.Add("f", p.Facet+"_"+p.Value)
	}
	return values
}

// address is where the list at path is found, narrowed like this.
func (n narrowing) address(path string) string {
	if query := n.values().Encode(); query != "" {
		return path + "?" + query
	}
	return path
}

// on returns n with another page.
func (n narrowing) on(page int) narrowing {
	n.page = page
	return n
}

// bare returns the list as a whole.
func (n narrowing) bare() narrowing { return narrowing{text: n.text, exact: n.exact} }

// without returns n, from its beginning, without one of its picks.
func (n narrowing) without(p search.Pick) narrowing {
	n.picks = slices.DeleteFunc(slices.Clone(n.picks), func(each search.Pick) bool { return each == p })
	return n.on(1)
}

// astray leads to the one address of what was asked for, if that is not where
// c is.
func (n narrowing) astray(c *fiber.Ctx, path string) (to string, ok bool) {
	asked := url.Values{}
	for name, value := range c.Context().QueryArgs().All() {
		if name := string(name); name == "q" || name == "exact" || slices.Contains(listParams, name) {
			asked.Add(name, string(value))
		}
	}
	return i18n.Path(localised(c), n.address(path)), asked.Encode() != n.values().Encode()
}
