package backup

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

	"holdfast/db"
)

// takeSQLite has SQLite write what it reads in one transaction into another
// file. Readers keep no writer waiting; what is written meanwhile is not in it.
func takeSQLite(ctx context.Context, s Shop, h *Header, file string) error {
	path := filepath.Join(s.Dir, db.File)
	if _, err := os.Stat(path); err != nil {
		return fmt.Errorf("%w: %w", ErrNoShop, err)
	}
	shop, err := openFile(path, "?_pragma=busy_timeout(5000)&_pragma=temp_store(MEMORY)")
	if err != nil {
		return err
	}
	h.Made = time.Now().UTC() // the snapshot is taken after it
	_, err = shop.ExecContext(ctx, "VACUUM INTO ?", file)
	if err := errors.Join(err, shop.Close()); err != nil {
		return err
	}
	if err := os.Chmod(file, 0o600); err != nil {
		return err
	}
	snapshot, err := openFile(file, "?mode=ro&immutable=1")
	if err != nil {
		return err
	}
	return errors.Join(countSQLite(ctx, snapshot, s.Figures, h), snapshot.Close())
}

func openFile(path, options string) (*sql.DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	d, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: path}).String()+options)
	if err != nil {
		return nil, err
	}
	d.SetMaxOpenConns(1)
	return d, nil
}

// countSQLite looks whether a file is sound, and counts what is in it.
func countSQLite(ctx context.Context, d *sql.DB, figures []db.Figure, h *Header) error {
	if err := sound(ctx, d); err != nil {
		return err
	}
	var version string
	if err := d.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version); err != nil {
		return err
	}
	h.Engine = "SQLite " + version
	// Rows of virtual tables, such as the index of words, are in tables of
	// their own that belong to them.
	tables, err := texts(ctx, d, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
	if err != nil {
		return err
	}
	return count(ctx, d, tables, figures, h)
}

// sound has SQLite look through all of a database.
func sound(ctx context.Context, d *sql.DB) error {
	faults, err := texts(ctx, d, "PRAGMA integrity_check(10)")
	if err != nil {
		return fmt.Errorf("look through the database: %w", err)
	}
	if len(faults) != 1 || faults[0] != "ok" {
		return fmt.Errorf("the database is damaged: %q", faults)
	}
	return nil
}

func texts(ctx context.Context, q querier, query string, args ...any) (all []string, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		all = append(all, text)
	}
	return all, rows.Err()
}
