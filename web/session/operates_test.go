package session_test

import (
	"strings"
	"testing"

	"github.com/valyala/fasthttp"

	"holdfast/web/session"
)

func (o *office) wantOperates(cookie string, want bool, when string) {
	o.t.Helper()
	var h fasthttp.RequestHeader
	h.Set("Cookie", "account="+cookie+"; session="+cookie)
	if got := o.list.Operates(&h); got != want {
		o.t.Errorf("%s: operates %v, want %v", when, got, want)
	}
}

func TestAHeaderSaysWhetherAnOperatorSendsIt(t *testing.T) {
	o := open(t)
	cookie := o.signIn("")
	o.wantOperates(cookie, true, "signed in")
	for _, made := range []string{"", "x", strings.Repeat("A", 26), strings.Repeat("A", 60) + ".AAAA"} {
		o.wantOperates(made, false, "the cookie "+made)
	}
	_, _, customer := o.send("POST", "/customer/in", "")
	o.wantOperates(customer.Value, false, "a customer")
	_, _, stranger := o.send("POST", "/flash", "")
	o.wantOperates(stranger.Value, false, "who has a message and is nobody")
	o.now = o.now.Add(session.OperatorIdle)
	o.wantOperates(cookie, false, "away for too long")
	o.now = o.now.Add(-session.OperatorIdle)
	o.send("POST", "/out", cookie)
	o.wantOperates(cookie, false, "signed out")
}

func TestAHeaderSaysSoWhileRedisIsAway(t *testing.T) {
	o := open(t)
	o.redis.Stop()
	cookie := o.signIn("")
	o.wantOperates(cookie, true, "signed in")
	o.wantOperates(cookie[:len(cookie)-2]+"AA", false, "with another signature")
}
