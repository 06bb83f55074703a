package backoffice

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/money"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
	"holdfast/views/ui"
)

// values are a form's fields, as they are or as they were typed.
type values map[string]string

// typedValues reads a form, bounded.
func typedValues(c *fiber.Ctx) values {
	const most, longest = 2_000, 4_000
	v := values{}
	for name, value := range c.Request().PostArgs().All() {
		if len(v) < most {
			v[string(name)] = strings.TrimSpace(bounded(string(value), longest))
		}
	}
	return v
}

// at names a field of a row.
func at(kind string, row int, field string) string {
	return kind + "." + strconv.Itoa(row) + "." + field
}

// rows is how many rows of a kind a form has, each of which has the field named.
func (v values) rows(kind, field string) int {
	n := 0
	for _, ok := v[at(kind, n, field)]; ok; _, ok = v[at(kind, n, field)] {
		n++
	}
	return n
}

func (v values) on(name string) bool { return v[name] == "yes" }

// tick writes a box that is ticked.
func (v values) tick(name string, on bool) {
	if on {
		v[name] = "yes"
	}
}

// fields makes the controls of one form.
type fields struct {
	ctx    context.Context
	values values
	errors []ui.FieldError
}

func (f fields) text(name, key string) backoffice.Control {
	return backoffice.Control{Field: ui.Field{Name: name, Label: i18n.T(f.ctx, key), Value: f.values[name], Maxlength: 200,
		Autocomplete: "off", Error: ui.ErrorFor(f.errors, name)}}
}

func (f fields) hinted(name, key string) backoffice.Control {
	c := f.text(name, key)
	c.Hint = i18n.T(f.ctx, key+"_hint")
	return c
}

func (f fields) area(name, key string, rows int) backoffice.Control {
	c := f.hinted(name, key)
	c.Rows, c.Maxlength = rows, 4000
	return c
}

func (f fields) choice(name, key string, options []ui.Option) backoffice.Control {
	c := f.text(name, key)
	c.Options = options
	return c
}

func (f fields) box(name, key string) backoffice.Control {
	c := f.text(name, key)
	c.Tick, c.On = true, f.values.on(name)
	if hint := key + "_hint"; i18n.From(f.ctx).Has(hint) {
		c.Hint = i18n.T(f.ctx, hint)
	}
	return c
}

// moment is a field for a time in the shop's own zone.
func (f fields) moment(name, key string) backoffice.Control {
	c := f.text(name, key)
	c.Type, c.Maxlength = "datetime-local", 0
	return c
}

// options are choices of words under a common key.
func options(ctx context.Context, key string, of ...string) []ui.Option {
	list := make([]ui.Option, len(of))
	for i, value := range of {
		list[i] = ui.Option{Value: value, Label: i18n.T(ctx, key+strings.ReplaceAll(value, "-", "_"))}
	}
	return list
}

// reader reads typed values, and collects what is wrong with them.
type reader struct {
	ctx   context.Context
	v     values
	wrong []fault.Field
}

func (r *reader) add(name, key string) {
	r.wrong = append(r.wrong, fault.Field{Name: name, Message: i18n.T(r.ctx, key)})
}

func (r *reader) err() error { return fault.InvalidFields(r.wrong...) }

// amount reads a sum of money; empty is the zero Money.
func (r *reader) amount(name, currency string) money.Money {
	if r.v[name] == "" {
		return money.Money{}
	}
	m, ok := amount(r.v[name], currency)
	if !ok {
		r.add(name, "selling.amount_wrong")
		return money.Money{}
	}
	return m
}

// count reads a whole number; empty is 0.
func (r *reader) count(name string) int {
	if r.v[name] == "" {
		return 0
	}
	n, err := strconv.Atoi(r.v[name])
	if err != nil || n < 0 || n > 1_000_000_000 {
		r.add(name, "selling.count_wrong")
	}
	return n
}

// ppm reads a percentage as millionths.
func (r *reader) ppm(name string) int64 {
	typed := strings.TrimSpace(strings.TrimSuffix(strings.Replace(r.v[name], ",", ".", 1), "%"))
	whole, part, _ := strings.Cut(typed, ".")
	n, err := strconv.ParseInt(whole+(part + "0000")[:4], 10, 64)
	if err != nil || len(part) > 4 || n < 0 || n > 1_000_000 || whole == "" {
		r.add(name, "selling.percent_wrong")
		return 0
	}
	return n
}

// localForm is how a browser writes a time without its zone.
const localForm = "2006-01-02T15:04"

// moment reads a time in the shop's zone; empty is the zero Time. Where clocks
// go back, one time comes twice: last says that the second one is meant. Where
// they go forward, some times do not come at all.
func (r *reader) moment(name string, zone *time.Location, last bool) time.Time {
	typed := r.v[name]
	if typed == "" {
		return time.Time{}
	}
	t, err := time.ParseInLocation(localForm, strings.TrimSuffix(typed, ":00Z"), zone)
	if err != nil || t.Year() < 2000 || t.Year() > 9000 {
		r.add(name, "selling.moment_wrong")
		return time.Time{}
	}
	if t.Format(localForm) != typed {
		r.add(name, "selling.moment_never")
		return time.Time{}
	}
	for _, other := range []time.Time{t.Add(-time.Hour), t.Add(time.Hour)} {
		if other.Format(localForm) == typed && other.After(t) == last {
			t = other
		}
	}
	return t.UTC()
}

func localTime(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(zone).Format(localForm)
}

// list reads what is separated by commas, spaces or lines.
func (r *reader) list(name string) []string {
	return strings.FieldsFunc(r.v[name], func(c rune) bool { return c == ',' || c == ' ' || c == '\n' || c == '\r' || c == ';' })
}

func decimal(m money.Money) string {
	if m.IsZero() {
		return ""
	}
	return m.Decimal()
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}
