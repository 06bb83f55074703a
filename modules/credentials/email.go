package credentials

import (
	"net/mail"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// maxEmail is the longest address in bytes (RFC 5321, 4.5.3.1.3).
const maxEmail = 254

// Email returns the one form of an e-mail that accounts are kept under, and
// whether it is one: a bare address, in lower case and normal form C.
func Email(text string) (email string, ok bool) {
	email = strings.ToLower(norm.NFC.String(strings.TrimSpace(text)))
	address, err := mail.ParseAddress(email)
	return email, err == nil && address.Address == email && len(email) <= maxEmail
}
