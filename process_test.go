package main

import (
	"errors"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"holdfast/db/dbtest/servers"
)

// process is the shop's program, running.
type process struct {
	t        testing.TB
	cmd      *exec.Cmd
	out, err *logged
	ended    chan struct{}
}

// start runs the program with nothing in its environment but what is given.
func start(t testing.TB, with settings, args ...string) *process {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{t: t, cmd: exec.Command(program, args...), out: &logged{}, err: &logged{}, ended: make(chan struct{})}
	p.cmd.Dir = t.TempDir()
	p.cmd.Env = []string{asProgram + "=1", "PATH=" + os.Getenv("PATH"), "HOME=" + p.cmd.Dir}
	for name, value := range with {
		p.cmd.Env = append(p.cmd.Env, "HOLDFAST_"+name+"="+value)
	}
	p.cmd.Stdout, p.cmd.Stderr = p.out, p.err
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { _ = p.cmd.Wait(); close(p.ended) }()
	t.Cleanup(func() { _ = p.cmd.Process.Kill(); <-p.ended })
	return p
}

// serving starts the program as a shop and waits until it is open.
func serving(t testing.TB, with settings) (*process, string) {
	t.Helper()
	if with["ADDR"] == "" {
		with["ADDR"] = "127.0.0.1:0"
	}
	p := start(t, with, "--ops-addr=")
	return p, p.url()
}

var openAt = regexp.MustCompile(`The shop is open at \S+?(?::(\d+))?\n`)

// url waits until the process says where its shop is.
func (p *process) url() string {
	p.t.Helper()
	var found []string
	p.until("open", func() bool { found = openAt.FindStringSubmatch(p.out.String()); return found != nil })
	return "http://127.0.0.1:" + found[1]
}

// until waits for something that the process does.
func (p *process) until(what string, done func() bool) {
	p.t.Helper()
	late := time.After(60 * time.Second)
	for !done() {
		select {
		case <-p.ended:
			p.t.Fatalf("ended with %d before it was %s:\n%s%s", p.cmd.ProcessState.ExitCode(), what, p.out, p.err)
		case <-late:
			p.t.Fatalf("is not %s after a minute:\n%s%s", what, p.out, p.err)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// code waits for the end and returns the exit code.
func (p *process) code() int {
	p.t.Helper()
	select {
	case <-p.ended:
	case <-time.After(60 * time.Second):
		p.t.Fatalf("does not end:\n%s%s", p.out, p.err)
	}
	return p.cmd.ProcessState.ExitCode()
}

// stop asks the process to end, as whoever runs it would.
func (p *process) stop() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		p.t.Fatal(err)
	}
	if code := p.code(); code != 0 {
		p.t.Errorf("ended with %d:\n%s%s", code, p.out, p.err)
	}
}

// kill ends the process as losing power would.
func (p *process) kill() {
	p.t.Helper()
	if err := p.cmd.Process.Kill(); err != nil {
		p.t.Fatal(err)
	}
	<-p.ended
}

// freeAddr is an address where nothing listens.
func freeAddr(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func TestAFilledShopOpensAtOnce(t *testing.T) {
	dir, addr := filled(t), freeAddr(t)
	began := time.Now()
	p := start(t, settings{"ADDR": addr, "DATA_DIR": dir}, "--ops-addr=")

	var took time.Duration
	p.until("answering", func() bool {
		response, err := http.Get("http://" + addr + "/")
		if err != nil {
			return false
		}
		_ = response.Body.Close()
		took = time.Since(began)
		return response.StatusCode == http.StatusOK
	})
	t.Logf("the first 200 came after %v", took.Round(time.Millisecond))
	if took > 10*time.Second {
		t.Errorf("the first 200 came after %v", took)
	}
	p.stop()
}

func TestTwoProcessesOnAnEmptyShopBothOpen(t *testing.T) {
	t.Parallel()
	products := strings.Count(newBrowser(t, open(t, nil)).open("/sitemap.xml").body, "/products/")
	for name, all := range map[string]settings{"sqlite": {}, "postgres": {"DATABASE_URL": servers.Postgres(t)}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			all["ADDR"], all["DATA_DIR"] = "127.0.0.1:0", t.TempDir()
			one, two := start(t, all, "--ops-addr="), start(t, all, "--ops-addr=")

			for _, p := range []*process{one, two} {
				b := newBrowserAt(t, p.url())
				b.open("/").is(200).says("Northquay", "Kitchen")
				b.open("/categories/kitchen").says("Harbour mug")
				if n := strings.Count(b.open("/sitemap.xml").body, "/products/"); n != products {
					t.Errorf("there are %d products, want %d", n, products)
				}
			}
			// What one takes, the other knows: their cookies are signed alike.
			b := newBrowserAt(t, one.url())
			b.open("/products/harbour-mug").press("Add to cart")
			b.base = two.url()
			b.open("/cart").says("Harbour mug")
			one.stop()
			two.stop()
			if n := strings.Count(one.out.String()+two.out.String(), "One-time password"); n != 1 {
				t.Errorf("%d first operators:\n%s\n%s", n, one.out, two.out)
			}
		})
	}
}
