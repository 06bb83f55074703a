// Package signature signs messages so that whoever receives one knows who sent
// it and when, as standard-webhooks and Stripe do:
//
//	t=<unix seconds>,v1=<base64(HMAC-SHA256(secret, t + "." + body))>
package signature

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"time"
)

// Tolerance is how far a message's time may lie from ours: standard-webhooks'
// five minutes.
const Tolerance = 5 * time.Minute

// Sign returns the signature of body, sent at an instant.
func Sign(secret []byte, at time.Time, body []byte) string {
	t := strconv.FormatInt(at.Unix(), 10)
	return "t=" + t + ",v1=" + base64.StdEncoding.EncodeToString(mac(secret, t, body))
}

// Verify reports whether signature was made over body by any of secrets, and
// not long before or after now.
func Verify(secrets [][]byte, now time.Time, body []byte, signature string) bool {
	stamp, codes := parse(signature)
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || now.Sub(time.Unix(seconds, 0)).Abs() > Tolerance {
		return false
	}
	for _, secret := range secrets {
		want := mac(secret, stamp, body)
		for _, code := range codes {
			if hmac.Equal(want, code) {
				return true
			}
		}
	}
	return false
}

func mac(secret []byte, stamp string, body []byte) []byte {
	h := hmac.New(sha256.New, secret)
	h.Write([]byte(stamp + "."))
	h.Write(body)
	return h.Sum(nil)
}

// maxCodes bounds how many codes of one signature are tried.
const maxCodes = 4

func parse(signature string) (stamp string, codes [][]byte) {
	for part := range strings.SplitSeq(signature, ",") {
		name, value, _ := strings.Cut(part, "=")
		switch name {
		case "t":
			stamp = value
		case "v1":
			if code, err := base64.StdEncoding.DecodeString(value); err == nil && len(codes) < maxCodes {
				codes = append(codes, code)
			}
		}
	}
	return stamp, codes
}
