package server_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"holdfast/web/gate"
	"holdfast/web/pagecache"
	"holdfast/web/server"
)

// serveEnv makes the test binary a server to be measured.
const serveEnv = "HOLDFAST_BENCH_SERVER"

func TestMain(m *testing.M) {
	if os.Getenv(serveEnv) != "" {
		serveForBench()
		return
	}
	os.Exit(m.Run())
}

// sample is 13 KB that no longer compress, as a page is when it is sent.
func sample() []byte {
	b := make([]byte, 13<<10)
	for i := range b {
		b[i] = byte(i*i>>3 ^ i)
	}
	return b
}

// serveForBench serves ours and Fiber's own, side by side, until it is killed
// or its standard input ends.
func serveForBench() {
	page := sample()
	s := server.New(server.Options{Addr: "127.0.0.1:0", Cache: pagecache.New(pagecache.Options{Personal: []string{"session", "cart"}})})
	html := func(c *fiber.Ctx) error { c.Type("html", "utf-8"); return c.Send(page) }
	s.Router().Page("/kept", pagecache.Still(), html)
	s.Router().Get("/made", html)
	s.Router().At(gate.T3).Get("/rejected", html)
	s.Gate().SetAllowance(gate.T3, 0)
	if err := s.Listen(context.Background()); err != nil {
		panic(err)
	}
	go func() { _ = s.App().Listener(s.Listener()) }()

	plain := fiber.New(fiber.Config{DisableStartupMessage: true, Immutable: true, ReadBufferSize: 16 << 10, WriteBufferSize: 16 << 10})
	plain.Get("/same", html)
	plain.Get("/small", func(c *fiber.Ctx) error { return c.SendString("no") })
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go func() { _ = plain.Listener(ln) }()
	fmt.Println(s.Addr(), ln.Addr())
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// BenchmarkCPU prints the CPU, user and system, that a server in a process of
// its own spends on a request: ours beside Fiber sending the same.
func BenchmarkCPU(b *testing.B) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), serveEnv+"=1")
	in, _ := cmd.StdinPipe()
	out, _ := cmd.StdoutPipe()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	defer func() { _ = in.Close(); _ = cmd.Wait() }()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	ours, fibers, _ := strings.Cut(strings.TrimSpace(line), " ")
	for _, tt := range []struct{ name, addr, path string }{
		{"fiber-same-bytes", fibers, "/same"}, {"kept-page", ours, "/kept"}, {"made-page", ours, "/made"},
		{"fiber-smallest", fibers, "/small"}, {"rejection", ours, "/rejected"},
	} {
		b.Run(tt.name, func(b *testing.B) {
			c := dial(b, tt.addr, tt.path)
			c.ask(b, 1000)
			before := cpu(b, cmd.Process.Pid)
			b.ResetTimer()
			c.ask(b, b.N)
			b.ReportMetric(float64(cpu(b, cmd.Process.Pid)-before)/float64(b.N)/1e3, "server-µs/op")
		})
	}
}

// browser is a connection that asks for one page again and again.
type browser struct {
	conn    net.Conn
	r       *bufio.Reader
	request []byte
}

func dial(b *testing.B, addr, path string) *browser {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { conn.Close() })
	request := "GET " + path + " HTTP/1.1\r\nHost: shop.example\r\nAccept: text/html,application/xhtml+xml\r\n" +
		"User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\nAccept-Language: en-IE,en;q=0.5\r\n\r\n"
	return &browser{conn: conn, r: bufio.NewReaderSize(conn, 32<<10), request: []byte(request)}
}

func (c *browser) ask(b *testing.B, n int) {
	for range n {
		if _, err := c.conn.Write(c.request); err != nil {
			b.Fatal(err)
		}
		length := 0
		for {
			line, err := c.r.ReadSlice('\n')
			if err != nil {
				b.Fatal(err)
			}
			if v, ok := bytes.CutPrefix(line, []byte(http.CanonicalHeaderKey("content-length")+": ")); ok {
				length, _ = strconv.Atoi(string(bytes.TrimSpace(v)))
			}
			if len(line) <= 2 {
				break
			}
		}
		if _, err := c.r.Discard(length); err != nil {
			b.Fatal(err)
		}
	}
}

// cpu is what a process has spent, in nanoseconds, as the scheduler counts it.
func cpu(b *testing.B, pid int) int64 {
	var total int64
	tasks, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid))
	if err != nil {
		b.Fatal(err)
	}
	for _, t := range tasks {
		raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/schedstat", pid, t.Name()))
		if err != nil {
			continue
		}
		ns, _, _ := strings.Cut(string(raw), " ")
		n, _ := strconv.ParseInt(ns, 10, 64)
		total += n
	}
	return total
}

// BenchmarkHandler is what the way costs without a network.
func BenchmarkHandler(b *testing.B) {
	page := sample()
	s := server.New(server.Options{Cache: pagecache.New(pagecache.Options{Personal: []string{"session", "cart"}})})
	html := func(c *fiber.Ctx) error { c.Type("html", "utf-8"); return c.Send(page) }
	s.Router().Page("/kept", pagecache.Still(), html)
	s.Router().At(gate.T3).Get("/rejected", html)
	s.Gate().SetAllowance(gate.T3, 0)
	plain := fiber.New(fiber.Config{Immutable: true})
	plain.Get("/same", html)
	for _, tt := range []struct {
		path string
		app  fasthttp.RequestHandler
	}{{"/same", plain.Handler()}, {"/kept", s.App().Handler()}, {"/rejected", s.App().Handler()}} {
		b.Run(tt.path[1:], func(b *testing.B) {
			ctx := &fasthttp.RequestCtx{}
			ctx.Init(&fasthttp.Request{}, nil, nil)
			ctx.Request.SetRequestURI(tt.path)
			ctx.Request.SetHost("shop.example")
			tt.app(ctx)
			tt.app(ctx)
			b.ReportAllocs()
			for b.Loop() {
				ctx.Request.Reset()
				ctx.Request.SetRequestURI(tt.path)
				ctx.Response.Reset()
				tt.app(ctx)
			}
		})
	}
}
