package servers

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// RedisServer is one Redis on a loopback port, which keeps nothing on disk.
type RedisServer struct {
	*Process
	addr string
}

// Redis returns the address of an empty Redis that lives as long as the test.
func Redis(t testing.TB) (url string) {
	t.Helper()
	return StartRedis(t).URL()
}

// StartRedis starts a Redis that a test can pause, stop and start again.
func StartRedis(t testing.TB) *RedisServer {
	t.Helper()
	var err error
	// A port that was free may have been taken since: try another.
	for range 5 {
		var r *RedisServer
		if r, err = startRedis(t.Context(), freeAddr(t)); err == nil {
			t.Cleanup(func() { r.Stop() })
			return r
		}
	}
	t.Fatal(err)
	return nil
}

// URL is the server's address as go-redis reads it.
func (r *RedisServer) URL() string { return "redis://" + r.addr + "/0" }

// Restart starts a stopped server again, empty, at the same address.
func (r *RedisServer) Restart(ctx context.Context) error {
	again, err := startRedis(ctx, r.addr)
	if err != nil {
		return err
	}
	r.Process = again.Process
	return nil
}

func startRedis(ctx context.Context, addr string) (*RedisServer, error) {
	bin, err := exec.LookPath("redis-server")
	if err != nil {
		return nil, errors.New("Redis is not installed here; " + setupHint)
	}
	u, err := serverUser()
	if err != nil {
		return nil, err
	}
	dir, err := workDir(u, "hfrd")
	if err != nil {
		return nil, err
	}
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	p, err := guarded(u, dir, "KILL", bin, "--bind", host, "--port", port,
		"--unixsocket", filepath.Join(dir, "socket"), "--dir", dir, "--save", "", "--appendonly", "no")
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	r := &RedisServer{p, addr}
	if err := r.waitReady(ctx); err != nil {
		r.Stop()
		return nil, err
	}
	return r, nil
}

// waitReady asks over the socket in the server's own directory: at the port,
// somebody else's server could answer.
func (r *RedisServer) waitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for {
		if ping(ctx, filepath.Join(r.dir, "socket")) == nil {
			return nil
		}
		select {
		case <-r.ended:
			return fmt.Errorf("redis ended at its start: %s", r.log.String())
		case <-ctx.Done():
			return fmt.Errorf("redis does not answer: %w: %s", ctx.Err(), r.log.String())
		case <-tick.C:
		}
	}
}

func ping(ctx context.Context, socket string) error {
	conn, err := new(net.Dialer).DialContext(ctx, "unix", socket)
	if err != nil {
		return err
	}
	defer conn.Close()
	if deadline, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(deadline); err != nil {
			return err
		}
	}
	if _, err := conn.Write([]byte("PING\r\n")); err != nil {
		return err
	}
	answer := make([]byte, 7)
	if _, err := conn.Read(answer); err != nil {
		return err
	}
	if string(answer) != "+PONG\r\n" {
		return fmt.Errorf("redis answered %q", answer)
	}
	return nil
}

func freeAddr(t testing.TB) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
