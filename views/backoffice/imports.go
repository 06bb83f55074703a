package backoffice

import (
	"context"
	"strconv"
	"time"

	"holdfast/views/i18n"
)

// ImportRow is an import in the history.
type ImportRow struct {
	ID, File, Who string
	State         State
	At            time.Time
	Products      int
}

// Href is the import's page.
func (r ImportRow) Href() string { return "/admin/products/import/" + r.ID }

// ImportsPage takes a file, and lists what was imported before.
type ImportsPage struct {
	Page
	Rows     []ImportRow
	MostMB   int
	Operates bool
}

// ImportFact is a figure of a report, with what it counts.
type ImportFact struct{ Name, Value string }

// ImportProblem is what is wrong with one place in a file.
type ImportProblem struct {
	Line           int // 0: the file as a whole
	Column, Reason string
}

// ImportPage is one import.
type ImportPage struct {
	Page
	ImportRow
	Kind       string // its state: checking, checked, running, done, undoing, undone, failed
	Percent    int
	Working    bool
	Reloads    bool // by itself
	Facts      []ImportFact
	Categories []string
	Ignored    []string
	Problems   []ImportProblem
	More       int // problems beyond those shown
	Fault      string
	Undone     []ImportFact
	Left       []string
	MoreLeft   int
	Operates   bool
}

// hasProblems reports whether there is something to mend in the file.
func (p ImportPage) hasProblems() bool { return len(p.Problems) > 0 }

func (p ImportProblem) line() string {
	if p.Line == 0 {
		return "–"
	}
	return strconv.Itoa(p.Line)
}

// lead says what the page is about, by the import's state.
func (p ImportPage) lead(ctx context.Context) string { return i18n.T(ctx, "importing.lead_"+p.Kind) }
