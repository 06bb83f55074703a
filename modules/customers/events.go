package customers

import "time"

// LinkAsked says that somebody asked for a mail with a link. Whether there is
// one to send is found out then: see Letter.
type LinkAsked struct{ Link string }

// EventName names the event.
func (LinkAsked) EventName() string { return "customers.link_asked" }

// PasswordChanged says that a customer has another password.
type PasswordChanged struct {
	Customer string
	At       time.Time
}

// EventName names the event.
func (PasswordChanged) EventName() string { return "customers.password_changed" }

// EmailChanged says that a customer has proven another address.
type EmailChanged struct {
	Customer, Old, New string
	At                 time.Time
}

// EventName names the event.
func (EmailChanged) EventName() string { return "customers.email_changed" }

// Erased says that an account is gone, and what it was called.
type Erased struct{ Customer, Email string }

// EventName names the event.
func (Erased) EventName() string { return "customers.erased" }
