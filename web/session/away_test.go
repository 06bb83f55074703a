package session_test

import (
	"strings"
	"testing"
	"time"

	"holdfast/web/session"
)

// hang makes Redis accept calls and answer none, and comes back when it does.
func (o *office) hang() {
	o.t.Helper()
	if err := o.redis.Pause(); err != nil {
		o.t.Fatal(err)
	}
	for !o.store.Away() { // until it hangs
		_, _ = o.store.Get("nothing")
	}
}

// resume lets Redis answer again, and waits until that is known.
func (o *office) resume() {
	o.t.Helper()
	if err := o.redis.Resume(); err != nil {
		o.t.Fatal(err)
	}
	o.back()
}

func (o *office) back() {
	o.t.Helper()
	select {
	case <-o.store.Back():
	case <-time.After(10 * time.Second):
		o.t.Fatal("Redis is back, and not asked again")
	}
}

func TestRedisThatHangsSignsNobodyOut(t *testing.T) {
	o := open(t)
	cookie := o.signIn("")
	o.hang()

	for range 4 {
		start := time.Now()
		status, who, k := o.send("GET", "/who", cookie)
		if took := time.Since(start); status != 200 || who != "" || k != nil || took > 50*time.Millisecond {
			t.Fatalf("status %d, operator %q, cookie %v, %v", status, who, k, took)
		}
	}
	if status, _, k := o.send("GET", "/guarded", cookie); status != 503 || k != nil {
		t.Errorf("a guarded page: %d, cookie %v", status, k)
	}

	o.resume()
	o.wantOperator(cookie, "op-1", "after Redis came back")
}

func TestTheFirstWhoMeetsAHungRedisWaitsAQuarterSecondAtMost(t *testing.T) {
	o := open(t)
	cookie := o.signIn("")
	if err := o.redis.Pause(); err != nil {
		t.Fatal(err)
	}
	waited := 0
	for !o.store.Away() {
		start := time.Now()
		o.send("GET", "/who", cookie)
		if took := time.Since(start); took > 400*time.Millisecond { // 250, and what the machine takes beside
			t.Fatalf("waited %v", took)
		} else if took > 50*time.Millisecond {
			waited++
		}
	}
	if waited > 1 {
		t.Errorf("%d requests waited", waited)
	}
}

func TestSigningInWorksWhileRedisIsAway(t *testing.T) {
	for _, who := range []struct{ in, out, ask, want, id string }{
		{"/in", "/out", "/who", "op-1", "/id"}, {"/customer/in", "/customer/out", "/customer", "mary", "/customer/id"}} {
		t.Run(who.want, func(t *testing.T) {
			o := open(t)
			o.hang()

			status, _, k := o.send("POST", who.in, "")
			if status != 200 || k == nil || len(k.Value) < 100 || k.MaxAge != 15*60 {
				t.Fatalf("signing in: %d, cookie %v", status, k)
			}
			signed := k.Value
			o.wantAt(who.ask, signed, who.want, "signed in")
			_, id, _ := o.send("GET", who.id, signed)

			o.resume()
			_, got, moved := o.send("GET", who.ask, signed)
			if got != who.want || moved == nil || len(moved.Value) != 26 {
				t.Fatalf("Redis is back: %q, cookie %v", got, moved)
			}
			_, after, _ := o.send("GET", who.id, moved.Value)
			if id == "" || after != id {
				t.Errorf("what forms are bound to was %q and is %q", id, after)
			}
			o.wantAt(who.ask, moved.Value, who.want, "moved")
			if status, _, k := o.send("POST", who.out, moved.Value); status != 200 || k == nil || k.Value != "" {
				t.Fatalf("signing out: %d, %v", status, k)
			}
			o.wantAt(who.ask, moved.Value, "", "signed out")
			o.wantAt(who.ask, signed, "", "signed out, with the cookie before it was moved")
		})
	}
}

func TestASessionInItsCookieIsShortAndIsProlongedByUse(t *testing.T) {
	o := open(t)
	o.hang()
	_, _, k := o.send("POST", "/customer/in", "")
	first := k.Value

	o.now = o.now.Add(10 * time.Minute)
	_, who, again := o.send("GET", "/customer", first)
	if who != "mary" || again == nil || again.Value == first {
		t.Fatalf("after ten minutes: %q, cookie %v", who, again)
	}
	o.now = o.now.Add(10 * time.Minute)
	o.wantAt("/customer", first, "", "the first cookie after twenty minutes")
	o.wantAt("/customer", again.Value, "mary", "the second one")
}

func TestACookieThatTheShopDidNotSignIsNobodys(t *testing.T) {
	o := open(t)
	o.hang()
	_, _, k := o.send("POST", "/customer/in", "")

	for name, forged := range map[string]string{"changed": "A" + k.Value[1:], "cut": k.Value[:len(k.Value)-4], "unsigned": strings.Split(k.Value, ".")[0] + "."} {
		o.wantAt("/customer", forged, "", name)
	}
	o.wantAt("/who", k.Value, "", "a customer's cookie as an operator's")
}

func TestSigningOutWhileRedisIsAwayIsForGood(t *testing.T) {
	o := open(t)
	cookie, customer := o.signIn(""), o.in("/customer/in")
	o.hang()

	for _, path := range []string{"/out", "/customer/out"} {
		c := cookie
		if path != "/out" {
			c = customer
		}
		if status, _, k := o.send("POST", path, c); status != 200 || k == nil || k.Value != "" {
			t.Fatalf("%s: %d, cookie %v", path, status, k)
		}
	}

	o.resume() // with both sessions still in it
	o.wantOperator(cookie, "", "signed out while Redis was away")
	o.wantAt("/customer", customer, "", "signed out while Redis was away")
	o.now = o.now.Add(25 * time.Minute) // no longer remembered, but written down
	o.wantAt("/customer", customer, "", "after a while")
}

func TestRedisThatWasEmptiedSignsOutAndBreaksNothing(t *testing.T) {
	o := open(t)
	cookie, customer := o.signIn(""), o.in("/customer/in")
	o.redis.Stop()
	if err := o.redis.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, _ = o.store.Get("nothing")
	o.back()

	o.wantOperator(cookie, "", "after Redis was emptied")
	o.wantAt("/customer", customer, "", "after Redis was emptied")
	if list := o.sessions("mary"); len(list) != 0 {
		t.Errorf("what is gone is listed: %+v", list)
	}
	o.wantOperator(o.signIn(cookie), "op-1", "signed in again")
}

func TestRedisThatIsRestoredBringsNothingBack(t *testing.T) {
	o := open(t)
	customer := o.in("/customer/in")
	var saved []byte
	var key string
	if keys, err := o.store.Client().Keys(t.Context(), "session:*").Result(); err != nil || len(keys) != 1 {
		t.Fatalf("%v, %v", keys, err)
	} else {
		key = keys[0]
	}
	saved, err := o.store.Get(key)
	if err != nil {
		t.Fatal(err)
	}
	o.send("POST", "/customer/out", customer)

	for _, later := range []time.Duration{0, 24 * time.Hour} {
		o.now = o.now.Add(later)
		if err := o.store.Set(key, saved, time.Hour); err != nil {
			t.Fatal(err)
		}
		o.wantAt("/customer", customer, "", "restored after "+later.String())
	}
}

func TestRedisAwayAtTheStart(t *testing.T) {
	o := open(t)
	o.redis.Stop()
	if _, err := o.store.Get("nothing"); err == nil {
		t.Fatal("there is a Redis")
	}
	signed := o.in("/in")
	o.wantOperator(signed, "op-1", "signed in")

	if err := o.redis.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.back()
	_, who, k := o.send("GET", "/who", signed)
	if who != "op-1" || k == nil || len(k.Value) != 26 {
		t.Fatalf("%q, cookie %v", who, k)
	}
}

// in signs in and returns the cookie.
func (o *office) in(path string) string {
	o.t.Helper()
	status, body, k := o.send("POST", path, "")
	if status != 200 || k == nil {
		o.t.Fatalf("signing in: %d %s, cookie %v", status, body, k)
	}
	return k.Value
}

func (o *office) wantAt(path, cookie, want, when string) {
	o.t.Helper()
	if _, who, _ := o.send("GET", path, cookie); who != want {
		o.t.Fatalf("%s: %q, want %q", when, who, want)
	}
}

func (o *office) sessions(customer string) []session.Info {
	o.t.Helper()
	list, err := o.list.Sessions(o.t.Context(), customer)
	if err != nil {
		o.t.Fatal(err)
	}
	return list
}
