package backup

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// part is one file to be packed.
type part struct {
	name string // in the archive
	path string // on disk; empty: text is all of it
	text []byte
	size int64
}

// gather lists what is packed after the header, and says so in it.
func gather(s Shop, h *Header, snapshot string) ([]part, error) {
	name := sqliteName
	if h.Database == Postgres {
		name = postgresName
	}
	info, err := os.Stat(snapshot)
	if err != nil {
		return nil, err
	}
	parts := []part{{name: name, path: snapshot, size: info.Size()}}
	key, err := os.ReadFile(filepath.Join(s.Dir, KeyFile))
	if err == nil {
		h.Key = true
		parts = append(parts, part{name: keyName, text: key, size: int64(len(key))})
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	parts = append(parts, part{name: settingsName, text: []byte(s.Settings), size: int64(len(s.Settings))})
	pictures, err := media(s.Dir)
	if err != nil {
		return nil, err
	}
	parts = append(parts, pictures...)
	h.Parts = len(parts)
	for _, p := range parts {
		h.Bytes += p.size
	}
	return parts, nil
}

// media lists the pictures' files. Those that are still being written have
// names that begin with a dot.
func media(dir string) (parts []part, err error) {
	root, err := filepath.EvalSymlinks(filepath.Join(dir, "media"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if strings.HasPrefix(entry.Name(), ".") && path != root {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if !entry.Type().IsRegular() {
			return nil
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		parts = append(parts, part{name: mediaPrefix + filepath.ToSlash(relative), path: path, size: info.Size()})
		return nil
	})
	return parts, err
}
