package db

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	gormsqlite "gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// pragmas: a commit is on disk before it is answered (FULL), readers never wait
// (WAL), and times are stored in a form that SQL's own functions read.
const pragmas = "?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(5000)" +
	"&_pragma=foreign_keys(1)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-16000)&_time_format=sqlite"

// File is the name of the database in the data directory.
const File = "shop.db"

func (d *DB) openSQLite(dir string) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("make the data directory: %w", err)
	}
	if err := registerLower(); err != nil {
		return fmt.Errorf("teach SQLite all letters: %w", err)
	}
	dsn := (&url.URL{Scheme: "file", Opaque: filepath.Join(dir, File)}).String() + pragmas
	write, err := openCompiled(dsn + "&_txlock=immediate")
	if err != nil {
		return fmt.Errorf("open %s: %w", File, err)
	}
	d.closer = append(d.closer, write.Close)
	write.SetMaxOpenConns(1)
	read, err := sql.Open("sqlite", dsn+"&_pragma=query_only(1)")
	if err != nil {
		return fmt.Errorf("open %s to read: %w", File, err)
	}
	d.closer = append(d.closer, read.Close)
	read.SetMaxOpenConns(max(4, runtime.GOMAXPROCS(0)*2))
	read.SetMaxIdleConns(max(4, runtime.GOMAXPROCS(0)*2))

	writing, err := openGorm(write, d)
	if err != nil {
		return err
	}
	if d.reader, err = openGorm(read, d); err != nil {
		return err
	}
	d.sql = write
	d.writer = newGroupWriter(d, writing)
	return nil
}

func openGorm(pool *sql.DB, d *DB) (*gorm.DB, error) {
	dialector := dialector{gormsqlite.Dialector{DriverName: "sqlite", Conn: pool}}
	g, err := gorm.Open(dialector, gormConfig(d.log, true))
	if err != nil {
		return nil, fmt.Errorf("open SQLite: %w", err)
	}
	return g, translateRows(g)
}

// dialector is GORM's, over modernc's driver, whose errors GORM's own
// translation does not know.
type dialector struct{ gormsqlite.Dialector }

// Translate names the faults that stores ask about.
func (dialector) Translate(err error) error {
	fault, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return err
	}
	switch fault.Code() {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		return fmt.Errorf("%w: %w", gorm.ErrDuplicatedKey, err)
	case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		return fmt.Errorf("%w: %w", gorm.ErrForeignKeyViolated, err)
	case sqlite3.SQLITE_CONSTRAINT_CHECK:
		return fmt.Errorf("%w: %w", gorm.ErrCheckConstraintViolated, err)
	}
	if fullSQLite(fault.Code()) {
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return err
}
