package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	sqlite3 "modernc.org/sqlite/lib"

	"holdfast/modules/kernel/fault"
)

// What a database does to whoever waits for it. They are said to shoppers as
// they are, whatever a module was about to do.
var (
	// ErrAway says that the database cannot be reached. Nothing was written.
	ErrAway = fault.New(fault.Unavailable, "The shop cannot reach its records just now. Nothing was lost, and nothing was done: try again in a minute.")
	// ErrUnsure says that the database was lost while it committed.
	ErrUnsure = fault.New(fault.Unavailable, "The shop lost its records while it was saving this: it may have been saved, or not. Look first, then send it again. An order is never placed twice.")
	// ErrFull says that nothing can be written, the disk being full or broken.
	ErrFull = fault.New(fault.Unavailable, "The shop cannot save anything just now. Nothing was lost, and nothing was done: try again later.")
)

// translatePostgres names what befell the database itself.
func translatePostgres(err error) error {
	switch {
	case errors.Is(err, ErrAway): // refused before it was tried
		return err
	case lost(err):
		return fmt.Errorf("%w: %w", ErrAway, err)
	case full(err):
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return err
}

// lost reports whether err says that the connection to PostgreSQL is gone, or
// that none is to be had. A deadline says nothing of the kind.
func lost(err error) bool {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	if answer, ok := errors.AsType[*pgconn.PgError](err); ok {
		return goingAway(answer)
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	for _, end := range []error{ErrAway, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, driver.ErrBadConn, sql.ErrConnDone} {
		if errors.Is(err, end) {
			return true
		}
	}
	return pgconn.SafeToRetry(err)
}

// goingAway reports whether PostgreSQL says itself that it cannot be had: it is
// shutting down or starting (57P0x), broken off (08), or full of others (53300).
func goingAway(answer *pgconn.PgError) bool {
	return strings.HasPrefix(answer.Code, "57P0") || strings.HasPrefix(answer.Code, "08") || answer.Code == "53300"
}

// full reports whether PostgreSQL has no disk left (53100), or may not write
// (25006: it is a copy, or was told not to).
func full(err error) bool {
	answer, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (answer.Code == "53100" || answer.Code == "25006")
}

// fullSQLite reports whether code says that SQLite's disk is full or broken.
func fullSQLite(code int) bool {
	switch code & 0xff { // the rest says where it was noticed
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN:
		return true
	}
	return false
}
