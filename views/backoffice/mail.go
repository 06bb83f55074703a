package backoffice

import (
	"time"

	"holdfast/views/ui"
)

// MailRow is a mail in a list.
type MailRow struct {
	ID, To, Subject, Order string
	At                     time.Time
	State                  State
}

// Href is the mail's page.
func (m MailRow) Href() string { return "/admin/mail/" + m.ID }

// MailsPage lists mails.
type MailsPage struct {
	Page
	Rows   []MailRow
	States []ui.Option
	State  string
	Order  string // the number of the order it is narrowed to
	More   More
}

// MailPage is one mail.
type MailPage struct {
	Page
	MailRow
	Text     string
	HTML     bool // there is an HTML part
	Attempts int
	Error    string
	SentAt   time.Time
	Operates bool
}
