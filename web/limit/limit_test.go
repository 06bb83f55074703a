package limit_test

import (
	"fmt"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"holdfast/web/limit"
)

func TestABurstIsAllowedAndThenOneAnInterval(t *testing.T) {
	now := time.Unix(1_000_000, 0)
	l := limit.New(3, time.Minute, 100, func() time.Time { return now })
	for i := range 3 {
		if _, ok := l.Take("a"); !ok {
			t.Fatalf("number %d is refused", i+1)
		}
	}
	if wait, ok := l.Take("a"); ok || wait != time.Minute {
		t.Errorf("the fourth: %v, %v; want to wait a minute", wait, ok)
	}
	if _, ok := l.Take("b"); !ok {
		t.Error("another one is refused")
	}
	if _, ok := l.Take(""); !ok {
		t.Error("nobody is refused")
	}
	now = now.Add(time.Minute)
	if _, ok := l.Take("a"); !ok {
		t.Error("a minute later it is refused")
	}
	if _, ok := l.Take("a"); ok {
		t.Error("a minute later there are two")
	}
	l.GiveBack("a")
	if _, ok := l.Take("a"); !ok {
		t.Error("what was given back is not there")
	}
	now = now.Add(time.Hour)
	for range 3 {
		if _, ok := l.Take("a"); !ok {
			t.Error("an hour later the burst is not there")
		}
	}
	if _, ok := l.Take("a"); ok {
		t.Error("an hour later there is more than a burst")
	}
}

func TestOfManyAtOnceABurstIsAllowed(t *testing.T) {
	now := time.Unix(1_000_000, 0)
	l := limit.New(10, time.Minute, 100, func() time.Time { return now })
	var allowed atomic.Int64
	var all sync.WaitGroup
	for range 200 {
		all.Go(func() {
			if _, ok := l.Take("a"); ok {
				allowed.Add(1)
			}
		})
	}
	all.Wait()
	if allowed.Load() != 10 {
		t.Errorf("%d are allowed, want 10", allowed.Load())
	}
}

func TestMemoryIsBounded(t *testing.T) {
	now := time.Unix(1_000_000, 0)
	l := limit.New(1, time.Minute, 1000, func() time.Time { return now })
	for i := range 100_000 {
		if _, ok := l.Take(fmt.Sprint(i)); !ok {
			t.Fatalf("number %d is refused", i)
		}
	}
	if n := l.Len(); n > 1000 {
		t.Errorf("%d are remembered", n)
	}
}

func TestAHouseholdIsOneAndAProxyNobody(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.7": "192.0.2.7/32", "::ffff:192.0.2.7": "192.0.2.7/32", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"127.0.0.1": "", "10.1.2.3": "", "192.168.0.1": "", "::1": "", "fd00::1": "", "fe80::1": "",
	} {
		if got := limit.Network(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s is %q, want %q", address, got, want)
		}
	}
	if got := limit.Network(netip.Addr{}); got != "" {
		t.Errorf("no address is %q", got)
	}
}
