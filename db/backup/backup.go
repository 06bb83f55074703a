// Package backup keeps a whole shop in one file, and makes a shop of it again.
//
//	backup  = a snapshot of the database + the pictures it names + the secret key
//	file    = tar, packed with zstd:
//	            backup.json             what it is, and what is counted in it
//	            database/shop.db        SQLite's file, or
//	            database/shop.pgdump    what PostgreSQL's own pg_dump writes
//	            secret.key, settings.env, media/…
//	            SHA256SUMS              of every part before it
//	restore = an empty place + a file whose every sum holds
//
// The snapshot is one instant's; pictures are taken after it, since a picture is
// kept before a row names it and never changes. A backup is written under
// another name, read again from its beginning to its end, and renamed then: what
// has its name is whole. The same is so for a restored place: its database gets
// its name last.
//
// A file that is read may be anybody's: its names are ours or refused, and its
// sizes are what it says they are in the beginning, or it is not read on.
package backup

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"holdfast/db"
)

// The kinds of databases.
const (
	SQLite   = "sqlite"
	Postgres = "postgres"
)

// The names of the parts.
const (
	headerName   = "backup.json"
	sqliteName   = "database/" + db.File
	postgresName = "database/shop.pgdump"
	keyName      = KeyFile
	settingsName = "settings.env"
	mediaPrefix  = "media/"
	sumsName     = "SHA256SUMS"
)

// KeyFile is the name of the secret key in the data directory.
const KeyFile = "secret.key"

// format is the number of the way in which files are written.
const format = 1

// Why a backup is refused.
var (
	ErrNoShop    = errors.New("there is no shop here to back up")
	ErrExists    = errors.New("there is a file of that name; a backup overwrites nothing")
	ErrDamaged   = errors.New("the backup is damaged or was cut short")
	ErrNoBackup  = errors.New("this is no backup of a shop")
	ErrNotEmpty  = errors.New("there is something here already; a backup is restored into an empty place only")
	ErrNewer     = errors.New("the backup is of a newer version of the shop's program; restore it with that one")
	ErrOtherKind = errors.New("the backup is of another kind of database")
	ErrNoRoom    = errors.New("there is not enough room on the disk")
	ErrNoTools   = errors.New("PostgreSQL's own tools are not installed here: install the package postgresql-client")
	ErrRunning   = errors.New("a backup is being made already")
)

// Shop says where a shop is, or is to be.
type Shop struct {
	URL      string      // postgres://…; empty: SQLite in Dir
	Dir      string      // the data directory
	Figures  []db.Figure // what its modules count
	Version  string      // of the program
	Settings string      // how it was run, as lines NAME=value, without secrets
	Scratch  string      // where a snapshot lies meanwhile; empty: beside the backup
	// Kept are names in Dir beside which it is still an empty place.
	Kept []string
}

func (s Shop) kind() string {
	if s.URL != "" {
		return Postgres
	}
	return SQLite
}

// Header is what a file says in its beginning.
type Header struct {
	Format   int              `json:"format"`
	ID       string           `json:"id"` // of the run that made it
	Version  string           `json:"version"`
	Made     time.Time        `json:"made"` // the instant of the snapshot
	Database string           `json:"database"`
	Engine   string           `json:"engine"` // e.g. PostgreSQL 17.2
	Schema   []int64          `json:"schema"` // the migrations that it has had
	Jobs     int              `json:"jobs"`   // the same of the jobs' tables
	Rows     map[string]int64 `json:"rows"`   // by table
	Figures  map[string]int64 `json:"figures"`
	Key      bool             `json:"key"`   // the secret key is in it
	Parts    int              `json:"parts"` // between this one and the sums, at most
	Bytes    int64            `json:"bytes"` // in them, at most
}

// Made is a backup that was made, and read again.
type Made struct {
	Header
	File string
	Size int64 // of the file, bytes
	// Amiss says what does not add up in the shop itself: the backup is as true
	// as the shop is.
	Amiss []string
}

// Make writes a backup of s to file, which must not exist. The shop may be open
// meanwhile. Faults: ErrNoShop, ErrExists, ErrNoRoom, ErrNoTools.
func Make(ctx context.Context, s Shop, id, file string) (made Made, err error) {
	if _, err := os.Lstat(file); err == nil {
		return made, fmt.Errorf("%s: %w", file, ErrExists)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		return made, fmt.Errorf("make the backup's directory: %w", err)
	}
	work, err := os.MkdirTemp(filepath.Dir(file), workPattern) // for its owner alone
	if err != nil {
		return made, fmt.Errorf("prepare the backup: %w", err)
	}
	defer os.RemoveAll(work)
	if err := room(ctx, s, work); err != nil {
		return made, err
	}
	h := Header{Format: format, ID: id, Version: s.Version, Database: s.kind(), Rows: map[string]int64{}, Figures: map[string]int64{}}
	snapshot := filepath.Join(work, "snapshot")
	if err := take(ctx, s, &h, snapshot); err != nil {
		return made, fmt.Errorf("take a snapshot of the database: %w", err)
	}
	parts, err := gather(s, &h, snapshot)
	if err != nil {
		return made, fmt.Errorf("gather what belongs to the shop: %w", err)
	}
	whole := filepath.Join(work, "backup")
	if err := pack(ctx, whole, h, parts); err != nil {
		return made, fmt.Errorf("write the backup: %w", err)
	}
	if made.Header, err = Check(ctx, whole); err != nil {
		return made, fmt.Errorf("read the backup again: %w", err)
	}
	made.File, made.Amiss = file, amiss(s.Figures, h.Figures)
	if made.Size, err = publish(whole, file); err != nil {
		return made, fmt.Errorf("name the backup: %w", err)
	}
	return made, nil
}

// workPattern names what a backup is made in; it is left behind only when the
// process was killed.
const workPattern = ".backup-*"

// publish gives a whole file its name.
func publish(whole, file string) (size int64, err error) {
	info, err := os.Stat(whole)
	if err != nil {
		return 0, err
	}
	if _, err := os.Lstat(file); err == nil {
		return 0, ErrExists
	}
	if err := os.Rename(whole, file); err != nil {
		return 0, err
	}
	return info.Size(), syncDir(filepath.Dir(file))
}

// take snapshots the database into file and counts what is in it.
func take(ctx context.Context, s Shop, h *Header, file string) error {
	if s.kind() == Postgres {
		return takePostgres(ctx, s, h, file)
	}
	return takeSQLite(ctx, s, h, file)
}

// querier is a transaction or a connection.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func encoded(h Header) ([]byte, error) { return json.MarshalIndent(h, "", "  ") }

// syncDir has the names in a directory on disk.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
