package session_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/db/dbtest/servers"
	"holdfast/db/sessions"
	"holdfast/modules/kernel/fault"
	"holdfast/web/session"
)

// office is a shop and its back office over a real Redis.
type office struct {
	t     *testing.T
	app   *fiber.App
	redis *servers.RedisServer
	store *session.Redis
	list  *session.Store
	now   time.Time
}

func open(t *testing.T) *office { return openOn(t, dbtest.SQLite(t)) }

// openOn opens one that notes in d who is signed in.
func openOn(t *testing.T, d *db.DB) *office {
	t.Helper()
	o := &office{t: t, redis: servers.StartRedis(t), now: time.Date(2026, 7, 1, 9, 0, 0, 0, time.UTC)}
	var err error
	if o.store, err = session.OpenRedis(o.redis.URL(), nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.store.Close() })
	clock := func() time.Time { return o.now }
	o.list = session.New(o.store, session.Options{Clock: clock, Book: sessions.NewBook(d, clock), Keys: [][]byte{[]byte("known to this test only")}})
	o.app = fiber.New(fiber.Config{Immutable: true, ErrorHandler: func(c *fiber.Ctx, err error) error {
		if fault.KindOf(err) == fault.Unavailable {
			return c.Status(503).SendString(err.Error())
		}
		return c.Status(500).SendString(err.Error())
	}})
	o.app.Use(o.list.Handler)
	o.routes()
	return o
}

func (o *office) routes() {
	of := session.OfOperator
	o.app.Get("/who", func(c *fiber.Ctx) error { return c.SendString(of(c).Operator()) })
	o.app.Get("/flash", func(c *fiber.Ctx) error { return c.SendString(of(c).TakeFlash()) })
	o.app.Get("/guarded", func(c *fiber.Ctx) error { return of(c).Err() })
	o.app.Get("/id", func(c *fiber.Ctx) error { return c.SendString(session.OperatorID(c)) })
	o.app.Post("/in", func(c *fiber.Ctx) error { return of(c).SignIn("op-1") })
	o.app.Post("/out", func(c *fiber.Ctx) error { return of(c).SignOut() })
	o.app.Post("/flash", func(c *fiber.Ctx) error { of(c).Flash("Saved."); return nil })

	o.app.Get("/customer", func(c *fiber.Ctx) error { return c.SendString(session.Of(c).Customer()) })
	o.app.Get("/customer/id", func(c *fiber.Ctx) error { return c.SendString(session.ID(c)) })
	o.app.Post("/customer/in", func(c *fiber.Ctx) error { return session.Of(c).SignInCustomer("mary") })
	o.app.Post("/customer/out", func(c *fiber.Ctx) error { return session.Of(c).SignOut() })
}

// send returns the answer's status and body, and its cookie: nil if none was set.
func (o *office) send(method, path, cookie string) (int, string, *http.Cookie) {
	o.t.Helper()
	r := httptest.NewRequest(method, path, nil)
	if cookie != "" {
		r.Header.Set("Cookie", "session="+cookie+"; account="+cookie)
	}
	res, err := o.app.Test(r, 5000)
	if err != nil {
		o.t.Fatal(err)
	}
	b, err := io.ReadAll(res.Body)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, k := range res.Cookies() {
		return res.StatusCode, string(b), k
	}
	return res.StatusCode, string(b), nil
}

// signIn returns the cookie of a new session.
func (o *office) signIn(cookie string) string {
	o.t.Helper()
	status, body, k := o.send("POST", "/in", cookie)
	if status != 200 || k == nil {
		o.t.Fatalf("signing in: %d %s, cookie %v", status, body, k)
	}
	return k.Value
}

func (o *office) wantOperator(cookie, want, when string) {
	o.t.Helper()
	if _, who, _ := o.send("GET", "/who", cookie); who != want {
		o.t.Fatalf("%s: operator %q, want %q", when, who, want)
	}
}

func TestWhoLooksGetsNoSession(t *testing.T) {
	o := open(t)

	for _, cookie := range []string{"", "rubbish", strings.Repeat("A", 26)} {
		if _, who, k := o.send("GET", "/who", cookie); who != "" || k != nil {
			t.Errorf("cookie %q: operator %q, cookie set: %v", cookie, who, k)
		}
	}
}

func TestOperatorIsRemembered(t *testing.T) {
	o := open(t)

	_, _, k := o.send("POST", "/in", "")

	if k == nil || !k.HttpOnly || k.SameSite != http.SameSiteLaxMode || k.MaxAge != 12*3600 {
		t.Fatalf("cookie %v", k)
	}
	o.wantOperator(k.Value, "op-1", "signed in")
}

func TestSigningInGivesANewID(t *testing.T) {
	o := open(t)
	first := o.signIn("")

	second := o.signIn(first)

	if first == second {
		t.Fatal("the id is the same")
	}
	o.wantOperator(first, "", "with the id before")
	o.wantOperator(second, "op-1", "with the new id")
}

func TestFixedSessionIsNotTaken(t *testing.T) {
	o := open(t)
	chosen := strings.Repeat("Q", 26)

	if got := o.signIn(chosen); got == chosen {
		t.Fatal("a session was made under an id that the browser chose")
	}
	o.wantOperator(chosen, "", "with the chosen id")
}

func TestSigningOutEndsTheSessionEverywhere(t *testing.T) {
	o := open(t)
	cookie := o.signIn("")

	_, _, k := o.send("POST", "/out", cookie)

	if k == nil || k.Value != "" {
		t.Errorf("the cookie stays: %v", k)
	}
	o.wantOperator(cookie, "", "signed out")
}

func TestSessionEndsWhenItIsNotUsed(t *testing.T) {
	o := open(t)
	cookie := o.signIn("")
	for range 5 { // used each hour
		o.now = o.now.Add(time.Hour)
		o.wantOperator(cookie, "op-1", "used")
	}

	o.now = o.now.Add(2 * time.Hour)

	o.wantOperator(cookie, "", "not used for two hours")
}

func TestSessionEndsHoweverMuchItIsUsed(t *testing.T) {
	o := open(t)
	cookie := o.signIn("")
	for range 11 {
		o.now = o.now.Add(time.Hour)
		o.wantOperator(cookie, "op-1", "used")
	}

	o.now = o.now.Add(time.Hour)

	o.wantOperator(cookie, "", "twelve hours after signing in")
}

func TestMessageIsShownOnce(t *testing.T) {
	o := open(t)
	_, _, k := o.send("POST", "/flash", "")

	_, first, _ := o.send("GET", "/flash", k.Value)
	_, second, _ := o.send("GET", "/flash", k.Value)

	if first != "Saved." || second != "" {
		t.Fatalf("%q, then %q", first, second)
	}
}

func TestIDIsNotTheCookie(t *testing.T) {
	o := open(t)
	cookie := o.signIn("")

	_, id, _ := o.send("GET", "/id", cookie)
	_, again, _ := o.send("GET", "/id", cookie)
	_, none, _ := o.send("GET", "/id", "")

	if id == "" || id != again || strings.Contains(id, cookie) || none != "" {
		t.Fatalf("ids %q, %q and %q without a session", id, again, none)
	}
}

func TestRedisNeedNotBeUp(t *testing.T) {
	r, err := session.OpenRedis("redis://127.0.0.1:1/0", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if v, err := r.Get("x"); err == nil {
		t.Fatalf("read %q from nowhere", v)
	}
	if _, err := session.OpenRedis("not a url", nil); err == nil {
		t.Fatal("opened")
	}
}
