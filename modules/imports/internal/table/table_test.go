package table_test

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"holdfast/modules/imports/internal/table"
)

// Whatever encoding/csv reads without a complaint is read alike here.
func FuzzRowsAreTheLibrarys(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2\n", "a,b\n\"x\ny\",\"he said \"\"no\"\"\"\r\n", "a;b\n1;2\n", "a\tb\n\"\t\"\t\n", "a|b\n|\n", "sep=;\na;b\n1;2\n",
		"a,b\n\"open,2\n3,4\n", "a,b\n1\"2,3\n", "a,b\n\"1\"2,3\n4,5\n", "a,b\r1,2\r", "\xff\xfea\x00,\x00b\x00\n\x00", "a,b\n\x00,2\n", "a,b\n1,2,3\n1\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		opened, err := table.Open(strings.NewReader(text))
		if err != nil {
			return
		}
		var told int
		opened.Tell = func(int, int, string) { told++ }
		var rows [][]string
		for last := 0; ; {
			row, err := opened.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if row.Line <= last || (row.Fields != nil && len(row.Fields) != len(opened.Header)) {
				t.Fatalf("row %+v after line %d, header %q", row, last, opened.Header)
			}
			last = row.Line
			if row.Fields != nil && row.Short == 0 {
				rows = append(rows, slices.Clone(row.Fields))
			}
			if len(rows) > len(text) {
				t.Fatal("more rows than letters")
			}
		}
		if told == 0 && opened.Encoding == "UTF-8" && !strings.ContainsAny(text, "\r\x00\ufeff") && !strings.HasPrefix(strings.ToLower(strings.Trim(text, "\" ")), "sep=") {
			compare(t, text, opened, rows)
		}
	})
}

func compare(t *testing.T, text string, opened *table.Table, rows [][]string) {
	t.Helper()
	theirs := csv.NewReader(strings.NewReader(text))
	theirs.Comma, theirs.FieldsPerRecord = rune(opened.Separator), -1
	all, err := theirs.ReadAll()
	if err != nil {
		return
	}
	all = slices.DeleteFunc(all, func(row []string) bool {
		return strings.TrimSpace(strings.Join(row, "")) == "" || len(row) != len(opened.Header)
	})
	if len(all) == 0 || !slices.Equal(all[0], opened.Header) || !slices.EqualFunc(all[1:], rows, slices.Equal[[]string]) {
		t.Errorf("%q\nours:   %q %q\ntheirs: %q", text, opened.Header, rows, all)
	}
}

func TestABrokenRowCostsItselfOnly(t *testing.T) {
	for text, want := range map[string][]string{
		"a,b\n\"1\"x,2\n3,4\n":                             {"3,4"},
		"a,b\n\"1,2\n3,4\n5,6\n":                           {"3,4", "5,6"},
		"a,b\n\"1,2\n\"3\",4\n5,6\n":                       {"3,4", "5,6"},
		"a,b\n17\" screen,2\n3,4\n":                        {"17\" screen,2", "3,4"},
		"a,b\n1,2,3\n4,5\n":                                {"4,5"},
		"a,b\n\"1\n1\",2\n,\n3,4":                          {"1\n1,2", "3,4"},
		"sep=;\na;b\n1;2\n":                                {"1,2"},
		"a,b\n1,\"2\"\"\"\r\n\"3\",\"4\"":                  {"1,2\"", "3,4"},
		"a,b\n1," + strings.Repeat("x", 2<<20) + "\n3,4\n": {"3,4"},
	} {
		opened, err := table.Open(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		var rows []string
		for {
			row, err := opened.Next()
			if err != nil {
				break
			}
			if row.Fields != nil {
				rows = append(rows, strings.Join(row.Fields, ","))
			}
		}
		if !slices.Equal(rows, want) {
			t.Errorf("%.60q: got %q, want %q", text, rows, want)
		}
	}
}
