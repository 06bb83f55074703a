package imports

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"holdfast/modules/imports/internal/goods"
)

// maxProblems bounds those that are listed; the rest is counted.
const maxProblems = 1000

// Problem is what is wrong with one place in the file.
type Problem struct {
	Line   int    // 0: with the file as a whole
	Column string // as the file calls it; empty: with the whole row
	Reason string
}

// String names the place and the reason.
func (p Problem) String() string { return goods.Problem(p).String() }

// Report is what an import did, or would do.
type Report struct {
	DryRun                      bool
	Dialect                     string // whose format the file has
	Encoding, Separator         string // how it is written
	Created, Updated, Unchanged int    // products
	Skipped                     int    // products of which no row could be used
	Variants                    int    // in those products
	Categories                  []string
	Pictures                    int      // that are to be fetched
	Ignored                     []string // columns that are not read
	Problems                    []Problem
	MoreProblems                int // beyond those listed

	complete bool // all of the file was dealt with
}

// Products is how many products were in the file.
func (r *Report) Products() int { return r.Created + r.Updated + r.Unchanged + r.Skipped }

func (r *Report) add(p Problem) {
	if len(r.Problems) == maxProblems {
		r.MoreProblems++
		return
	}
	r.Problems = append(r.Problems, p)
}

// category adds a new category once.
func (r *Report) category(name string) {
	if !slices.Contains(r.Categories, name) {
		r.Categories = append(r.Categories, name)
	}
}

// Sorted returns the problems that are listed, in the file's order.
func (r *Report) Sorted() []Problem {
	sorted := slices.Clone(r.Problems)
	slices.SortStableFunc(sorted, func(a, b Problem) int { return a.Line - b.Line })
	return sorted
}

// WriteProblems writes the problems that are listed as CSV.
func (r *Report) WriteProblems(w io.Writer) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{"Line", "Column", "Problem"}) // its errors are kept for Error
	for _, p := range r.Sorted() {
		_ = out.Write([]string{strconv.Itoa(p.Line), goods.Guarded(p.Column), goods.Guarded(p.Reason)})
	}
	out.Flush()
	return out.Error()
}

// Write prints the report for a terminal.
func (r *Report) Write(w io.Writer) error {
	var b strings.Builder
	done := map[bool]string{false: "Imported", true: "A trial run: nothing was written. It would have imported"}[r.DryRun]
	fmt.Fprintf(&b, "%s %s with %s.\n", done,
		count(r.Products()-r.Skipped, "product", "products"), count(r.Variants, "variant", "variants"))
	if r.Encoding != "" {
		fmt.Fprintf(&b, "  the format is %s, written in %s, with a %s between fields\n", r.Dialect, r.Encoding, r.Separator)
	}
	fmt.Fprintf(&b, "  new %d, changed %d, the same %d, left out %d\n", r.Created, r.Updated, r.Unchanged, r.Skipped)
	if len(r.Categories) > 0 {
		fmt.Fprintf(&b, "New categories: %s\n", strings.Join(r.Categories, "; "))
	}
	if r.Pictures > 0 {
		fmt.Fprintf(&b, "%s to fetch, in the background while the shop is open.\n", count(r.Pictures, "picture", "pictures"))
	}
	if len(r.Ignored) > 0 {
		fmt.Fprintf(&b, "Columns that are not read: %s\n", strings.Join(r.Ignored, ", "))
	}
	if n := len(r.Problems) + r.MoreProblems; n > 0 {
		fmt.Fprintf(&b, "%s:\n", count(n, "problem", "problems"))
	}
	for _, p := range r.Sorted() {
		fmt.Fprintf(&b, "  %s\n", p)
	}
	if r.MoreProblems > 0 {
		fmt.Fprintf(&b, "  and %d more\n", r.MoreProblems)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
