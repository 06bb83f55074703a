package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"holdfast/db"
	"holdfast/db/backup"
	"holdfast/modules/inventory"
	"holdfast/modules/orders"
	"holdfast/modules/payments"
)

// backedUp says what a backup is made of, and where it would be restored.
func (c *config) backedUp() backup.Shop {
	return backup.Shop{URL: c.databaseURL, Dir: c.dataDir, Version: versionText(), Settings: c.remembered(),
		Figures: slices.Concat(inventory.Figures(), payments.Figures(), orders.Figures()), Kept: c.backupsInside()}
}

// remembered is how the shop was run, without what is secret.
func (c *config) remembered() string {
	var text strings.Builder
	text.WriteString("# How this shop was run. Secrets are not kept here.\n")
	for _, s := range c.settings() {
		switch {
		case *s.to == s.otherwise:
		case s.secret:
			fmt.Fprintf(&text, "# HOLDFAST_%s was set\n", s.name)
		default:
			fmt.Fprintf(&text, "HOLDFAST_%s=%s\n", s.name, strings.ReplaceAll(*s.to, "\n", " "))
		}
	}
	return text.String()
}

// backupsInside names the folder of backups where it is in the data directory:
// a place with nothing else in it is still an empty one.
func (c *config) backupsInside() []string {
	inside, err := filepath.Rel(c.dataDir, c.backups.Dir)
	if err != nil || !filepath.IsLocal(inside) || inside == "." {
		return nil
	}
	first, _, _ := strings.Cut(filepath.ToSlash(inside), "/")
	return []string{first}
}

// checkBackups reads when backups are made, and where. By itself a shop makes
// one a day, unless it is a demo or has no tools to make one with.
func (c *config) checkBackups() (err error) {
	c.backups = backup.Plan{Dir: c.backupDir}
	if c.backupDir == "" {
		c.backups.Dir = filepath.Join(c.dataDir, "backups")
	}
	if c.backups.Keep, err = backup.ParseKeep(c.backupKeep); err != nil {
		return fmt.Errorf("HOLDFAST_BACKUP_KEEP: %w", err)
	}
	switch c.backupEvery {
	case "off":
	case "auto":
		if !c.isDemo() && (c.databaseURL == "" || backup.HasTools()) {
			c.backups.Every = 24 * time.Hour
		}
	default:
		c.backups.Every, err = time.ParseDuration(c.backupEvery)
		if err != nil || c.backups.Every < time.Hour {
			return errors.New("HOLDFAST_BACKUP_EVERY is a time such as 24h, an hour at least, or off, or auto")
		}
	}
	return nil
}

// backupFile backs the shop up into one file while it may be open.
func backupFile(ctx context.Context, c *config, words []string, out, logs io.Writer) error {
	if len(words) != 1 {
		fmt.Fprintln(logs, "usage: holdfast backup FILE")
		return errUsage
	}
	began := time.Now()
	id := db.NewID()
	made, err := backup.Make(ctx, c.backedUp(), id, words[0])
	if err != nil {
		return fmt.Errorf("back the shop up: %w", err)
	}
	fmt.Fprintf(out, "%s: %s, %.1f MB, read again, in %.1f s\n", made.File, inside(made.Header), float64(made.Size)/1e6, time.Since(began).Seconds())
	if !made.Key {
		fmt.Fprintln(out, "The secret key is not in it: it is not kept in the data directory. Keep HOLDFAST_SECRET_KEY as well.")
	}
	for _, fault := range made.Amiss {
		fmt.Fprintln(out, "The shop's own books do not add up, and so the backup's do not:", fault)
	}
	c.noteBackup(ctx, backup.Run{ID: id, AskedBy: backup.ByCommand, State: backup.Done, Bytes: made.Size, Remark: strings.Join(made.Amiss, "; "),
		BegunAt: began.UTC(), SeenAt: began.UTC()}, words[0])
	return nil
}

// noteBackup has the back office show a backup. One of an older schema, which
// has no list of them, is a backup all the same.
func (c *config) noteBackup(ctx context.Context, run backup.Run, file string) {
	host, _ := os.Hostname()
	path, err := filepath.Abs(file)
	if err != nil {
		path = file
	}
	now := time.Now().UTC()
	run.Place, run.EndedAt = host+":"+path, &now
	d, err := db.Open(ctx, db.Options{URL: c.databaseURL, Dir: c.dataDir, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return
	}
	_ = backup.Note(ctx, d, run)
	_ = d.Close()
}

// restoreFile makes a shop of a backup in an empty place, or looks whether one
// could be made.
func restoreFile(ctx context.Context, c *config, words []string, out, logs io.Writer) error {
	words, only := without(words, "--check")
	if len(words) != 1 {
		fmt.Fprintln(logs, "usage: holdfast restore FILE [--check]")
		return errUsage
	}
	began := time.Now()
	if only {
		h, err := backup.Check(ctx, words[0])
		if err != nil {
			return fmt.Errorf("check %s: %w", words[0], err)
		}
		fmt.Fprintf(out, "%s is whole: the shop of %s by %s on %s, %s\n", words[0], h.Made.Local().Format(time.DateTime), h.Version, h.Engine, inside(h))
		return nil
	}
	done, err := backup.Restore(ctx, c.backedUp(), words[0])
	if err != nil {
		return fmt.Errorf("restore %s: %w", words[0], err)
	}
	fmt.Fprintf(out, "The shop of %s is here again: %s, its ledgers as they were, in %.1f s\n",
		done.Made.Local().Format(time.DateTime), inside(done.Header), time.Since(began).Seconds())
	if !done.Key && c.secretKey == "" {
		fmt.Fprintln(out, "Its secret key was not in the backup: set HOLDFAST_SECRET_KEY as it was, or carts and forms that are open now are lost.")
	}
	for _, fault := range done.Amiss {
		fmt.Fprintln(out, "Its books did not add up when it was backed up:", fault)
	}
	return nil
}

// inside says how much there is in a backup.
func inside(h backup.Header) string {
	var rows int64
	for _, n := range h.Rows {
		rows += n
	}
	pictures := h.Parts - 2 // the database and the settings
	if h.Key {
		pictures--
	}
	return fmt.Sprintf("%d rows and %d files of pictures", rows, pictures)
}
