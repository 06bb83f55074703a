package main

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// outage is a row of the report: what is done to the shop's servers, and what
// becomes of each flow that does not simply work.
type outage struct {
	name   string
	begin  func(*besieged)
	end    func(*besieged)
	lasts  time.Duration // at least, in the generated report
	crowd  bool          // everybody at once: one after the other would take a minute
	differ map[string]outcome
	note   string
}

func heal(b *besieged) {
	b.redis.Heal()
	b.postgres.Heal()
	b.smtp.Heal()
}

var (
	stranger = map[string]outcome{"account (orders)": refused, "back office": refused}
	closed   = map[string]outcome{"see the cart": refused, "add to the cart": kept, "place the order": kept, "pay by card": refused,
		"sign in (customer)": refused, "account (orders)": refused, "sign in (operator)": refused, "back office": refused}
	outages = []outage{
		{name: "Redis answers 500 ms later", begin: func(b *besieged) { b.redis.Slow(500 * time.Millisecond) }, end: heal, differ: stranger,
			note: "Who was signed in cannot be recognised; whoever signs in again can work."},
		{name: "Redis hangs", begin: func(b *besieged) { b.redis.Hang() }, end: heal, differ: stranger,
			note: "The same. Sessions are there again when Redis is."},
		{name: "Redis is gone", begin: func(b *besieged) { b.redis.Gone() }, end: heal, differ: stranger, note: "The same."},
		{name: "Redis is emptied", begin: (*besieged).wiped, end: func(*besieged) {}, differ: map[string]outcome{"account (orders)": again, "back office": again},
			note: "Everybody signs in again. Carts are in the database."},
		{name: "PostgreSQL answers 500 ms later", begin: func(b *besieged) { b.postgres.Slow(500 * time.Millisecond) }, end: heal, crowd: true,
			note: "Slow, and nothing is refused: an order is some forty turns to the database. In this row everybody comes at once, and two of them want the same thing."},
		{name: "PostgreSQL hangs", begin: func(b *besieged) { b.postgres.Hang() }, end: heal, differ: closed,
			note: "Who is waiting when it begins is told within two seconds, all others at once. Pages that were kept are shown, for an hour."},
		{name: "PostgreSQL is gone", begin: func(b *besieged) { b.postgres.Gone() }, end: heal, lasts: 30 * time.Second, differ: closed, note: "The same."},
		{name: "PostgreSQL’s connections are cut", begin: func(b *besieged) { b.postgres.Cut() }, end: heal,
			note: "What was only read is read again, and what was not yet being committed is done again."},
		{name: "the mail server refuses", begin: func(b *besieged) { b.smtp.Gone() }, end: heal, note: "Mail waits, and is sent when the server is back."},
		{name: "the mail server hangs", begin: func(b *besieged) { b.smtp.Hang() }, end: heal, note: "The same."},
	}
)

// TestTheShopKeepsItsPromisesWhenItsServersFail has people in the shop while
// each of its servers fails, sees what they see, and looks at what is left.
func TestTheShopKeepsItsPromisesWhenItsServersFail(t *testing.T) {
	t.Parallel()
	b := besiege(t, nil)
	var report []row
	for _, o := range outages {
		report = append(report, b.suffer(t, o))
	}
	report = append(report, withoutRedisAtTheStart(t))
	b.settled()
	report = append(report, whileTheDiskIsFull(t))
	inReport(t, report)
}

// suffer has the people of a shop go through an outage.
func (b *besieged) suffer(t *testing.T, o outage) row {
	t.Helper()
	s := b.begin()
	b.within(time.Minute, "sessions kept in Redis", func() bool { return s.member.kept("/account/orders") && s.desk.kept("/admin/orders") })
	o.begin(b)
	r := row{outage: o, seen: map[string]seen{}}
	began := time.Now()
	for {
		for name, v := range s.through(o) {
			if first, again := r.seen[name]; again && first.took > v.took {
				v.took = first.took // the longest that anybody waited
			}
			r.seen[name] = v
		}
		if !*update || time.Since(began) > o.lasts {
			break
		}
	}
	if strings.HasPrefix(o.name, "Redis") {
		b.stillSignedIn(t, s)
	}
	o.end(b)
	r.well = s.wellAgain(t, r.seen)
	return r
}

// through has everybody do what they came for, and compares what they see with
// what is promised.
func (s *siege) through(o outage) map[string]seen {
	s.t.Helper()
	var everybody sync.WaitGroup
	list, saw := make([]seen, len(flows)), map[string]seen{}
	for i, f := range flows {
		everybody.Go(func() { list[i] = f.do(s) })
		if !o.crowd {
			everybody.Wait()
		}
	}
	everybody.Wait()
	for i, f := range flows {
		saw[f.name] = list[i]
		s.check(o, f.name, list[i])
	}
	return saw
}

// check compares what was seen with what is promised.
func (s *siege) check(o outage, flow string, v seen) {
	s.t.Helper()
	want, differs := o.differ[flow]
	if !differs {
		want = works
	}
	if v.what != want {
		s.t.Errorf("%s: %s: %s (%d), want %s", o.name, flow, v.what, v.status, want)
	}
	if strings.HasPrefix(o.name, "Redis") && v.took > time.Second+s.calm {
		s.t.Errorf("%s: %s took %v; all that came before took %v", o.name, flow, v.took, s.calm)
	}
}

// stillSignedIn has those who signed in during the outage go on.
func (b *besieged) stillSignedIn(t *testing.T, s *siege) {
	t.Helper()
	for path, b := range map[string]*browser{"/admin/settings": s.login.browser, "/account/details": s.comes.browser} {
		if p := b.open(path); p.status != http.StatusOK || p.url.Path != path {
			t.Errorf("who signed in during the outage is at %s, %d", p.url, p.status)
		}
	}
}

// withoutRedisAtTheStart opens a shop whose Redis is away, and lets it come.
func withoutRedisAtTheStart(t *testing.T) row {
	t.Helper()
	o := outage{name: "Redis is away at the start", note: "The shop opens without it. Who signed in meanwhile stays so when it has come."}
	b := besiege(t, func(b *besieged) { b.redis.Gone() })
	s := b.begin()
	r := row{outage: o, seen: s.through(o)}
	heal(b)
	r.well = s.wellAgain(t, r.seen)
	b.settled()
	return r
}
