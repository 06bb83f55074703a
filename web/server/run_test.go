package server_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/web/server"
)

// serve runs s on free ports; stop drains it and returns what Run returned.
func serve(t *testing.T, s *server.Server) (url string, stop context.CancelFunc, ended chan error) {
	t.Helper()
	if err := s.Listen(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended = make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(stop)
	return "http://" + s.Addr(), stop, ended
}

func fetch(t *testing.T, url string) (int, string) {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

func TestServerDrains(t *testing.T) {
	s := server.New(server.Options{Addr: "127.0.0.1:0", OpsAddr: "127.0.0.1:0", Drain: 10 * time.Second})
	reached, finish := make(chan bool), make(chan bool)
	s.Router().Get("/slow", func(c *fiber.Ctx) error {
		reached <- true
		<-finish
		return c.SendString("finished")
	})
	url, stop, ended := serve(t, s)
	answer := make(chan string, 1)
	go func() {
		_, body := fetch(t, url+"/slow")
		answer <- body
	}()
	<-reached

	stop()
	for deadline := time.Now().Add(5 * time.Second); ; { // until it accepts no more
		c, err := net.Dial("tcp", s.Addr())
		if err != nil {
			break
		}
		c.Close()
		if time.Now().After(deadline) {
			t.Fatal("a draining server still accepts")
		}
	}
	if status, _ := fetch(t, "http://"+s.OpsAddr()+"/readyz"); status != 503 {
		t.Errorf("a draining server is ready: %d", status)
	}
	close(finish)

	if body := <-answer; body != "finished" {
		t.Errorf("a request that had begun got %q", body)
	}
	if err := <-ended; err != nil {
		t.Errorf("drained with %v", err)
	}
}

func TestDrainIsBounded(t *testing.T) {
	s := server.New(server.Options{Addr: "127.0.0.1:0", Drain: 50 * time.Millisecond})
	reached := make(chan bool)
	forever := make(chan bool)
	defer close(forever)
	s.Router().Get("/stuck", func(*fiber.Ctx) error { reached <- true; <-forever; return nil })
	url, stop, ended := serve(t, s)
	go func() { _, _ = http.Get(url + "/stuck") }()
	<-reached

	stop()

	select {
	case err := <-ended:
		if err == nil {
			t.Error("drained, with a request stuck")
		}
	case <-time.After(10 * time.Second):
		t.Fatal("a stuck request keeps the server from ending")
	}
}

func TestOperationsHaveAnAddressOfTheirOwn(t *testing.T) {
	s := server.New(server.Options{Addr: "127.0.0.1:0", OpsAddr: "127.0.0.1:0"})
	s.Router().Get("/products/:slug", ok)
	url, _, _ := serve(t, s)
	fetch(t, url+"/products/mug")

	_, metrics := fetch(t, "http://"+s.OpsAddr()+"/metrics")
	profiles, _ := fetch(t, "http://"+s.OpsAddr()+"/debug/pprof/")
	public, _ := fetch(t, url+"/metrics")

	if !strings.Contains(metrics, `holdfast_requests_total{method="GET",route="/products/:slug",status="2xx",tier="T1"} 1`) {
		t.Error("the request is not counted by its route")
	}
	if strings.Contains(metrics, "mug") || profiles != 200 || public != 404 {
		t.Errorf("profiles %d, metrics for everybody %d", profiles, public)
	}
}

func TestReadinessFollowsWhatTheShopNeeds(t *testing.T) {
	var away error
	s := server.New(server.Options{Ready: func(context.Context) error { return away }})

	before, _ := get(t, s, "/readyz")
	away = errors.New("database away")
	after, body := get(t, s, "/readyz")

	if before.StatusCode != 200 || after.StatusCode != 503 || strings.Contains(body, "database") {
		t.Fatalf("%d, then %d %s", before.StatusCode, after.StatusCode, body)
	}
}

// raw sends bytes as they are and returns the answer's first line and the rest.
func raw(t *testing.T, addr, request string) string {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(5 * time.Second))
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, _ := io.ReadAll(res.Body)
	return fmt.Sprint(res.StatusCode, res.Header, string(b))
}

func TestWhatIsTooLargeIsToldSo(t *testing.T) {
	s := server.New(server.Options{Addr: "127.0.0.1:0", BodyLimit: 1000})
	s.Router().Post("/form", ok)
	s.Router().Get("/", ok)
	serve(t, s)

	body := raw(t, s.Addr(), "POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n"+strings.Repeat("x", 5000))
	cookie := raw(t, s.Addr(), "GET / HTTP/1.1\r\nHost: x\r\nCookie: a="+strings.Repeat("x", 5<<10)+"\r\n\r\n")
	headers := raw(t, s.Addr(), "GET / HTTP/1.1\r\nHost: x\r\nCookie: a="+strings.Repeat("x", 15<<10)+"\r\nA: "+strings.Repeat("y", 4<<10)+"\r\n\r\n")

	if !strings.HasPrefix(body, "413") || !strings.Contains(body, "smaller file") || !strings.Contains(body, "Content-Security-Policy") {
		t.Errorf("a large form: %s", body)
	}
	if !strings.HasPrefix(cookie, "200") {
		t.Errorf("a 5 KB cookie: %s", cookie)
	}
	if !strings.HasPrefix(headers, "431") || !strings.Contains(headers, "cookies") {
		t.Errorf("20 KB of headers: %s", headers)
	}
}
