package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"holdfast/modules/imports"
)

// importFile brings a catalogue in and waits until it can be found.
func importFile(ctx context.Context, c *config, words []string, out, logs io.Writer) error {
	words, dryRun := without(words, "--dry-run")
	if len(words) != 1 {
		fmt.Fprintln(logs, "usage: holdfast import FILE.csv [--dry-run]")
		return errUsage
	}
	file, err := os.Open(words[0])
	if err != nil {
		return fmt.Errorf("open the catalogue: %w", err)
	}
	defer file.Close()
	a, err := wire(ctx, c, logs)
	if err != nil {
		return err
	}
	return errors.Join(a.bring(ctx, file, dryRun, out), a.close())
}

// bring imports a file, or says what importing it would do. One that was
// stopped goes on where it was.
func (a *app) bring(ctx context.Context, file *os.File, dryRun bool, out io.Writer) error {
	settings, err := a.shop.Settings(ctx)
	if err != nil {
		return err
	}
	bar := newBar(out, a.now)
	options := imports.Options{Currency: settings.Currency, Zone: settings.Location(), DryRun: dryRun, Who: "command line", Progress: bar.show}
	var report imports.Report
	var resumed int
	if dryRun {
		report, err = a.imports.Run(ctx, file, options)
	} else {
		report, resumed, err = a.imports.Bring(ctx, file, filepath.Base(file.Name()), options)
	}
	bar.clear()
	if resumed > 0 {
		fmt.Fprintf(out, "This went on where an import of the file had stopped, after %d products.\n", resumed)
	}
	if err == nil && !dryRun {
		err = a.search.Refile(ctx)
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(out, "The import was stopped. The same command goes on where it is.")
	}
	return errors.Join(err, report.Write(out))
}

// exportFile writes the catalogue into a file, or to the standard output.
func exportFile(ctx context.Context, c *config, words []string, out, logs io.Writer) (err error) {
	if len(words) != 1 {
		fmt.Fprintln(logs, "usage: holdfast export FILE.csv (- is the standard output)")
		return errUsage
	}
	a, err := wire(ctx, c, logs)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.close()) }()
	if words[0] == "-" {
		to := bufio.NewWriterSize(out, 64<<10)
		_, err := a.imports.Export(ctx, to, c.publicURL())
		return errors.Join(err, to.Flush())
	}
	products, err := a.exportTo(ctx, words[0])
	if err == nil {
		fmt.Fprintf(out, "%d products are in %s\n", products, words[0])
	}
	return err
}

// exportTo writes beside the file and renames, so that nobody takes half of a
// catalogue for all of it.
func (a *app) exportTo(ctx context.Context, name string) (products int, err error) {
	file, err := os.CreateTemp(filepath.Dir(name), ".holdfast-export-*")
	if err != nil {
		return 0, fmt.Errorf("write the catalogue: %w", err)
	}
	to := bufio.NewWriterSize(file, 64<<10)
	products, err = a.imports.Export(ctx, to, a.config.publicURL())
	err = errors.Join(err, to.Flush(), file.Chmod(0o644), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		return 0, errors.Join(fmt.Errorf("write the catalogue: %w", err), os.Remove(file.Name()))
	}
	return products, nil
}

// bar shows progress: on a terminal as a bar that moves, elsewhere as a line
// every few seconds.
type bar struct {
	out      io.Writer
	terminal bool
	now      func() time.Time
	begun    time.Time
	last     time.Time
}

// lineEvery is how often a line is written where no bar moves.
const lineEvery = 5 * time.Second

func newBar(out io.Writer, now func() time.Time) *bar {
	b := &bar{out: out, now: now, begun: now(), last: now()}
	if file, ok := out.(*os.File); ok {
		info, err := file.Stat()
		b.terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return b
}

func (b *bar) show(p imports.Progress) {
	const width = 30
	now := b.now()
	share := float64(p.Done) / float64(max(p.Size, 1))
	rate := float64(p.Products) / max(now.Sub(b.begun).Seconds(), 0.001)
	switch {
	case b.terminal:
		full := min(width, int(share*width))
		fmt.Fprintf(b.out, "\r[%s%s] %3.0f %%  %d products, %.0f a second ", strings.Repeat("#", full), strings.Repeat(".", width-full), share*100, p.Products, rate)
	case now.Sub(b.last) >= lineEvery:
		b.last = now
		fmt.Fprintf(b.out, "%3.0f %%, %d products\n", share*100, p.Products)
	}
}

// clear takes the bar off the line.
func (b *bar) clear() {
	if b.terminal {
		fmt.Fprintf(b.out, "\r%s\r", strings.Repeat(" ", 78))
	}
}

// useTempDir has large uploads wait in the data directory: a container from
// scratch has no other place, and elsewhere /tmp may be memory. What a process
// that was killed left there goes. The process has its own place again after
// restore.
func useTempDir(dataDir string) (restore func(), err error) {
	dir := filepath.Join(dataDir, "tmp")
	if old, err := filepath.Glob(filepath.Join(dir, "multipart-*")); err == nil {
		for _, name := range old {
			_ = os.Remove(name) // another process' on the same directory stays readable to it
		}
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, fmt.Errorf("make a folder for uploads: %w", err)
	}
	before, had := os.LookupEnv("TMPDIR")
	restore = func() {
		if had {
			_ = os.Setenv("TMPDIR", before)
		} else {
			_ = os.Unsetenv("TMPDIR")
		}
	}
	return restore, os.Setenv("TMPDIR", dir)
}
