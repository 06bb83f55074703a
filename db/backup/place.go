package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"holdfast/db"
)

// staging is where a place is put together before it is one. While it is there,
// the place is not whole.
const staging = ".restore"

// ErrUnfinished says that a restore was cut short.
var ErrUnfinished = errors.New("a backup was being restored here and is not all here: restore it again")

// Whole refuses a data directory in which a restore was begun and not finished.
// Faults: ErrUnfinished.
func Whole(dir string) error {
	if _, err := os.Lstat(filepath.Join(dir, staging)); err == nil {
		return fmt.Errorf("%s: %w", dir, ErrUnfinished)
	}
	return nil
}

// place is a data directory that a shop is restored into.
type place struct {
	dir, stage string
	made       bool     // dir was not there before
	placed     []string // what has its name already
}

// claim takes an empty data directory for one restore; what one that was cut
// short has left in it goes. Faults: ErrNotEmpty.
func claim(s Shop) (*place, error) {
	p := &place{dir: s.Dir, stage: filepath.Join(s.Dir, staging)}
	if _, err := os.Stat(p.dir); errors.Is(err, fs.ErrNotExist) {
		p.made = true
	}
	if err := os.MkdirAll(p.dir, 0o750); err != nil {
		return nil, fmt.Errorf("make the data directory: %w", err)
	}
	if err := p.clear(); err != nil {
		return nil, err
	}
	if err := p.empty(s.Kept); err != nil {
		return nil, err
	}
	if err := os.Mkdir(p.stage, 0o700); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotEmpty, err) // another one is quicker
	}
	return p, nil
}

// clear removes what a restore has left that was cut short: had it come to its
// end, there would be no staging; and without it, nothing here is ours.
func (p *place) clear() error {
	if _, err := os.Lstat(p.stage); err != nil {
		return nil //nolint:nilerr // nothing was begun
	}
	if _, err := os.Lstat(filepath.Join(p.dir, db.File)); err == nil {
		return fmt.Errorf("%w: %s, and %s beside it", ErrNotEmpty, db.File, staging)
	}
	for _, name := range []string{KeyFile, "media", staging} {
		if err := os.RemoveAll(filepath.Join(p.dir, name)); err != nil {
			return fmt.Errorf("clear what was left by a restore before: %w", err)
		}
	}
	return nil
}

// empty refuses a directory with anything in it but what a disk has of its own.
func (p *place) empty(kept []string) error {
	entries, err := os.ReadDir(p.dir)
	if err != nil {
		return fmt.Errorf("look at the data directory: %w", err)
	}
	for _, entry := range entries {
		if name := entry.Name(); name != "lost+found" && !slices.Contains(kept, name) {
			return fmt.Errorf("%w: %s has %s in it", ErrNotEmpty, p.dir, name)
		}
	}
	return nil
}

// finish gives what was restored its names, the database last: with it, the
// place is a shop.
func (p *place) finish() error {
	for _, name := range []string{"media", KeyFile, db.File} {
		from := filepath.Join(p.stage, name)
		if _, err := os.Lstat(from); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		to := filepath.Join(p.dir, name)
		if err := os.Rename(from, to); err != nil {
			return err
		}
		p.placed = append(p.placed, to)
	}
	if err := syncDir(p.dir); err != nil {
		return err
	}
	if err := os.RemoveAll(p.stage); err != nil {
		return err
	}
	return syncDir(p.dir)
}

// leave makes the place as empty as it was.
func (p *place) leave() error {
	var errs []error
	for _, path := range append(p.placed, p.stage) {
		errs = append(errs, os.RemoveAll(path))
	}
	if p.made {
		errs = append(errs, os.Remove(p.dir))
	}
	return errors.Join(errs...)
}

// extract writes the parts of a file into the staging, through a root that no
// name leads out of.
func (p *place) extract(ctx context.Context, file string, begin func(Header) error) (h Header, err error) {
	root, err := os.OpenRoot(p.stage)
	if err != nil {
		return h, err
	}
	defer root.Close()
	w := &extraction{root: root, folders: map[string]bool{}}
	return read(ctx, file, begin, w.write)
}
