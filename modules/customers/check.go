package customers

import (
	"strings"
	"unicode"

	"holdfast/modules/credentials"
	"holdfast/modules/kernel/fault"
)

// shortest is NIST SP 800-63B-4's (3.1.1.2) eight characters, for a password
// that stands beside a throttle.
const shortest = 8

// maxName is a name's longest text, in characters.
const maxName = 120

// normalise returns the one form of an e-mail that the shop keeps. Faults: ErrEmail.
func normalise(email string) (string, error) {
	email, ok := credentials.Email(email)
	_, domain, _ := strings.Cut(email, "@")
	if !ok || !strings.Contains(domain, ".") || strings.ContainsFunc(email, unicode.IsControl) {
		return email, ErrEmail
	}
	return email, nil
}

// checkPassword says why password cannot be chosen. Faults: fault.Invalid, at
// the field "password".
func checkPassword(password string, names ...string) error {
	message := map[credentials.Weakness]string{
		credentials.TooShort: "Use at least 8 characters.",
		credentials.TooLong:  "Use at most 128 characters.",
		credentials.Common:   "Many people use this password, so it is guessed first. Choose another one.",
		credentials.Own:      "Do not use your email or your name as the password.",
	}[credentials.Policy{Shortest: shortest}.Weakness(password, names...)]
	if message == "" {
		return nil
	}
	return fault.InvalidFields(fault.Field{Name: "password", Message: message})
}

// both joins what is wrong with several fields.
func both(faults ...error) error {
	var fields []fault.Field
	for _, err := range faults {
		fields = append(fields, fault.Fields(err)...)
	}
	return fault.InvalidFields(fields...)
}
