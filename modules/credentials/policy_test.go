package credentials_test

import (
	"strings"
	"testing"

	"holdfast/modules/credentials"
)

func TestWeakPasswordsAreKnown(t *testing.T) {
	policy := credentials.Policy{Shortest: 8}
	for password, want := range map[string]credentials.Weakness{
		"short":                            credentials.TooShort,
		"sieben7":                          credentials.TooShort,
		strings.Repeat("x", 129):           credentials.TooLong,
		"password":                         credentials.Common,
		"Password123!":                     credentials.Common,
		"P-a-s-s-w-o-r-d 2024":             credentials.Common,
		"12345678":                         credentials.Common,
		"aaaaaaaaaa":                       credentials.Common,
		"abababab":                         credentials.Common,
		"qwertyuiop":                       credentials.Common,
		"passwordpassword":                 credentials.Common,
		"!!!!!!!!":                         credentials.Common,
		"Mary@Shopper.example":             credentials.Own,
		"mary.the.shopper":                 credentials.Own,
		"ein ganz langer Satz":             "",
		"harbour-lamp-37":                  "",
		"12characters":                     "",
		"日本語のパスワード":                        "",
		strings.Repeat("tide mark 7 ", 10): "",
	} {
		if got := policy.Weakness(password, "mary@shopper.example", "mary.the.shopper@other.example"); got != want {
			t.Errorf("%q: got %q, want %q", password, got, want)
		}
	}
}
