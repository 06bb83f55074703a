// Package fault gives every error a kind, so that one place in web/ can turn
// it into a status and a sentence.
//
// A Fault is safe to show to whoever asked: its message says what to do. Every
// other error is internal, and only the log sees it.
package fault

import "errors"

// Kind is the class of a fault.
type Kind int

// The kinds web/ knows how to answer.
const (
	Internal    Kind = iota // ours: 500
	Invalid                 // what was sent cannot be used: 422
	NotFound                // 404
	Conflict                // it was true a moment ago: 409
	Denied                  // known, and not allowed: 403
	SignedOut               // not known: to the sign-in page
	TooMany                 // too often, or too much: 429
	Unavailable             // try again: 503
	Gone                    // it was here once: 410
)

// Fault is an error that is safe to show.
type Fault struct {
	Kind    Kind
	Message string
	// Fields says what is wrong with which field of a form, in the form's order.
	Fields []Field
}

// Field is one wrong field of a form.
type Field struct {
	Name    string // the field's name in the form
	Message string // a sentence that says what to do
}

// New returns a fault of kind k.
func New(k Kind, message string) *Fault { return &Fault{Kind: k, Message: message} }

// InvalidFields returns an Invalid fault over fields, nil when there are none.
func InvalidFields(fields ...Field) error {
	if len(fields) == 0 {
		return nil
	}
	return &Fault{Kind: Invalid, Message: "Some of what was entered cannot be used.", Fields: fields}
}

func (f *Fault) Error() string { return f.Message }

// KindOf returns the kind of the first fault in err's chain, Internal if it has none.
func KindOf(err error) Kind {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f.Kind
	}
	return Internal
}

// Fields returns the wrong fields that err names.
func Fields(err error) []Field {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f.Fields
	}
	return nil
}
