package storefront

import (
	"holdfast/views/layout"
	"holdfast/views/ui"
)

// WithdrawPage is where a consumer withdraws from a contract, in two steps: the
// statement, and its confirmation.
type WithdrawPage struct {
	layout.Page
	Errors              []ui.FieldError
	Name, Number, Email string // as typed
	What                string
	Statement           string // to be confirmed; empty: the first step
	Received            string // when it came in; empty: not yet
	ReceivedBy          string // the address that the confirmation goes to
}
