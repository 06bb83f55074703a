package backup

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"
)

// dropIfExists turns "TABLE orders" into "TABLE IF EXISTS orders": what was
// dropped with another is gone.
func dropIfExists(what string) string {
	kind, name, _ := strings.Cut(what, " ")
	if rest, ok := strings.CutPrefix(name, "VIEW "); ok && kind == "MATERIALIZED" {
		kind, name = "MATERIALIZED VIEW", rest
	}
	return kind + " IF EXISTS " + name
}

// tool runs one of PostgreSQL's programs on the database at address. Where it
// is and who we are it learns from its environment, which other users of the
// machine cannot read, unlike its arguments.
func tool(ctx context.Context, address, name string, server int, args ...string) error {
	path, err := findTool(ctx, name, server)
	if err != nil {
		return err
	}
	environment, err := credentials(address)
	if err != nil {
		return err
	}
	var complaint bytes.Buffer
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = slices.Concat(environment, []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "LC_ALL=C.UTF-8"})
	cmd.Stderr = &complaint
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("%s: %w: %s", name, err, lastLines(complaint.String()))
	}
	return nil
}

// lastLines bounds what a tool complained of.
func lastLines(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-4):], "; ")
}

// HasTools reports whether PostgreSQL's programs are installed here.
func HasTools() bool { return len(places("pg_dump")) > 0 && len(places("pg_restore")) > 0 }

// findTool returns the program of the server's own version, else the next newer
// one: an older one cannot read it. Faults: ErrNoTools.
func findTool(ctx context.Context, name string, server int) (string, error) {
	best, bestMajor := "", 0
	for _, path := range places(name) {
		major := majorIn(ctx, path)
		if best == "" || bestMajor < server && major > bestMajor || major >= server && major < bestMajor {
			best, bestMajor = path, major
		}
	}
	if best == "" {
		return "", fmt.Errorf("%w (%s is neither on the path nor below /usr/lib/postgresql)", ErrNoTools, name)
	}
	return best, nil
}

// places are where a program is; Debian keeps the versions off the path.
func places(name string) (paths []string) {
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin/", "/usr/pgsql-*/bin/", "/opt/homebrew/opt/postgresql@*/bin/"} {
		found, _ := filepath.Glob(pattern + name)
		paths = append(paths, found...)
	}
	if path, err := exec.LookPath(name); err == nil && !slices.Contains(paths, path) {
		paths = append(paths, path)
	}
	return paths
}

// majorIn is the 17 of "pg_dump (PostgreSQL) 17.2".
func majorIn(ctx context.Context, path string) int {
	out, err := exec.CommandContext(ctx, path, "--version").Output()
	if err != nil {
		return 0
	}
	_, version, _ := strings.Cut(string(out), "(PostgreSQL) ")
	digits, _, _ := strings.Cut(strings.TrimSpace(version), ".")
	major, _ := strconv.Atoi(digits)
	return major
}

// variables are libpq's for what an address may say after its question mark.
var variables = map[string]string{
	"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
	"sslsni": "PGSSLSNI", "channel_binding": "PGCHANNELBINDING", "connect_timeout": "PGCONNECT_TIMEOUT",
	"options": "PGOPTIONS", "krbsrvname": "PGKRBSRVNAME", "target_session_attrs": "PGTARGETSESSIONATTRS",
}

// credentials returns an address as libpq's environment.
func credentials(address string) ([]string, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("HOLDFAST_DATABASE_URL is no PostgreSQL address")
	}
	c := config.ConnConfig
	environment := []string{"PGHOST=" + c.Host, "PGPORT=" + strconv.Itoa(int(c.Port)), "PGUSER=" + c.User,
		"PGPASSWORD=" + c.Password, "PGDATABASE=" + c.Database, "PGAPPNAME=holdfast backup"}
	parsed, err := url.Parse(address)
	if err != nil {
		return environment, nil //nolint:nilerr // name=value: only the driver reads it, and it has no question mark
	}
	for name, variable := range variables {
		if value := parsed.Query().Get(name); value != "" {
			environment = append(environment, variable+"="+value)
		}
	}
	return environment, nil
}
