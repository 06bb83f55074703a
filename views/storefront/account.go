package storefront

import (
	"time"

	"holdfast/modules/kernel/money"
	"holdfast/views/layout"
	"holdfast/views/ui"
)

// Paths of the account.
const (
	PathAccount         = "/account"
	PathSignIn          = "/account/login"     // email, password, back
	PathSignOut         = "/account/logout"    // form_token
	PathRegister        = "/account/register"  // email, password
	PathOpenAccount     = "/account/open"      // token, password
	PathForgotten       = "/account/forgotten" // email
	PathResetPassword   = "/account/reset"     // token, password
	PathMailSent        = "/account/sent"      // for
	PathAccountOrders   = "/account/orders"
	PathAddresses       = "/account/addresses"
	PathAddress         = "/account/addresses/new"
	PathDetails         = "/account/details"       // name
	PathAccountEmail    = "/account/email"         // email, current_password
	PathProveEmail      = "/account/email/confirm" // token
	PathAccountPassword = "/account/password"      // #nosec G101 -- an address
	PathDevices         = "/account/devices"
	PathPrivacy         = "/account/privacy"
	PathExport          = "/account/export"
	PathClose           = "/account/close" // current_password
)

// AccountFrame is what all pages of an account have.
type AccountFrame struct {
	layout.Page
	Heading string    // Title, without what is said before it when something is wrong
	Nav     []ui.Link // none: nobody is signed in
	Token   string    // binds forms to the session
	Notices []ui.Notice
	Errors  []ui.FieldError
}

// Hidden is a hidden field.
type Hidden struct{ Name, Value, Autocomplete string }

// AccountForm is a page with one form.
type AccountForm struct {
	AccountFrame
	Lead   string // below the title; may be empty
	Action string
	Hidden []Hidden
	Fields []ui.Field
	Button ui.Button
	Links  []ui.Link // other ways on
}

// AccountText is a page that says one thing.
type AccountText struct {
	AccountFrame
	Lead  string
	Hint  string
	Links []ui.Link
}

// AccountOrder is an order in a list.
type AccountOrder struct {
	Number, Href, State string
	Placed              time.Time
	Total               money.Money
	Things              []string // the first few
	More                int      // how many are not among them
	Again               string   // where a post puts it into the cart once more
}

// AccountPage is where one arrives.
type AccountPage struct {
	AccountFrame
	Hello  string
	Email  string
	Orders []AccountOrder // the latest
	Prefer []string       // lines of the preferred address
}

// AccountOrders lists orders, newest first.
type AccountOrders struct {
	AccountFrame
	Orders      []AccountOrder
	First, Next string // addresses of other parts of the list
}

// AccountAddress is an address of the book.
type AccountAddress struct {
	ID, Href  string
	Lines     []string
	Preferred bool
}

// AccountAddresses is the book.
type AccountAddresses struct {
	AccountFrame
	Addresses []AccountAddress
	Full      bool
}

// AddressForm is one address, new or old.
type AddressForm struct {
	AccountFrame
	Action     string
	Form       CheckoutForm
	Countries  []ui.Option
	States     []ui.Option
	NoPostcode bool
	Preferred  bool
	First      bool // it is preferred whether one wants it or not
}

// Device is where one is signed in.
type Device struct {
	ID, Browser, Network string
	Began, Seen          time.Time
	Current              bool
}

// AccountDevices lists them.
type AccountDevices struct {
	AccountFrame
	Devices []Device
}
