package backoffice

import (
	"slices"

	"holdfast/views/ui"
)

// Control is one field of a form: a line of text unless it says otherwise.
type Control struct {
	ui.Field
	Options []ui.Option // a choice from these
	Empty   string      // of a choice: what stands for none
	Rows    int         // above 0: a text of so many lines
	Tick    bool        // a box to tick
	On      bool        // it is
}

// FormPart is a part of a form, under a legend.
type FormPart struct {
	Legend, Text string
	Controls     []Control
}

// ticks reports whether the part has a box to tick: such parts stand on their
// upper edges, others on their lower ones, where the fields are.
func (p FormPart) ticks() bool {
	return slices.ContainsFunc(p.Controls, func(c Control) bool { return c.Tick })
}

// Hidden is a value that a form sends along.
type Hidden struct{ Name, Value string }

// FormPage is one form on a page of its own.
type FormPage struct {
	Page
	Heading, Text string
	Back          ui.Link
	Action        string
	Hidden        []Hidden
	Parts         []FormPart
	Save          string
	Remove        string // the button that removes what is edited; empty: none
	Operates      bool
}

// Cell is a cell of a list.
type Cell struct {
	Text, Href string
	Figure     bool
	State      State // shown instead of Text when it has one
}

// Table is a list under a heading.
type Table struct {
	Heading, Text, Empty string
	Head                 []Cell
	Rows                 [][]Cell
	Add                  ui.Link // to a new row; no Href: none
}

// TablesPage is a page of lists, and the forms beside them.
type TablesPage struct {
	Page
	Heading, Text string
	Tables        []Table
	Forms         []FormPage // Heading, Text, Action, Parts, Save
	Operates      bool
}
