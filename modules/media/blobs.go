package media

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Blobs keeps bytes under names such as 4f/4f2a…/640.jpg. Files is one; a
// store of objects is another.
type Blobs interface {
	// Put keeps content under name, all of it or nothing.
	Put(ctx context.Context, name string, content []byte) error
	// Open returns what is kept under name; without it, an error that is fs.ErrNotExist.
	Open(ctx context.Context, name string) (content io.ReadSeekCloser, size int64, err error)
}

// Files keeps blobs in a folder.
type Files struct{ Dir string }

// Put writes beside the file and renames, so that nobody reads half of it.
func (f Files) Put(_ context.Context, name string, content []byte) error {
	path := filepath.Join(f.Dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return fmt.Errorf("make a folder for %s: %w", name, err)
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("keep %s: %w", name, err)
	}
	_, err = file.Write(content)
	// On disk before its name is: after a power cut there is all of it or none.
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("keep %s: %w", name, err), os.Remove(file.Name()))
	}
	return nil
}

// Open opens the file.
func (f Files) Open(_ context.Context, name string) (io.ReadSeekCloser, int64, error) {
	path := filepath.FromSlash(name)
	if !filepath.IsLocal(path) {
		return nil, 0, fs.ErrNotExist
	}
	file, err := os.Open(filepath.Join(f.Dir, path))
	if err != nil {
		return nil, 0, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, file.Close())
	}
	return file, info.Size(), nil
}

// folder spreads assets over 256 folders.
func folder(id ID) string { return string(id[:2]) + "/" + string(id) + "/" }
