package goods

import "strings"

// row is what every dialect makes of its rows: texts by column.
type row struct {
	line   int
	texts  [columnCount]string
	lines  [columnCount]int
	facts  []Attribute // of the product
	images []string    // further pictures
	plain  bool        // it has no variant: what it says is the product's
	first  bool        // it begins a product
	group  string      // rows with the same belong together
	broken bool        // it could not be read, and may have belonged to the product before it
}

// rows are a table's, a product's together.
type rows interface {
	// next returns the next row, io.EOF after the last.
	next() (*row, error)
}

// formulas are what makes a spreadsheet take a cell for a formula. An export
// puts an apostrophe before it, which an import takes off again.
const formulas = "=+-@\t\r"

// Guarded returns text so that no spreadsheet computes it.
func Guarded(text string) string {
	if rest := strings.TrimLeft(text, "'"); rest != "" && strings.IndexByte(formulas, rest[0]) >= 0 {
		return "'" + text
	}
	return text
}

// unguarded takes off what Guarded put before text.
func unguarded(text string) string {
	rest := strings.TrimLeft(text, "'")
	if len(rest) < len(text) && rest != "" && strings.IndexByte(formulas, rest[0]) >= 0 {
		return text[1:]
	}
	return text
}

// Listed joins values with separators so that split parts them again: a
// separator in a value has a backslash before it.
func Listed(values []string, separator string) string {
	mark := strings.TrimSpace(separator)
	escaped := make([]string, len(values))
	for i, v := range values {
		escaped[i] = strings.ReplaceAll(strings.ReplaceAll(v, `\`, `\\`), mark, `\`+mark)
	}
	return strings.Join(escaped, separator)
}

// split parts text at separator, but where a backslash stands before it, and
// leaves out what is empty.
func split(text string, separator byte) (values []string) {
	var value []byte
	take := func() {
		if v := strings.TrimSpace(string(value)); v != "" {
			values = append(values, v)
		}
		value = value[:0]
	}
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && i+1 < len(text) && (text[i+1] == separator || text[i+1] == '\\'):
			i++
			value = append(value, text[i])
		case text[i] == separator:
			take()
		default:
			value = append(value, text[i])
		}
	}
	take()
	return values
}
