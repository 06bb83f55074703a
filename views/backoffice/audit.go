package backoffice

import "time"

// Deed is an entry of the audit log.
type Deed struct {
	Who, What, Subject, Detail string
	Href                       string // what it is about, where that has a page
	At                         time.Time
}

// AuditPage lists deeds.
type AuditPage struct {
	Page
	Rows      []Deed
	Who, What string // narrowed to these
	More      More
}
