// Package ui holds the components that pages are put together from.
//
//	page = frame(layout) + components(ui) + arrangement(storefront)
//
// One component a .templ; its options are a struct whose fields are named after
// the HTML attributes they end up in. Examples returns values that show every
// state of every component: the gallery lays them out, and the tests render
// them. A component takes its words from i18n, or ready-made from its caller
// where they are the merchant's.
package ui

// Link is a text that leads somewhere.
type Link struct {
	Href, Text string
	Current    bool // the page being shown
}

// Option is one choice of a select or of a list of radio buttons.
type Option struct {
	Value, Label string
	Hint         string // radio buttons: a line below the label
	Price        string // radio buttons: written amount, at the end of the line
	Merchant     bool   // radio buttons: the words are the merchant's
}

// FieldError is one thing to put right in a form.
type FieldError struct {
	Name    string // the field's name, and the id of its control
	Message string
}

// ErrorFor returns what is wrong with the field called name, "" when nothing is.
func ErrorFor(errors []FieldError, name string) string {
	for _, e := range errors {
		if e.Name == name {
			return e.Message
		}
	}
	return ""
}
