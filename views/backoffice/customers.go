package backoffice

import "time"

// CustomerRow is a customer in a list.
type CustomerRow struct {
	ID, Email, Name, Language string
	Since                     time.Time
	State                     State
}

// Href is the customer's page.
func (c CustomerRow) Href() string { return "/admin/customers/" + c.ID }

// CustomersPage lists customers.
type CustomersPage struct {
	Page
	Rows  []CustomerRow
	Query string
	More  More
}

// CustomerPage is one customer.
type CustomerPage struct {
	Page
	CustomerRow
	Disabled  bool
	Operates  bool // this operator may act
	Addresses [][]string
	Orders    []OrderRow
	More      More   // orders
	Confirm   string // typed, to erase
}
