package session

import (
	"time"

	"holdfast/web/secure"
)

// How long sessions live when they are not used, and at most. A shopper comes
// back in weeks, and what an account holds can be had again by mail; an
// operator can refund money.
const (
	OperatorIdle     = 2 * time.Hour
	OperatorAbsolute = 12 * time.Hour
	CustomerIdle     = 30 * 24 * time.Hour
	CustomerAbsolute = 90 * 24 * time.Hour
)

// kind is whose session it is. The two have a cookie each, and know nothing of
// each other: a merchant who tries the shop as a customer and signs out again
// is still at work.
type kind struct {
	name           string
	cookie         secure.Cookie
	idle, absolute time.Duration
	listed         bool // in the book, to be shown and ended by whom it is of
}

func kinds(o Options) (customers, operators kind) {
	customers = kind{name: "customer", cookie: secure.NewCookie("account", o.TLS), idle: CustomerIdle, absolute: CustomerAbsolute, listed: true}
	operators = kind{name: "operator", cookie: secure.NewCookie("session", o.TLS), idle: OperatorIdle, absolute: OperatorAbsolute}
	return customers, operators
}

// touch is how long a session is used before that is written down.
func (k *kind) touch() time.Duration { return min(k.idle/20, time.Hour) }

// over reports whether r has ended by itself.
func (k *kind) over(r record, now time.Time) bool {
	return now.Sub(r.Seen) >= k.idle || now.Sub(r.Began) >= k.absolute
}

// left is how long r may live at most.
func (k *kind) left(r record, now time.Time) time.Duration {
	return max(time.Second, r.Began.Add(k.absolute).Sub(now))
}

// lifetime is how long r lives unless it is used.
func (k *kind) lifetime(r record, now time.Time) time.Duration { return min(k.idle, k.left(r, now)) }
