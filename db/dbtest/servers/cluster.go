package servers

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
)

// startTimeout bounds how long a server may take to answer; it takes some 0.1 s.
const startTimeout = 30 * time.Second

// Cluster is one running PostgreSQL server, reached by a Unix socket.
type Cluster struct {
	*Process
}

// Durability says whether a cluster survives the machine's losing power.
type Durability bool

const (
	// Fast skips fsync: right for tests, wrong for measuring.
	Fast Durability = false
	// Durable writes as a shop's database does.
	Durable Durability = true
)

// StartPostgres starts a server of its own. Tests share one with Postgres;
// benchmarks, and tests that stop or pause a database, want one to themselves.
func StartPostgres(ctx context.Context, d Durability) (*Cluster, error) {
	u, err := serverUser()
	if err != nil {
		return nil, err
	}
	bin, err := postgresBin()
	if err != nil {
		return nil, err
	}
	archive, err := blankCluster(ctx, u, bin)
	if err != nil {
		return nil, err
	}
	dir, err := workDir(u, "hfpg")
	if err != nil {
		return nil, err
	}
	if out, err := u.command("tar", "-xf", archive, "-C", dir).CombinedOutput(); err != nil {
		return nil, errors.Join(fmt.Errorf("copy the blank cluster: %w: %s", err, out), os.RemoveAll(dir))
	}
	p, err := guarded(u, dir, "QUIT", append([]string{filepath.Join(bin, "postgres")}, settings(dir, d)...)...)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	c := &Cluster{p}
	if err := c.waitReady(ctx); err != nil {
		c.Stop()
		return nil, err
	}
	return c, nil
}

func settings(dir string, d Durability) []string {
	args := []string{
		"-D", filepath.Join(dir, "data"), "-k", dir, "-c", "listen_addresses=",
		"-c", "max_connections=300", "-c", "shared_buffers=64MB", "-c", "timezone=UTC", "-c", "log_timezone=UTC",
	}
	if d == Durable {
		return args
	}
	return append(args, "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off",
		"-c", "autovacuum=off", "-c", "max_wal_size=512MB")
}

func (c *Cluster) waitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	tick := time.NewTicker(4 * time.Millisecond)
	defer tick.Stop()
	for {
		err := c.exec(ctx, "SELECT 1")
		if err == nil {
			return nil
		}
		select {
		case <-c.ended:
			return fmt.Errorf("PostgreSQL ended at its start: %s", c.log.String())
		case <-ctx.Done():
			return fmt.Errorf("PostgreSQL does not answer: %w: %s", err, c.log.String())
		case <-tick.C:
		}
	}
}

// URL is the address of one of the cluster's databases, as pgx reads it.
func (c *Cluster) URL(database string) string {
	q := url.Values{"host": {c.dir}, "port": {"5432"}, "sslmode": {"disable"}}
	return "postgres://holdfast@/" + database + "?" + q.Encode()
}

func (c *Cluster) exec(ctx context.Context, sql string, args ...any) error {
	conn, err := pgx.Connect(ctx, c.URL("postgres"))
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, sql, args...)
	return errors.Join(err, conn.Close(ctx))
}

// blankCluster is an archive of what initdb makes, made once a machine: initdb
// takes a second, unpacking the archive a tenth of it.
func blankCluster(ctx context.Context, u user, bin string) (string, error) {
	version, err := exec.CommandContext(ctx, filepath.Join(bin, "postgres"), "--version").Output()
	if err != nil {
		return "", err
	}
	initdb := []string{"-U", "holdfast", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--wal-segsize=1"}
	key := sha256.Sum256(fmt.Appendf(nil, "%s %v", version, initdb))
	archive := filepath.Join(cacheDir(), fmt.Sprintf("postgres-%x.tar", key[:6]))
	if _, err := os.Stat(archive); err == nil {
		return archive, nil
	}
	dir, err := workDir(u, "hfinit")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	args := append([]string{"-D", filepath.Join(dir, "data")}, initdb...)
	if out, err := u.command(filepath.Join(bin, "initdb"), args...).CombinedOutput(); err != nil {
		return "", fmt.Errorf("initdb: %w: %s", err, out)
	}
	return archive, pack(ctx, archive, dir)
}

// pack archives dir/data. The archive appears whole or not at all, since other
// test processes may be making it, too.
func pack(ctx context.Context, archive, dir string) error {
	if err := os.MkdirAll(filepath.Dir(archive), 0o755); err != nil {
		return err
	}
	part := fmt.Sprintf("%s.%d", archive, os.Getpid())
	if out, err := exec.CommandContext(ctx, "tar", "-cf", part, "-C", dir, "data").CombinedOutput(); err != nil {
		return fmt.Errorf("pack a blank cluster: %w: %s", err, out)
	}
	return os.Rename(part, archive)
}

// cacheDir is readable by the user that the server runs as, and writable by
// nobody else.
func cacheDir() string {
	if os.Getuid() == 0 {
		return "/var/cache/holdfast-tests"
	}
	if dir, err := os.UserCacheDir(); err == nil {
		return filepath.Join(dir, "holdfast-tests")
	}
	return filepath.Join(os.TempDir(), fmt.Sprintf("holdfast-tests-%d", os.Getuid()))
}

// postgresBin is the directory of the newest PostgreSQL on this machine. Debian
// keeps its programs off the path.
func postgresBin() (string, error) {
	var dirs []string
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin"} {
		found, _ := filepath.Glob(pattern)
		dirs = append(dirs, found...)
	}
	slices.SortFunc(dirs, func(a, b string) int { return majorVersion(b) - majorVersion(a) })
	if path, err := exec.LookPath("initdb"); err == nil {
		dirs = append(dirs, filepath.Dir(path))
	}
	for _, dir := range dirs {
		if _, err := os.Stat(filepath.Join(dir, "initdb")); err == nil {
			return dir, nil
		}
	}
	return "", errors.New("PostgreSQL is not installed here; " + setupHint)
}

// majorVersion is the first number in a directory's path: 17 in /usr/lib/postgresql/17/bin.
func majorVersion(path string) int {
	digits := func(r rune) bool { return r >= '0' && r <= '9' }
	start := slices.IndexFunc([]rune(path), digits)
	if start < 0 {
		return 0
	}
	end := start
	for end < len(path) && digits(rune(path[end])) {
		end++
	}
	n, _ := strconv.Atoi(path[start:end])
	return n
}
