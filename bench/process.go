package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// process is a server under measurement.
type process struct {
	cmd  *exec.Cmd
	addr string
	ops  string
	log  string // its output's file
}

// startShop starts the built shop and returns when it answers.
func startShop(ctx context.Context, p plan, name string, settings ...string) (*process, error) {
	addr, ops := freeAddr(), freeAddr()
	cmd := onServerCore(ctx, p.shop)
	cmd.Env = append(os.Environ(), append([]string{
		"HOLDFAST_ADDR=" + addr, "HOLDFAST_OPS_ADDR=" + ops, "HOLDFAST_ADMIN_EMAIL=owner@shop.example",
		"HOLDFAST_ADMIN_PASSWORD=only for measuring",
	}, settings...)...)
	s := &process{cmd: cmd, addr: addr, ops: ops, log: filepath.Join(p.dir, name+".log")}
	log, err := os.Create(s.log)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd.Stdout, cmd.Stderr = log, log
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return s, s.waitReady(time.Minute)
}

// freeAddr is a loopback address that nobody listens on.
func freeAddr() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "127.0.0.1:0"
	}
	defer l.Close()
	return l.Addr().String()
}

func (s *process) waitReady(limit time.Duration) error {
	for end := time.Now().Add(limit); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		c, err := dial(s.addr)
		if err != nil {
			continue
		}
		res, err := c.ask(get("/", ""))
		c.close()
		if err == nil && res.status == 200 {
			return nil
		}
	}
	text, _ := os.ReadFile(s.log)
	return errors.Join(fmt.Errorf("the server did not answer: %s", text), s.stop())
}

func (s *process) stop() error {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	late := time.AfterFunc(30*time.Second, func() { _ = s.cmd.Process.Kill() })
	defer late.Stop()
	_ = s.cmd.Wait() // what a signal ended is an error to it
	return nil
}

// cpu is what the process has used so far, user and system.
func (s *process) cpu() time.Duration { return cpuOf(s.cmd.Process.Pid) }

// cpuOf reads a process's CPU clock, which counts in nanoseconds where
// /proc/PID/stat counts in hundredths of a second.
func cpuOf(pid int) time.Duration {
	var at unix.Timespec
	const ofProcess, scheduled = 0, 2
	clock := int32(^pid<<3 | ofProcess | scheduled)
	if err := unix.ClockGettime(clock, &at); err != nil {
		return 0
	}
	return time.Duration(at.Nano())
}

// delayed is how long the process's threads were ready to run while the core
// ran somebody else. Where that is much, the figures say more about the
// neighbours than about the shop.
func (s *process) delayed() (total time.Duration) {
	tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", s.cmd.Process.Pid))
	for _, file := range tasks {
		text, _ := os.ReadFile(file)
		if words := strings.Fields(string(text)); len(words) > 1 {
			n, _ := strconv.ParseInt(words[1], 10, 64)
			total += time.Duration(n)
		}
	}
	return total
}

// memory is the most and the present resident memory, in MB.
func (s *process) memory() (peak, now float64) {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	return field(string(text), "VmHWM:") / 1024, field(string(text), "VmRSS:") / 1024
}

func field(text, name string) float64 {
	_, after, _ := strings.Cut(text, name)
	words := strings.Fields(after)
	if len(words) == 0 {
		return 0
	}
	n, _ := strconv.ParseFloat(words[0], 64)
	return n
}

// family is a server of many processes: PostgreSQL. Those that have ended are
// counted by their parent.
type family struct{ parent int }

// findPostgres finds the server that keeps its socket in dir, and moves it to
// the servers' core; its later children follow.
func findPostgres(dir string) (family, error) {
	text, err := os.ReadFile(filepath.Join(dir, "data", "postmaster.pid"))
	if err != nil {
		return family{}, err
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(first)
	f := family{pid}
	if err != nil || os.Getenv(pinnedVariable) == "" {
		return f, err
	}
	var set unix.CPUSet
	core, _ := strconv.Atoi(serverCore)
	set.Set(core)
	for _, each := range append(f.children(), pid) {
		if err := unix.SchedSetaffinity(each, &set); err != nil && !errors.Is(err, unix.ESRCH) {
			return f, fmt.Errorf("move PostgreSQL to core %s: %w", serverCore, err)
		}
	}
	return f, nil
}

func (f family) children() (pids []int) {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", f.parent, f.parent))
	for word := range strings.FieldsSeq(string(text)) {
		if pid, err := strconv.Atoi(word); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids
}

func (f family) cpu() time.Duration {
	if f.parent == 0 {
		return 0
	}
	total := cpuOf(f.parent)
	for _, pid := range f.children() {
		total += cpuOf(pid)
	}
	// Children that have ended, in hundredths of a second: fields 16 and 17.
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", f.parent))
	_, after, _ := strings.Cut(string(text), ") ")
	if words := strings.Fields(after); len(words) > 14 {
		user, _ := strconv.Atoi(words[13])
		system, _ := strconv.Atoi(words[14])
		total += time.Duration(user+system) * 10 * time.Millisecond
	}
	return total
}
