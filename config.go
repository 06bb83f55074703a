package main

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"holdfast/db/backup"
	"holdfast/web/client"
)

// config is what the operator of the machine decides. Each setting is an
// environment variable, HOLDFAST_ and its name, and a flag; the flag wins. A
// secret may also be in a file, named by the variable with _FILE at its end.
type config struct {
	addr          string
	opsAddr       string
	dataDir       string
	databaseURL   string
	redisURL      string
	baseURL       string
	proxies       string
	secretKey     string
	smtpURL       string
	demo          string
	adminEmail    string
	adminPassword string
	logFormat     string
	gate          string
	backupDir     string
	backupEvery   string
	backupKeep    string

	keys           [][]byte // of secretKey, the first one signs
	trustedProxies client.Proxies
	backups        backup.Plan
}

// setting is one line of the table of settings.
type setting struct {
	name      string // HOLDFAST_NAME, and --name
	usage     string
	otherwise string
	to        *string
	secret    bool
}

func (c *config) settings() []setting {
	return []setting{
		{"ADDR", "address of the shop", ":8080", &c.addr, false},
		{"OPS_ADDR", "address of metrics, profiles and health", "127.0.0.1:9090", &c.opsAddr, false},
		{"DATA_DIR", "where data and pictures are kept", "./data", &c.dataDir, false},
		{"DATABASE_URL", "postgres://… (empty: SQLite in the data directory)", "", &c.databaseURL, true},
		{"REDIS_URL", "redis://… for sessions (empty: the shop's own database)", "", &c.redisURL, true},
		{"BASE_URL", "the shop's public address, e.g. https://shop.example", "", &c.baseURL, false},
		{"TRUSTED_PROXIES", "networks whose X-Forwarded-For is believed, e.g. 10.0.0.0/8", "", &c.proxies, false},
		{"SECRET_KEY", "signs cookies; two, with a comma, while changing it (empty: made and kept in the data directory)", "", &c.secretKey, true},
		{"SMTP_URL", "smtp://user:password@host:port (empty: mail is kept and shown in the back office)", "", &c.smtpURL, true},
		{"DEMO", "auto: fill an empty shop and offer the test card while there is no public address; on; off", "auto", &c.demo, false},
		{"ADMIN_EMAIL", "the first operator", "", &c.adminEmail, false},
		{"ADMIN_PASSWORD", "the first operator's password (empty: a one-time password is printed)", "", &c.adminPassword, true},
		{"BACKUP_DIR", "where backups are made (empty: backups in the data directory; another disk is better)", "", &c.backupDir, false},
		{"BACKUP_EVERY", "how often: 24h, 6h; off; auto: once a day where the shop is no demo", "auto", &c.backupEvery, false},
		{"BACKUP_KEEP", "of how many days, weeks and months the last backup is kept", "7d 4w 12m", &c.backupKeep, false},
		{"LOG_FORMAT", "text or json", "text", &c.logFormat, false},
		{"GATE", "for measuring only: off admits everybody at once, shut sends away whoever looks", "on", &c.gate, false},
	}
}

// errUsage says that the command was not understood; why is on its output.
var errUsage = errors.New("usage")

// readConfig reads environment and flags, and returns what else was said.
func readConfig(args []string, getenv func(string) string, out io.Writer) (*config, []string, error) {
	c := &config{}
	flags := flag.NewFlagSet("holdfast", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.Usage = func() { usage(out, flags) }
	for _, s := range c.settings() {
		value, err := s.fromEnvironment(getenv)
		if err != nil {
			return nil, nil, err
		}
		flags.StringVar(s.to, strings.ReplaceAll(strings.ToLower(s.name), "_", "-"), value, s.usage)
	}
	rest, err := parseAnywhere(flags, args)
	if err != nil {
		return nil, nil, errUsage
	}
	if err := c.check(); err != nil {
		return nil, nil, err
	}
	return c, rest, nil
}

func (s setting) fromEnvironment(getenv func(string) string) (string, error) {
	name := "HOLDFAST_" + s.name
	if value := getenv(name); value != "" {
		return value, nil
	}
	if file := getenv(name + "_FILE"); s.secret && file != "" {
		text, err := os.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("read %s_FILE: %w", name, err)
		}
		return strings.TrimSpace(string(text)), nil
	}
	return s.otherwise, nil
}

// parseAnywhere takes flags before, between and after the words of a command.
// --dry-run, --role and --check belong to commands and are left among the words,
// as is a - for the standard output.
func parseAnywhere(flags *flag.FlagSet, args []string) (words []string, err error) {
	for len(args) > 0 {
		name, _, hasValue := strings.Cut(strings.TrimLeft(args[0], "-"), "=")
		switch {
		case !strings.HasPrefix(args[0], "-"), args[0] == "-", name == "dry-run", name == "role", name == "check":
			words, args = append(words, args[0]), args[1:]
		case hasValue || len(args) == 1 || name == "h" || name == "help":
			if err := flags.Parse(args[:1]); err != nil {
				return nil, err
			}
			args = args[1:]
		default:
			if err := flags.Parse(args[:2]); err != nil {
				return nil, err
			}
			args = args[2:]
		}
	}
	return words, nil
}

func (c *config) check() (err error) {
	c.baseURL = strings.TrimRight(c.baseURL, "/")
	if c.baseURL != "" {
		parsed, err := url.Parse(c.baseURL)
		if err != nil || parsed.Host == "" || parsed.Path != "" || (parsed.Scheme != "http" && parsed.Scheme != "https") {
			return errors.New("HOLDFAST_BASE_URL is not an address such as https://shop.example")
		}
	}
	if c.demo != "auto" && c.demo != "on" && c.demo != "off" {
		return errors.New("HOLDFAST_DEMO is auto, on or off")
	}
	if c.gate != "on" && c.gate != "off" && c.gate != "shut" {
		return errors.New("HOLDFAST_GATE is on, off or shut")
	}
	if c.trustedProxies, err = client.ParseProxies(c.proxies); err != nil {
		return fmt.Errorf("HOLDFAST_TRUSTED_PROXIES: %w", err)
	}
	return c.checkBackups()
}

// isDemo reports whether an empty shop is filled and the test card offered:
// never by itself where the public could see it.
func (c *config) isDemo() bool {
	if c.demo != "auto" {
		return c.demo == "on"
	}
	if c.baseURL == "" {
		return true
	}
	parsed, err := url.Parse(c.baseURL)
	if err != nil {
		return false
	}
	addr, err := netip.ParseAddr(parsed.Hostname())
	return parsed.Hostname() == "localhost" || err == nil && addr.IsLoopback()
}

func (c *config) tls() bool { return strings.HasPrefix(c.baseURL, "https://") }

// shortestKey is how long a secret key is at least, in bytes.
const shortestKey = 16

// loadKeys reads the secret key, or makes one and keeps it.
func (c *config) loadKeys() error {
	if c.secretKey == "" {
		kept, err := keepKey(filepath.Join(c.dataDir, "secret.key"))
		if err != nil {
			return fmt.Errorf("keep a secret key: %w", err)
		}
		c.secretKey = kept
	}
	for key := range strings.SplitSeq(c.secretKey, ",") {
		if key = strings.TrimSpace(key); len(key) < shortestKey {
			return errors.New("HOLDFAST_SECRET_KEY needs at least 16 characters")
		}
		c.keys = append(c.keys, []byte(key))
	}
	return nil
}

// keepKey returns the key in file, made first if there is none. The file
// appears whole, so that processes that start at once share one key.
func keepKey(file string) (string, error) {
	if text, err := os.ReadFile(file); err == nil {
		return strings.TrimSpace(string(text)), nil
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		return "", err
	}
	part, err := os.CreateTemp(filepath.Dir(file), "secret.*") // for its owner alone
	if err != nil {
		return "", err
	}
	defer os.Remove(part.Name())
	_, err = part.WriteString(rand.Text() + rand.Text() + "\n")
	if err := errors.Join(err, part.Close()); err != nil {
		return "", err
	}
	if err := os.Link(part.Name(), file); err != nil && !errors.Is(err, os.ErrExist) {
		return "", err
	}
	text, err := os.ReadFile(file)
	return strings.TrimSpace(string(text)), err
}

// keysFor derives a key for one purpose from each secret key, so that what one
// signs is of no use to another.
func (c *config) keysFor(purpose string) [][]byte {
	derived := make([][]byte, len(c.keys))
	for i, key := range c.keys {
		derived[i], _ = hkdf.Key(sha256.New, key, nil, "holdfast "+purpose, sha256.Size) // fails for far longer keys only
	}
	return derived
}

// publicURL is the shop's address in links that leave it.
func (c *config) publicURL() string {
	if c.baseURL != "" {
		return c.baseURL
	}
	_, port, ok := strings.Cut(c.addr, ":")
	if !ok || port == "" {
		port = "8080"
	}
	return "http://localhost:" + port
}
