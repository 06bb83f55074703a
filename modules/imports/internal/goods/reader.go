package goods

import (
	"io"
	"strings"
	"time"

	"holdfast/modules/imports/internal/table"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/sku"
)

// Options says how a file is to be read.
type Options struct {
	Currency string         // of its prices
	Zone     *time.Location // of its dates; nil: UTC
	// Problem hears what is wrong, in the file's order.
	Problem func(Problem)
	// CheckAddress says what is wrong with a picture's address.
	CheckAddress func(string) error
}

// Reader reads products.
type Reader struct {
	Skipped int // products left out so far

	table   *table.Table
	options Options
	dialect string
	header  *header
	rows    rows
	comma   bool // amounts have a decimal comma
	certain bool // and the file shows it

	ahead   *row           // the first row of the next product
	ended   error          // why there is nothing more to read
	handles map[string]int // where each began
	skus    map[sku.SKU]int
}

// NewReader reads the header, and finds out who wrote the file.
// Faults: fault.Invalid for a file that is no such CSV.
func NewReader(file io.ReadSeeker, options Options) (*Reader, error) {
	t, err := table.Open(file)
	if err != nil {
		return nil, err
	}
	if options.Zone == nil {
		options.Zone = time.UTC
	}
	r := &Reader{table: t, options: options, handles: map[string]int{}, skus: map[sku.SKU]int{}}
	r.learnAmounts()
	if err := t.Rewind(); err != nil {
		return nil, err
	}
	t.Tell = r.tellOf
	if isWoo(t.Header) {
		w := newWoo(r)
		r.dialect, r.header, r.rows = "WooCommerce", &w.header, w
		if !r.header.has(title) {
			return nil, missing(title, "Name")
		}
		return r, w.index()
	}
	s := newShopify(r)
	r.dialect, r.header, r.rows = "Shopify", &s.header, s
	if letters(r.header.names[handle]) == "urlhandle" {
		r.dialect = "Shopify, newer headers"
	}
	if !r.header.has(handle) {
		r.dialect = "a plain list"
	}
	if !r.header.has(title) {
		return nil, missing(title, "Title")
	}
	return r, nil
}

func missing(_ column, name string) error {
	return fault.New(fault.Invalid, "The file has no column “"+name+"”. It needs a name for each product: Title in Shopify's format, Name in WooCommerce's.")
}

// Dialect says who writes files like this one.
func (r *Reader) Dialect() string { return r.dialect }

// Encoding is how the file's letters are written.
func (r *Reader) Encoding() string { return r.table.Encoding }

// Separator stands between the file's fields, by name.
func (r *Reader) Separator() string {
	return map[byte]string{',': "comma", ';': "semicolon", '\t': "tab", '|': "vertical bar"}[r.table.Separator]
}

// Done is how much of the file has been read, and Size is how much there is.
func (r *Reader) Done() int64 { return r.table.Done() }

// Size is the file's, in bytes.
func (r *Reader) Size() int64 { return r.table.Size }

// Ignored returns the columns that are not read.
func (r *Reader) Ignored() []string { return r.header.ignored }

// Columns says which parts of a product the file is able to say.
func (r *Reader) Columns() Columns { return r.header.columns() }

// Next returns the next product that can be used, io.EOF after the last.
func (r *Reader) Next() (Product, error) {
	for {
		first, err := r.row(nil)
		if err != nil {
			return Product{}, err
		}
		if first.broken {
			continue
		}
		b := newBuilder(r, first)
		for {
			next, err := r.row(b)
			if err != nil || next.group != first.group || next.first {
				r.ahead = next
				break
			}
			b.add(next)
		}
		if r.ended != nil && !isEnd(r.ended) {
			b.fail() // the rest of its rows was not read
		}
		if p, ok := b.finish(); ok {
			return p, nil
		}
		r.Skipped++
	}
}

// row returns the next row. One that is broken may belong to the product being
// built, which is then incomplete.
func (r *Reader) row(building *builder) (*row, error) {
	if next := r.ahead; next != nil {
		r.ahead = nil
		return next, nil
	}
	for r.ended == nil {
		next, err := r.rows.next()
		if err != nil {
			r.ended = err
			break
		}
		if !next.broken {
			return next, nil
		}
		if building != nil {
			building.product.Incomplete = true
		}
	}
	return nil, r.ended
}

func (r *Reader) tell(line int, column, reason string) {
	if r.options.Problem != nil {
		r.options.Problem(Problem{line, column, reason})
	}
}

// tellOf is tell for the table, which counts columns.
func (r *Reader) tellOf(line, column int, reason string) {
	name := ""
	if column >= 0 && column < len(r.table.Header) {
		name = strings.TrimSpace(r.table.Header[column])
	}
	r.tell(line, name, reason)
}
