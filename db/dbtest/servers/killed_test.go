package servers_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"

	"holdfast/db/dbtest/servers"
)

// childVariable makes this test program start servers and then wait to be killed.
const childVariable = "HOLDFAST_SERVERS_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) == "" {
		os.Exit(m.Run())
	}
	testing.Init()
	startAndWait()
}

func TestServersEndWithATestThatIsKilled(t *testing.T) {
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), childVariable+"=1")
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	pid, dir := postmaster(t, out)

	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait()

	eventually(t, "the server's directory is removed", func() bool {
		_, err := os.Stat(dir)
		return os.IsNotExist(err)
	})
	eventually(t, "the server has ended", func() bool { return syscall.Kill(pid, 0) != nil })
}

// postmaster reads what startAndWait wrote.
func postmaster(t *testing.T, out io.Reader) (pid int, dir string) {
	t.Helper()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the child says nothing: %v", err)
	}
	number, dir, _ := strings.Cut(strings.TrimSpace(line), " ")
	pid, err = strconv.Atoi(number)
	if err != nil || syscall.Kill(pid, 0) != nil {
		t.Fatalf("the child said %q, which is no running server", line)
	}
	return pid, dir
}

// startAndWait prints the server's process and data directory, and never returns.
func startAndWait() {
	ctx := context.Background()
	c, err := servers.StartPostgres(ctx, servers.Fast)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	conn, err := pgx.Connect(ctx, c.URL("postgres"))
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	var dir string
	if err := conn.QueryRow(ctx, `SHOW data_directory`).Scan(&dir); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	text, err := os.ReadFile(dir + "/postmaster.pid")
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	pid, _, _ := strings.Cut(string(text), "\n")
	fmt.Println(pid, dir)
	select {}
}

func owner(t *testing.T, path string) uint32 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Sys().(*syscall.Stat_t).Uid
}

func BenchmarkStartPostgres(b *testing.B) {
	for b.Loop() {
		c, err := servers.StartPostgres(b.Context(), servers.Fast)
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		c.Stop()
		b.StartTimer()
	}
}

func BenchmarkPostgres(b *testing.B) {
	for b.Loop() {
		servers.Postgres(b)
	}
}

func BenchmarkRedis(b *testing.B) {
	for b.Loop() {
		servers.StartRedis(b).Stop()
	}
}
