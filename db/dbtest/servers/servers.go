// Package servers starts private PostgreSQL and Redis servers for tests.
//
// Each server is the child of a guardian, a shell that holds a pipe from the
// test. The pipe closes with the test, also when that is killed, and then the
// guardian stops the server and removes its directory. So nothing is left to
// clean up, and no test has to remember to.
//
//	test ──pipe── guardian ── server, in a directory of its own
//
// PostgreSQL refuses to run as root: when the test does, the guardian is started
// as another user. Nothing listens beyond this machine.
package servers

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
)

//go:embed guard.sh
var guardScript string

// setupHint ends the message about a missing program.
const setupHint = "install what the tests need with: go tool -modfile=tools.mod task setup"

// Process is a running server and its guardian.
type Process struct {
	dir   string
	guard *exec.Cmd
	pipe  io.WriteCloser
	ended chan struct{} // closed when the server has ended
	log   logBuffer
}

// guarded starts command under a guardian that ends it with stop and removes dir.
func guarded(u user, dir, stop string, command ...string) (*Process, error) {
	args := append([]string{"-c", guardScript, "guard", dir, stop}, command...)
	p := &Process{dir: dir, guard: u.command("/bin/sh", args...), ended: make(chan struct{})}
	p.guard.Dir = dir
	// A session of its own: what interrupts the test must not stop the server first.
	p.guard.SysProcAttr.Setsid = true
	var err error
	if p.pipe, err = p.guard.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.guard.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.guard.Start(); err != nil {
		return nil, fmt.Errorf("start a guardian as %s: %w", u.name, err)
	}
	go func() {
		_, _ = io.Copy(&p.log, out)
		close(p.ended)
	}()
	return p, nil
}

// Stop ends the server and returns when it and its directory are gone.
func (p *Process) Stop() {
	_ = p.pipe.Close()
	<-p.ended
	_ = p.guard.Wait()
}

// Pause makes the server hang: it accepts connections and answers nothing.
func (p *Process) Pause() error { return p.signal("STOP") }

// Resume lets a paused server go on.
func (p *Process) Resume() error { return p.signal("CONT") }

func (p *Process) signal(name string) error {
	_, err := io.WriteString(p.pipe, name+"\n")
	return err
}

// workDir makes a directory for one server, owned by u. It is short, because the
// path of a Unix socket has room for some hundred bytes.
func workDir(u user, pattern string) (string, error) {
	dir, err := os.MkdirTemp("/tmp", pattern)
	if err != nil {
		return "", err
	}
	if !u.switched {
		return dir, nil
	}
	return dir, os.Chown(dir, u.uid, u.gid)
}

// logBuffer keeps the first lines that a server wrote, for the failure message.
type logBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

const maxLog = 64 << 10

func (l *logBuffer) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if room := maxLog - l.text.Len(); room > 0 {
		l.text.Write(b[:min(room, len(b))])
	}
	return len(b), nil
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
