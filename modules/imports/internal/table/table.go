// Package table reads a CSV file as rows of fields, whatever program wrote it.
//
//	file  = bytes in some encoding → letters → rows → fields
//	row   = as many fields as the header has
//
// Encoding and separator are found out, and named. What cannot be read is told
// with its line and left out; the rest goes on. A row may have 1 MB.
package table

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/transform"

	"holdfast/modules/kernel/fault"
)

// Row is one row's fields, each with the line that it begins on. It is the
// table's until the next one is asked for.
type Row struct {
	Line   int
	Fields []string
	Lines  []int
	// Short is how many fields there were, when there were fewer than the header
	// has; the others are empty. Whoever knows what they mean decides whether
	// the row was cut off at its end, or is half of one that was torn apart.
	Short int
}

// Table is an open file.
type Table struct {
	Encoding  string // as people know it: UTF-8, Windows-1252
	Separator byte   // , ; | or a tab
	Header    []string
	Size      int64 // of the file, in bytes
	// Tell hears what is wrong with a row; column is -1 for all of it.
	Tell func(line, column int, reason string)

	file  io.ReadSeeker
	code  coding
	lexer *lexer
	read  *counter
	last  error
}

// Open finds out how the file is written and reads its header.
// Faults: fault.Invalid for what is no CSV file.
func Open(file io.ReadSeeker) (*Table, error) {
	code, size, err := findCoding(file)
	if err != nil {
		return nil, wrap(err)
	}
	t := &Table{Encoding: code.name, Size: size, file: file, code: code, Tell: func(int, int, string) {}}
	if err := t.Rewind(); err != nil {
		return nil, err
	}
	return t, nil
}

// wrap keeps a fault as it is.
func wrap(err error) error {
	if fault.KindOf(err) == fault.Invalid {
		return err
	}
	return fmt.Errorf("read the file: %w", err)
}

// Rewind goes back to the first row.
func (t *Table) Rewind() error {
	if _, err := t.file.Seek(int64(t.code.skip), io.SeekStart); err != nil {
		return wrap(err)
	}
	t.read, t.last = &counter{r: t.file}, nil
	var letters io.Reader = t.read
	if t.code.decoder != nil {
		letters = transform.NewReader(t.read, t.code.decoder.NewDecoder())
	}
	t.lexer = newLexer(letters, ',')
	start, err := t.lexer.in.Peek(16 << 10)
	if err != nil && !errors.Is(err, io.EOF) {
		return wrap(err)
	}
	if named, separator := declared(start); named {
		_, _, _, _ = t.lexer.next()
		t.lexer.comma = separator
	} else {
		t.lexer.comma = guessed(start)
	}
	t.Separator = t.lexer.comma
	fields, _, _, err := t.lexer.next()
	for err == nil && strings.TrimSpace(strings.Join(fields, "")) == "" { // empty lines above it
		fields, _, _, err = t.lexer.next()
	}
	if err != nil {
		return fault.New(fault.Invalid, "The file's first line is no CSV header.")
	}
	t.Header = append([]string(nil), fields...)
	return nil
}

// Done is how much of the file has been read, in bytes.
func (t *Table) Done() int64 { return max(0, t.read.n-int64(t.lexer.in.Buffered())) }

// Next returns the next row, io.EOF after the last. A row that is broken is
// told, and comes as a Row without fields.
func (t *Table) Next() (Row, error) {
	for {
		fields, lines, line, err := t.lexer.next()
		switch {
		case errors.Is(err, errQuote), errors.Is(err, errOpen), errors.Is(err, errTooLong):
			t.Tell(line, -1, err.Error())
			return Row{Line: line}, nil
		case errors.Is(err, io.EOF):
			return Row{}, io.EOF
		case err != nil:
			return Row{}, wrap(err)
		case strings.TrimSpace(strings.Join(fields, "")) == "":
			continue // nothing but separators
		}
		row := Row{Line: line, Fields: fields, Lines: lines}
		if !t.fits(&row) {
			row.Fields = nil
		}
		return row, nil
	}
}

// fits makes the row as wide as the header. One that is too wide has a field
// that was not quoted, and everything behind it in the wrong place.
func (t *Table) fits(row *Row) bool {
	have, want := len(row.Fields), len(t.Header)
	if have > want {
		t.Tell(row.Line, -1, t.Ragged(have))
		return false
	}
	for len(row.Fields) < want {
		row.Fields, row.Lines = append(row.Fields, ""), append(row.Lines, row.Line)
	}
	if have < want {
		row.Short = have
	}
	for i, field := range row.Fields {
		if !utf8.ValidString(field) {
			t.Tell(row.Lines[i], i, "is not "+t.Encoding)
			return false
		}
		if strings.ContainsRune(field, 0) {
			t.Tell(row.Lines[i], i, "has an invisible character (NUL), which is left out")
			row.Fields[i] = strings.ReplaceAll(field, "\x00", "")
		}
	}
	return true
}

// Ragged says what is wrong with a row of have fields.
func (t *Table) Ragged(have int) string {
	return fmt.Sprintf("has %d fields, the header %d: a field with a separator or a line break in it is to be quoted", have, len(t.Header))
}

// declared reads the line with which Excel is told the separator: sep=;
func declared(start []byte) (bool, byte) {
	line, _, _ := bytes.Cut(start, []byte("\n"))
	line = bytes.Trim(line, "\" \r")
	if len(line) == 5 && strings.EqualFold(string(line[:4]), "sep=") && strings.IndexByte(separators, line[4]) >= 0 {
		return true, line[4]
	}
	return false, 0
}

// separators are those that there are, the likeliest first.
const separators = ",;\t|"

// guessed is the separator that the header has most of, outside quotes.
func guessed(start []byte) byte {
	start = bytes.TrimLeft(start, "\r\n")
	var counts [256]int
	quoted := false
	for _, b := range start {
		if b == '"' {
			quoted = !quoted
		}
		if !quoted && b == '\n' {
			break
		}
		if !quoted {
			counts[b]++
		}
	}
	best := byte(',')
	for i := range len(separators) {
		if s := separators[i]; counts[s] > counts[best] {
			best = s
		}
	}
	return best
}

// counter counts what has been read.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
