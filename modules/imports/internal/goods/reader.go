package shopify

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/sku"
)

// maxRecord bounds a row, in bytes, multi-line HTML included.
const maxRecord = 1 << 20

// Options says how a file is to be read.
type Options struct {
	Currency string // of its prices
	// Problem hears what is wrong, in the file's order.
	Problem func(Problem)
	// CheckAddress says what is wrong with a picture's address.
	CheckAddress func(string) error
}

// Reader reads products.
type Reader struct {
	csv     *csv.Reader
	bound   *bound
	header  header
	options Options
	ahead   *row           // the first row of the next product
	ended   error          // why there is nothing more to read
	handles map[string]int // where each began
	skus    map[sku.SKU]int
	last    int // the line on which the last good record ended
	Skipped int // products left out so far
}

// row is one row's fields by column.
type row struct {
	line  int
	texts [columnCount]string
	lines [columnCount]int
}

// NewReader reads the header. Faults: fault.Invalid for a file that is no such CSV.
func NewReader(r io.Reader, options Options) (*Reader, error) {
	b := &bound{r: r, left: maxRecord}
	buffered := bufio.NewReaderSize(b, 64<<10)
	start, err := buffered.Peek(3)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read the file: %w", err)
	}
	switch {
	case bytes.HasPrefix(start, []byte("\xef\xbb\xbf")):
		_, _ = buffered.Discard(3)
	case bytes.HasPrefix(start, []byte("\xff\xfe")), bytes.HasPrefix(start, []byte("\xfe\xff")):
		return nil, fault.New(fault.Invalid, "The file is in UTF-16. Save it as CSV in UTF-8.")
	}
	in := csv.NewReader(buffered)
	in.Comma, in.FieldsPerRecord, in.ReuseRecord = separator(buffered), -1, true
	record, err := in.Read()
	if errors.Is(err, io.EOF) {
		return nil, fault.New(fault.Invalid, "The file is empty.")
	}
	if _, malformed := errors.AsType[*csv.ParseError](err); malformed || errors.Is(err, errTooLong) {
		return nil, fault.New(fault.Invalid, "The file's first line is no CSV header.")
	}
	if err != nil {
		return nil, fmt.Errorf("read the header: %w", err)
	}
	h := newHeader(record)
	for _, required := range []column{handle, title} {
		if !h.has(required) {
			return nil, fault.New(fault.Invalid, fmt.Sprintf("The file has no column %q. It needs at least Handle and Title.", columnNames[required][0]))
		}
	}
	return &Reader{csv: in, bound: b, header: h, options: options, handles: map[string]int{}, skus: map[sku.SKU]int{}}, nil
}

// Ignored returns the columns that are not read.
func (r *Reader) Ignored() []string { return r.header.ignored }

// Columns says which parts of a product the file is able to say.
func (r *Reader) Columns() Columns {
	has := r.header.has
	return Columns{
		Body: has(body), Vendor: has(vendor), Category: has(category) || has(kind), Type: has(kind), Tags: has(tags),
		Published: has(status) || has(published), SEOTitle: has(seoTitle), SEOText: has(seoDescription),
		Options: has(option1Value), Price: has(price), CompareAt: has(compareAt), Stock: has(quantity) || has(tracker),
		Grams: has(grams), Barcode: has(barcode), Images: has(imageSource),
	}
}

// Next returns the next product that can be used, io.EOF after the last.
func (r *Reader) Next() (Product, error) {
	for {
		first, err := r.row(nil)
		if err != nil {
			return Product{}, err
		}
		b := newBuilder(r, first)
		for {
			next, err := r.row(b)
			if err != nil || next.texts[handle] != first.texts[handle] {
				r.ahead = next
				break
			}
			b.add(next)
		}
		if r.ended != nil && !errors.Is(r.ended, io.EOF) {
			b.fail() // the rest of its rows was not read
		}
		if p, ok := b.finish(); ok {
			return p, nil
		}
		r.Skipped++
	}
}

// row returns the next row that has the right shape. One that has not may
// belong to the product being built, which is then incomplete.
func (r *Reader) row(building *builder) (*row, error) {
	if next := r.ahead; next != nil {
		r.ahead = nil
		return next, nil
	}
	for r.ended == nil {
		r.bound.left = maxRecord
		record, err := r.csv.Read()
		if err != nil && !r.survives(err) {
			break
		}
		if err == nil {
			end, _ := r.csv.FieldPos(len(record) - 1)
			r.last = end + strings.Count(record[len(record)-1], "\n")
			next, ok := r.shape(record)
			if ok && next == nil {
				continue // nothing but separators
			}
			if ok {
				return next, nil
			}
		}
		if building != nil {
			building.product.Incomplete = true
		}
	}
	if errors.Is(r.ended, errTooLong) || errors.Is(r.ended, io.EOF) {
		return nil, io.EOF
	}
	return nil, r.ended
}

// survives tells what went wrong and whether reading goes on with the next line.
func (r *Reader) survives(err error) bool {
	malformed, isParse := errors.AsType[*csv.ParseError](err)
	switch {
	case errors.Is(err, errTooLong):
		line, _ := r.csv.FieldPos(0)
		if line <= r.last { // it ended before its first field did
			line = r.last + 1
		}
		r.tell(line, "", "is longer than 1 MB, or a quotation mark is missing: nothing after it was read")
		r.ended = errTooLong
	case isParse:
		r.tell(malformed.StartLine, "", "a quotation mark is out of place: double those inside a field, and quote the field")
		return true
	case errors.Is(err, io.EOF):
		r.ended = io.EOF
	default:
		r.ended = fmt.Errorf("read the file: %w", err)
	}
	return false
}

// shape turns a record into a row; nil when it is empty.
func (r *Reader) shape(record []string) (*row, bool) {
	line, _ := r.csv.FieldPos(0)
	if strings.Join(record, "") == "" {
		return nil, true
	}
	if len(record) != r.header.fields {
		r.tell(line, "", fmt.Sprintf("has %d fields, the header %d: a field with a separator in it is to be quoted", len(record), r.header.fields))
		return nil, false
	}
	next := &row{line: line}
	for c, at := range r.header.at {
		next.lines[c] = line
		if at < 0 {
			continue
		}
		next.lines[c], _ = r.csv.FieldPos(at)
		next.texts[c] = strings.TrimSpace(record[at])
		if !utf8.ValidString(record[at]) || strings.ContainsRune(record[at], 0) {
			r.tell(next.lines[c], r.header.names[c], "is not UTF-8")
			return nil, false
		}
	}
	if next.texts[handle] == "" {
		r.tell(line, r.header.names[handle], "is missing")
		return nil, false
	}
	return next, true
}

func (r *Reader) tell(line int, column, reason string) {
	if r.options.Problem != nil {
		r.options.Problem(Problem{line, column, reason})
	}
}

// separator guesses from the header: a comma, or what some spreadsheets write.
func separator(r *bufio.Reader) rune {
	start, _ := r.Peek(16 << 10) // shorter than that is no fault
	line, _, _ := bytes.Cut(start, []byte("\n"))
	best, most := ',', bytes.Count(line, []byte(","))
	for _, other := range []rune{';', '\t'} {
		if n := bytes.Count(line, []byte(string(other))); n > most {
			best, most = other, n
		}
	}
	return best
}

var errTooLong = errors.New("row too long")

// bound fails when more is read for one row than a row may have.
type bound struct {
	r    io.Reader
	left int
}

func (b *bound) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLong
	}
	n, err := b.r.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}
