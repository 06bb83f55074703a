package sessions

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver
)

// File is the name of the sessions' database in the data directory.
const File = "sessions.db"

// pragmas: a session that was lost with the power is signed in again, so a
// write does not wait for the disk (NORMAL).
const pragmas = "?_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=busy_timeout(2000)"

// schema keeps expiry in milliseconds, 0 for never: nothing here is for people.
const schema = `CREATE TABLE IF NOT EXISTS session_entries (
	id TEXT PRIMARY KEY, data BLOB NOT NULL, expires_at INTEGER NOT NULL) WITHOUT ROWID;
	CREATE INDEX IF NOT EXISTS session_entries_expires_at ON session_entries (expires_at)`

// file is the table in SQLite.
type file struct{ reader, writer *sql.DB }

func openFile(ctx context.Context, dir string) (*file, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, fmt.Errorf("make the data directory: %w", err)
	}
	dsn := (&url.URL{Scheme: "file", Opaque: filepath.Join(dir, File)}).String() + pragmas
	f := &file{}
	var err error
	if f.writer, err = sql.Open("sqlite", dsn+"&_txlock=immediate"); err != nil {
		return nil, err
	}
	f.writer.SetMaxOpenConns(1)
	if f.reader, err = sql.Open("sqlite", dsn+"&_pragma=query_only(1)"); err != nil {
		return nil, errors.Join(err, f.writer.Close())
	}
	f.reader.SetMaxOpenConns(4)
	f.reader.SetMaxIdleConns(4)
	if _, err := f.writer.ExecContext(ctx, schema); err != nil {
		return nil, errors.Join(err, f.close())
	}
	return f, nil
}

func (f *file) read(ctx context.Context, key string, now time.Time) (entry, bool, error) {
	var e entry
	var expires int64
	err := f.reader.QueryRowContext(ctx, "SELECT data, expires_at FROM session_entries WHERE id = ? AND (expires_at = 0 OR expires_at > ?)",
		key, now.UnixMilli()).Scan(&e.data, &expires)
	if errors.Is(err, sql.ErrNoRows) {
		return entry{}, false, nil
	}
	if expires != 0 {
		e.expires = time.UnixMilli(expires)
	}
	return e, err == nil, err
}

func (f *file) write(ctx context.Context, key string, e entry) error {
	var expires int64
	if !e.expires.IsZero() {
		expires = e.expires.UnixMilli()
	}
	_, err := f.writer.ExecContext(ctx, `INSERT INTO session_entries (id, data, expires_at) VALUES (?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at`, key, e.data, expires)
	return err
}

func (f *file) remove(ctx context.Context, key string) error {
	_, err := f.writer.ExecContext(ctx, "DELETE FROM session_entries WHERE id = ?", key)
	return err
}

func (f *file) removeAll(ctx context.Context) error {
	_, err := f.writer.ExecContext(ctx, "DELETE FROM session_entries")
	return err
}

func (f *file) sweep(ctx context.Context, now time.Time, limit int) (int64, error) {
	result, err := f.writer.ExecContext(ctx, `DELETE FROM session_entries WHERE id IN (
		SELECT id FROM session_entries WHERE expires_at > 0 AND expires_at <= ? LIMIT ?)`, now.UnixMilli(), limit)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (f *file) close() error { return errors.Join(f.reader.Close(), f.writer.Close()) }
