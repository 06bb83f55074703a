package server_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/clock"
	"holdfast/web/gate"
	"holdfast/web/hint"
	"holdfast/web/pagecache"
	"holdfast/web/server"
)

// full returns a server whose only slot is taken until release is called.
func full(t *testing.T, o server.Options) (s *server.Server, release func()) {
	t.Helper()
	o.Gate = gate.New(gate.Options{Slots: 1, Patience: [gate.Tiers]time.Duration{gate.T1: 10 * time.Millisecond, gate.T0: time.Minute}})
	s = server.New(o)
	s.Gate().Enter(gate.Priority{})
	return s, sync.OnceFunc(s.Gate().Leave)
}

func TestFullShopSendsWhoLooksAway(t *testing.T) {
	s, release := full(t, server.Options{})
	defer release()
	s.Router().Get("/", ok)

	res, body := get(t, s, "/")

	if res.StatusCode != 503 || res.Header.Get("Retry-After") == "" || !strings.Contains(body, "Try again") || res.Header.Get("Content-Security-Policy") == "" {
		t.Fatalf("%d %v %s", res.StatusCode, res.Header, body)
	}
}

func TestFullShopStillShowsKeptPages(t *testing.T) {
	s := server.New(server.Options{
		Cache: pagecache.New(pagecache.Options{}),
		Gate:  gate.New(gate.Options{Slots: 1, Patience: [gate.Tiers]time.Duration{gate.T1: time.Millisecond}}),
	})
	s.Router().Page("/", pagecache.Live(), ok)
	get(t, s, "/")
	s.Gate().Enter(gate.Priority{})

	if res, body := get(t, s, "/"); res.StatusCode != 200 || body != "ok" {
		t.Fatalf("%d %s", res.StatusCode, body)
	}
	if res, _ := get(t, s, "/healthz"); res.StatusCode != 200 {
		t.Fatalf("health: %d", res.StatusCode)
	}
	if res, _ := get(t, s, "/readyz"); res.StatusCode != 200 {
		t.Fatalf("ready: %d", res.StatusCode)
	}
}

func TestPayingGoesBeforeLooking(t *testing.T) {
	s, release := full(t, server.Options{})
	s.Router().Get("/", ok)
	s.Router().At(gate.T0).Post("/checkout", ok)
	var looked, paid int
	var all sync.WaitGroup
	all.Go(func() { res, _ := send(t, s, build("POST", "/checkout")); paid = res.StatusCode })
	all.Go(func() {
		res, _ := get(t, s, "/")
		looked = res.StatusCode
		release()
	})
	all.Wait()

	if looked != 503 || paid != 200 {
		t.Fatalf("looked %d, paid %d", looked, paid)
	}
}

func TestHintSaysWhoIsShedLast(t *testing.T) {
	signer := hint.New(clock.System, []byte("key"))
	s := server.New(server.Options{Hints: hint.NewCookies(signer, false), Cohorts: signer})
	s.Router().Get("/", ok)
	s.Gate().SetAllowance(gate.T1, 0)

	stranger, _ := get(t, s, "/")
	buyer, _ := get(t, s, "/", "Cookie", "hint="+signer.Sign(hint.Hint{Funnel: hint.Carting, Cart: true}))
	liar, _ := get(t, s, "/", "Cookie", "hint="+hint.New(clock.System, []byte("guess")).Sign(hint.Hint{Funnel: hint.Paying}))

	if stranger.StatusCode != 503 || buyer.StatusCode != 200 || liar.StatusCode != 503 {
		t.Fatalf("stranger %d, buyer %d, forged %d", stranger.StatusCode, buyer.StatusCode, liar.StatusCode)
	}
}

func TestSlotComesBackWhateverAHandlerDoes(t *testing.T) {
	s := server.New(server.Options{Gate: gate.New(gate.Options{Slots: 2})})
	s.Router().Get("/panic", func(*fiber.Ctx) error { panic("x") })
	s.Router().Get("/error", func(*fiber.Ctx) error { return fiber.ErrTeapot })
	s.Router().Get("/wait", func(c *fiber.Ctx) error { gate.Wait(c.UserContext()); return nil })
	for range 3 {
		for _, path := range []string{"/panic", "/error", "/wait", "/nothing"} {
			get(t, s, path)
		}
	}

	if got := s.Gate().Stats(); got.Running != 0 {
		t.Fatalf("stats %+v", got)
	}
}
