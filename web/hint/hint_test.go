package hint_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/netip"
	"testing"
	"time"

	"holdfast/modules/kernel/clock"
	"holdfast/web/hint"
)

var noon = time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)

func TestHintSurvivesItsCookie(t *testing.T) {
	s := hint.New(clock.Fixed(noon), []byte("secret"))
	want := hint.Hint{Cohort: 54321, Funnel: hint.CheckingOut, Cart: true, ID: 7}

	got, ok := s.Read([]byte(s.Sign(want)))

	if !ok || got != want {
		t.Fatalf("read %+v (%v), want %+v", got, ok, want)
	}
}

func TestHintIsSignedWithHMAC(t *testing.T) {
	raw, err := base64.RawURLEncoding.DecodeString(hint.New(clock.Fixed(noon), []byte("secret")).Sign(hint.Hint{Cohort: 9}))
	if err != nil {
		t.Fatal(err)
	}
	key := sha256.Sum256([]byte("holdfast hint secret"))
	mac := hmac.New(sha256.New, key[:])
	mac.Write(raw[:12])

	if !hmac.Equal(mac.Sum(nil)[:16], raw[12:]) {
		t.Fatal("the signature is not the HMAC of the hint")
	}
}

func TestForgedHintIsNotBelieved(t *testing.T) {
	s := hint.New(clock.Fixed(noon), []byte("secret"))
	good := s.Sign(hint.Hint{})
	for i := range good {
		forged := []byte(good)
		forged[i] ^= 1
		if _, ok := s.Read(forged); ok {
			t.Fatalf("believed %s, changed at %d", forged, i)
		}
	}
	for _, rubbish := range []string{"", "x", good[1:], good + "A"} {
		if _, ok := s.Read([]byte(rubbish)); ok {
			t.Errorf("believed %q", rubbish)
		}
	}
}

func TestHintExpires(t *testing.T) {
	cookie := []byte(hint.New(clock.Fixed(noon), []byte("k")).Sign(hint.Hint{}))

	_, before := hint.New(clock.Fixed(noon.Add(hint.TTL-time.Second)), []byte("k")).Read(cookie)
	_, after := hint.New(clock.Fixed(noon.Add(hint.TTL)), []byte("k")).Read(cookie)

	if !before || after {
		t.Fatalf("believed before %v, after %v", before, after)
	}
}

func TestKeysRotate(t *testing.T) {
	old := []byte(hint.New(clock.Fixed(noon), []byte("old")).Sign(hint.Hint{Cohort: 5}))

	_, both := hint.New(clock.Fixed(noon), []byte("new"), []byte("old")).Read(old)
	_, alone := hint.New(clock.Fixed(noon), []byte("new")).Read(old)

	if !both || alone {
		t.Fatalf("believed with both keys %v, with the new one alone %v", both, alone)
	}
}

func TestCohortStaysWithANetworkForAnHour(t *testing.T) {
	s := hint.New(clock.Fixed(noon), []byte("k"))
	later := hint.New(clock.Fixed(noon.Add(59*time.Minute)), []byte("k"))
	a := s.Cohort(netip.MustParseAddr("203.0.113.9"))

	if b := later.Cohort(netip.MustParseAddr("203.0.113.200")); a != b {
		t.Errorf("two of one network are in cohorts %d and %d", a, b)
	}
	if b := s.Cohort(netip.MustParseAddr("2001:db8:7::1")); b != s.Cohort(netip.MustParseAddr("2001:db8:7:99::2")) {
		t.Error("two of one IPv6 network are in different cohorts")
	}
	next := hint.New(clock.Fixed(noon.Add(time.Hour)), []byte("k"))
	if a == next.Cohort(netip.MustParseAddr("203.0.113.9")) {
		t.Error("the cohort is the same an hour later")
	}
}

func TestCohortsAreSpreadEvenly(t *testing.T) {
	s := hint.New(clock.Fixed(noon), []byte("k"))
	var below int
	for i := range 1 << 14 {
		if s.Cohort(netip.AddrFrom4([4]byte{100, byte(i >> 8), byte(i), 1})) < 1<<14 {
			below++
		}
	}
	if below < 3800 || below > 4400 {
		t.Fatalf("a quarter of the cohorts holds %d of 16384 networks", below)
	}
}

func BenchmarkRead(b *testing.B) {
	s := hint.New(clock.System, []byte("secret"))
	cookie := []byte(s.Sign(hint.Hint{Cohort: 9}))
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := s.Read(cookie); !ok {
			b.Fatal("not believed")
		}
	}
}

func BenchmarkCohort(b *testing.B) {
	s := hint.New(clock.System, []byte("secret"))
	addr := netip.MustParseAddr("203.0.113.9")
	b.ReportAllocs()
	for b.Loop() {
		s.Cohort(addr)
	}
}
