package signature_test

import (
	"strings"
	"testing"
	"time"

	"holdfast/modules/payments/internal/signature"
)

var (
	noon   = time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC)
	secret = []byte("a secret of the test")
	body   = []byte(`{"id":"1"}`)
)

func TestOnlyTheSenderCanSign(t *testing.T) {
	good := signature.Sign(secret, noon, body)
	stamp, code, _ := strings.Cut(good, ",")
	cases := map[string]struct {
		signature string
		body      string
		at        time.Time
		want      bool
	}{
		"as it was sent":                 {good, string(body), noon, true},
		"five minutes late":              {good, string(body), noon.Add(signature.Tolerance), true},
		"among the codes of other keys":  {stamp + ",v1=AAAA," + code, string(body), noon, true},
		"over another body":              {good, `{"id":"2"}`, noon, false},
		"too late":                       {good, string(body), noon.Add(signature.Tolerance + time.Second), false},
		"too early":                      {good, string(body), noon.Add(-signature.Tolerance - time.Second), false},
		"with the time moved":            {strings.Replace(good, "t=1", "t=2", 1), string(body), noon, false},
		"made with another secret":       {signature.Sign([]byte("another"), noon, body), string(body), noon, false},
		"without a code":                 {stamp, string(body), noon, false},
		"without a time":                 {code, string(body), noon, false},
		"of nothing":                     {"", string(body), noon, false},
		"in a version that is not known": {strings.Replace(good, "v1=", "v2=", 1), string(body), noon, false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := signature.Verify([][]byte{[]byte("the next secret"), secret}, c.at, []byte(c.body), c.signature)
			if got != c.want {
				t.Errorf("Verify(%q) = %v, want %v", c.signature, got, c.want)
			}
		})
	}
}
