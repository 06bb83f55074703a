package table

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// maxRow bounds a row, in bytes, multi-line HTML included.
const maxRow = 1 << 20

// Errors of one row; reading goes on behind it.
var (
	errQuote   = errors.New("a quotation mark is out of place: double those inside a field, and quote the field")
	errOpen    = errors.New("a quotation mark is opened and never closed")
	errTooLong = errors.New("the row is longer than 1 MB")
)

// lexer takes rows apart as RFC 4180 says, and more kindly than encoding/csv:
// a quotation mark inside a field that does not begin with one is a letter
// (17" screen), and a row that is broken costs the lines up to where the next
// one begins, not the rest of the file.
type lexer struct {
	in      *bufio.Reader
	comma   byte
	line    int // of the next byte
	fields  []string
	lines   []int
	current []byte
}

func newLexer(in io.Reader, comma byte) *lexer {
	return &lexer{in: bufio.NewReaderSize(in, maxRow+4096), comma: comma, line: 1}
}

// next returns the next row's fields, each with the line that it begins on.
// They are the lexer's until the next call.
func (l *lexer) next() (fields []string, lines []int, at int, err error) {
	at = l.line
	window, err := l.in.Peek(4096) // most rows are short
	if len(window) == 0 {
		return nil, nil, at, err
	}
	for {
		n, wrong := l.scan(window)
		if wrong == nil && n > 0 {
			l.skip(n)
			return l.fields, l.lines, at, nil
		}
		if errors.Is(wrong, errMore) {
			if more, err := l.in.Peek(min(8*len(window), maxRow)); len(more) > len(window) {
				window = more
				continue
			} else if err != nil && !errors.Is(err, io.EOF) {
				return nil, nil, at, err
			}
			wrong = l.unending(window)
		}
		if wrong == nil {
			return l.fields, l.lines, at, nil
		}
		l.resume(window)
		return nil, nil, at, wrong
	}
}

var errMore = errors.New("more bytes are needed")

// unending ends the file's last row, or says why the row does not end.
func (l *lexer) unending(window []byte) error {
	if len(window) >= maxRow {
		return errTooLong
	}
	n, wrong := l.scan(append(bytes.Clone(window), '\n'))
	if errors.Is(wrong, errMore) {
		return errOpen
	}
	if wrong == nil {
		l.skip(min(n, len(window)))
	}
	return wrong
}

// resume goes on behind the line on which the broken row begins: what follows
// is most likely a row of its own.
func (l *lexer) resume(window []byte) {
	n := bytes.IndexByte(window, '\n') + 1
	if n == 0 {
		n = len(window)
	}
	l.skip(n)
	if n < maxRow || window[n-1] == '\n' {
		return
	}
	for { // a line that is too long by itself
		rest, err := l.in.ReadSlice('\n')
		if len(rest) > 0 && rest[len(rest)-1] == '\n' {
			l.line++
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return
		}
	}
}

func (l *lexer) skip(n int) {
	window, _ := l.in.Peek(n)
	l.line += bytes.Count(window, []byte("\n"))
	if bytes.HasSuffix(window, []byte("\r")) { // old Macs end lines so
		l.line++
	}
	_, _ = l.in.Discard(n)
}

// scan takes the row at the beginning of window apart and returns its length.
func (l *lexer) scan(window []byte) (int, error) {
	l.fields, l.lines = l.fields[:0], l.lines[:0]
	line := l.line
	for at := 0; ; {
		begun := line
		n, ended, err := l.field(window[at:], &line)
		if err != nil {
			return 0, err
		}
		l.fields, l.lines = append(l.fields, string(l.current)), append(l.lines, begun)
		if at += n; ended {
			return at, nil
		}
	}
}

// field reads one field into current, and the separator behind it. ended says
// that it was the row's last.
func (l *lexer) field(window []byte, line *int) (n int, ended bool, err error) {
	l.current = l.current[:0]
	if len(window) > 0 && window[0] == '"' {
		return l.quoted(window, line)
	}
	for i, b := range window {
		switch {
		case b == l.comma:
			l.current = append(l.current, window[:i]...)
			return i + 1, false, nil
		case b == '\n', b == '\r' && i+1 < len(window) && window[i+1] != '\n' && window[i+1] != l.comma:
			l.current = append(l.current, bytes.TrimSuffix(window[:i], []byte("\r"))...)
			return i + 1, true, nil
		}
	}
	return 0, false, errMore
}

func (l *lexer) quoted(window []byte, line *int) (n int, ended bool, err error) {
	for i := 1; i < len(window); i++ {
		b := window[i]
		if b == '\n' {
			*line++
		}
		if b != '"' {
			if b != '\r' || i+1 >= len(window) || window[i+1] != '\n' {
				l.current = append(l.current, b)
			}
			continue
		}
		rest := window[i+1:]
		switch {
		case len(rest) == 0:
			return 0, false, errMore
		case rest[0] == '"':
			l.current = append(l.current, '"')
			i++
		case rest[0] == l.comma:
			return i + 2, false, nil
		case rest[0] == '\n':
			return i + 2, true, nil
		case rest[0] == '\r' && len(rest) == 1:
			return 0, false, errMore
		case rest[0] == '\r' && rest[1] == '\n':
			return i + 3, true, nil
		case rest[0] == '\r':
			return i + 2, true, nil
		default:
			return 0, false, errQuote
		}
	}
	return 0, false, errMore
}
