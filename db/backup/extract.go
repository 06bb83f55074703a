package backup

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path"

	"holdfast/db"
)

// extraction writes parts below a root.
type extraction struct {
	root    *os.Root
	folders map[string]bool // made
}

// dumpName is what PostgreSQL's part is called while it is restored.
const dumpName = "shop.pgdump"

// write keeps a part under the name that it has in a data directory.
func (e *extraction) write(name string, content io.Reader) error {
	switch name {
	case sqliteName:
		name = db.File
	case postgresName:
		name = dumpName
	case settingsName:
		return nil // to be read, not to be run with
	}
	if folder := path.Dir(name); !e.folders[folder] {
		if err := e.root.MkdirAll(folder, 0o750); err != nil {
			return local{fmt.Errorf("make a folder for %s: %w", name, err)}
		}
		e.folders[folder] = true
	}
	file, err := e.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return local{fmt.Errorf("write %s: %w", name, err)}
	}
	_, err = io.Copy(writing{file}, content)
	return errors.Join(err, asLocal(file.Sync()), asLocal(file.Close()))
}

// writing marks what goes wrong here as no fault of the file that is read.
type writing struct{ *os.File }

// Write writes to the file.
func (w writing) Write(b []byte) (int, error) {
	n, err := w.File.Write(b)
	return n, asLocal(err)
}

// ReadFrom hides the file's own, whose errors may be either's.
func (w writing) ReadFrom(r io.Reader) (int64, error) {
	return io.Copy(struct{ io.Writer }{w}, r)
}

func asLocal(err error) error {
	if err == nil {
		return nil
	}
	return local{err}
}
