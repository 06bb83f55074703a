package table

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"

	"holdfast/modules/kernel/fault"
)

// coding is how a file's bytes become letters.
type coding struct {
	name    string            // as people know it
	skip    int               // bytes of a mark at the beginning
	decoder encoding.Encoding // nil: UTF-8 as it is
}

// looked is how much of a file's letters beyond ASCII is looked at to tell one
// old encoding from another.
const looked = 64 << 10

// survey is what one look through a file finds.
type survey struct {
	size              int64
	start             []byte // its first bytes
	zeroEven, zeroOdd int    // NUL bytes at even and odd places
	beyond            []byte // what begins with a byte beyond ASCII
	letters, broken   int    // sequences beyond ASCII that are UTF-8, and that are not
}

// findCoding looks through the file and leaves it at its beginning.
// Faults: fault.Invalid for what is no text.
func findCoding(file io.ReadSeeker) (coding, int64, error) {
	s, err := look(file)
	if err != nil {
		return coding{}, 0, err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return coding{}, 0, err
	}
	if reason := s.noText(); reason != "" {
		return coding{}, 0, fault.New(fault.Invalid, reason)
	}
	return s.coding(), s.size, nil
}

func look(file io.ReadSeeker) (s survey, err error) {
	block := make([]byte, 256<<10)
	var rest int // of a sequence that the last block ended in
	for {
		n, err := file.Read(block[rest:])
		if n == 0 && err != nil {
			s.count(block[:rest], true)
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return s, err
		}
		if len(s.start) < 4096 {
			s.start = append(s.start, block[rest:rest+min(n, 4096-len(s.start))]...)
		}
		for i, b := range block[rest : rest+n] {
			if b == 0 && (s.size+int64(i))%2 == 0 {
				s.zeroEven++
			} else if b == 0 {
				s.zeroOdd++
			}
		}
		s.size += int64(n)
		left := s.count(block[:rest+n], false)
		rest = copy(block, left)
	}
}

// count looks at a block's letters and returns what may go on in the next one.
func (s *survey) count(block []byte, last bool) (left []byte) {
	if i := bytes.IndexFunc(block, func(r rune) bool { return r >= utf8.RuneSelf }); i >= 0 && len(s.beyond) < looked {
		s.beyond = append(s.beyond, block[i:min(len(block), i+looked-len(s.beyond))]...)
	}
	for len(block) > 0 {
		i := bytes.IndexFunc(block, func(r rune) bool { return r >= utf8.RuneSelf })
		if i < 0 {
			return nil
		}
		block = block[i:]
		if !last && !utf8.FullRune(block) {
			return block
		}
		r, n := utf8.DecodeRune(block)
		if r == utf8.RuneError && n <= 1 {
			s.broken++
		} else {
			s.letters++
		}
		block = block[max(n, 1):]
	}
	return nil
}

// noText says what the file is, when it is no text; empty when it is one.
func (s survey) noText() string {
	has := func(start string) bool { return bytes.HasPrefix(s.start, []byte(start)) }
	switch {
	case s.size == 0:
		return "The file is empty."
	case has("PK\x03\x04") && bytes.Contains(s.start, []byte("xl/")), has("\xd0\xcf\x11\xe0"):
		return "This is an Excel workbook. Save it as “CSV UTF-8” and send that file."
	case has("PK\x03\x04") && bytes.Contains(s.start, []byte("opendocument.spreadsheet")):
		return "This is an OpenDocument spreadsheet. Save it as “Text CSV” and send that file."
	case has("PK\x03\x04"), has("\x1f\x8b"), has("7z\xbc\xaf"), has("Rar!"):
		return "This is a packed file. Unpack it and send the CSV file that is in it."
	case has("%PDF"):
		return "This is a PDF document. The catalogue has to be a CSV file."
	case has("\x89PNG"), has("\xff\xd8\xff"), has("GIF8"), has("SQLite format 3\x00"):
		return "This is no text. The catalogue has to be a CSV file."
	}
	text := strings.ToLower(string(bytes.TrimLeft(bytes.TrimPrefix(s.start, []byte("\xef\xbb\xbf")), " \t\r\n")))
	switch {
	case strings.HasPrefix(text, "<!doctype"), strings.HasPrefix(text, "<html"), strings.HasPrefix(text, "<head"):
		return "This is a web page. Perhaps the download needed a sign-in: get the CSV file again."
	case strings.HasPrefix(text, "<?xml"):
		return "This is an XML file. The catalogue has to be a CSV file."
	case strings.HasPrefix(text, "{"), strings.HasPrefix(text, "[{"):
		return "This is a JSON file. The catalogue has to be a CSV file."
	}
	return ""
}

func (s survey) coding() coding {
	has := func(start string) bool { return bytes.HasPrefix(s.start, []byte(start)) }
	switch {
	case has("\xef\xbb\xbf"):
		return coding{name: "UTF-8", skip: 3}
	case has("\xff\xfe"):
		return coding{"UTF-16 (little-endian)", 2, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)}
	case has("\xfe\xff"):
		return coding{"UTF-16 (big-endian)", 2, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)}
	// Without a mark: a header is ASCII, and so every other byte is nothing.
	case s.zeroOdd > int(s.size/8) && s.zeroOdd > 8*s.zeroEven:
		return coding{"UTF-16 (little-endian)", 0, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)}
	case s.zeroEven > int(s.size/8) && s.zeroEven > 8*s.zeroOdd:
		return coding{"UTF-16 (big-endian)", 0, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)}
	case s.broken == 0, s.letters > 4*s.broken: // a few cells at fault are named, cell by cell
		return coding{name: "UTF-8"}
	}
	return older(s.beyond)
}

// sure is how sure the detection has to be of something rarer than Western
// Europe's encoding: short texts look like many.
const sure = 0.75

// older tells the encodings from before Unicode apart.
func older(sample []byte) coding {
	western := coding{name: "Windows-1252", decoder: charmap.Windows1252}
	found := chardet.Detect(sample)
	if found.Confidence < sure {
		return western
	}
	decoder, err := htmlindex.Get(found.Encoding)
	if err != nil {
		return western
	}
	// The browsers' table: what calls itself ISO-8859-1 is Windows-1252.
	if decoder == charmap.Windows1252 || decoder == unicode.UTF8 || decoder == encoding.Replacement {
		return western
	}
	return coding{name: found.Encoding, decoder: decoder}
}
