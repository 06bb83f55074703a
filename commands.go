package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"holdfast/modules/staff"
)

// version is set by the release's build.
var version = "dev"

// run does what args say.
func run(ctx context.Context, args []string, getenv func(string) string, out, logs io.Writer) error {
	c, words, err := readConfig(args, getenv, logs)
	if err != nil {
		return err
	}
	command := "serve"
	if len(words) > 0 {
		command, words = words[0], words[1:]
	}
	switch command {
	case "serve":
		return serve(ctx, c, out, logs)
	case "import":
		return importFile(ctx, c, words, out, logs)
	case "export":
		return exportFile(ctx, c, words, out, logs)
	case "staff":
		return addStaff(ctx, c, words, out, logs)
	case "backup":
		return backupFile(ctx, c, words, out, logs)
	case "restore":
		return restoreFile(ctx, c, words, out, logs)
	case "migrate":
		a, err := wire(ctx, c, logs)
		if err != nil {
			return err
		}
		return a.close()
	case "health":
		return health(ctx, c)
	case "version":
		fmt.Fprintln(out, versionText())
		return nil
	}
	fmt.Fprintf(logs, "holdfast: there is no command %q\n", command)
	return errUsage
}

func usage(out io.Writer, flags *flag.FlagSet) {
	fmt.Fprint(out, `holdfast [serve]                       open the shop
holdfast import FILE.csv [--dry-run]   bring a catalogue in (Shopify's or WooCommerce's CSV)
holdfast export FILE.csv               write the catalogue, as import reads it
holdfast staff add EMAIL --role ROLE   add an operator: viewer, merchant, operator, owner
holdfast backup FILE                   keep the whole shop in one file, while it is open
holdfast restore FILE [--check]        make a shop of it in an empty place, or check it
holdfast migrate                       bring the database up to date
holdfast health                        ask a running shop whether it is well
holdfast version

Settings are flags, or environment variables: --base-url is HOLDFAST_BASE_URL.

`)
	flags.PrintDefaults()
}

// addStaff adds an operator and prints the password that opens the account once.
func addStaff(ctx context.Context, c *config, words []string, out, logs io.Writer) error {
	role := staff.Role("owner")
	for i, word := range words {
		if name, value, ok := strings.Cut(word, "="); ok && name == "--role" {
			role = staff.Role(value)
			words = append(words[:i:i], words[i+1:]...)
			break
		}
		if word == "--role" && i+1 < len(words) {
			role = staff.Role(words[i+1])
			words = append(words[:i:i], words[i+2:]...)
			break
		}
	}
	if len(words) != 2 || words[0] != "add" {
		fmt.Fprintln(logs, "usage: holdfast staff add EMAIL --role ROLE")
		return errUsage
	}
	a, err := wire(ctx, c, logs)
	if err != nil {
		return err
	}
	password, err := a.staff.Add(ctx, words[1], role, "command line")
	if err == nil {
		fmt.Fprintf(out, "%s may sign in as %s with the one-time password %s\n", words[1], role, password)
	}
	return errors.Join(err, a.close())
}

// health asks a running shop whether it is well, for a container's check.
func health(ctx context.Context, c *config) error {
	host, port, err := net.SplitHostPort(c.addr)
	if err != nil {
		return fmt.Errorf("read HOLDFAST_ADDR: %w", err)
	}
	if host == "" || host == "0.0.0.0" || host == "::" {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/healthz", nil)
	if err != nil {
		return fmt.Errorf("read HOLDFAST_ADDR: %w", err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("the shop does not answer: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the shop answers %s", response.Status)
	}
	return nil
}

func without(words []string, flag string) (rest []string, found bool) {
	for _, word := range words {
		if word == flag {
			found = true
		} else {
			rest = append(rest, word)
		}
	}
	return rest, found
}

func versionText() string {
	text := "holdfast " + version
	if info, ok := debug.ReadBuildInfo(); ok {
		text += " " + info.GoVersion
	}
	return text
}
