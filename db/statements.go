package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"strings"
)

// mostCompiled is how many compiled statements a connection keeps.
const mostCompiled = 200

// openCompiled opens SQLite with connections that compile each statement once.
// GORM keeps its own statements; River sends text each time, and compiling it
// was a quarter of what an order costs.
//
// Faults: those of sql.Open.
func openCompiled(dsn string) (*sql.DB, error) {
	pool, err := sql.Open("sqlite", dsn) // opens nothing yet: it knows the driver, and the functions it was taught
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(compiling{dsn, pool.Driver()}), pool.Close()
}

// compiling opens connections that compile each statement once.
type compiling struct {
	dsn    string
	driver driver.Driver
}

// Driver is SQLite's.
func (c compiling) Driver() driver.Driver { return c.driver }

// Connect opens a connection.
func (c compiling) Connect(context.Context) (driver.Conn, error) {
	opened, err := c.driver.Open(c.dsn)
	if err != nil {
		return nil, err
	}
	inner, ok := opened.(sqliteConn)
	if !ok {
		return nil, errors.Join(errors.New("db: SQLite's driver has changed"), opened.Close())
	}
	return &conn{sqliteConn: inner, compiled: map[string]*compiled{}}, nil
}

// sqliteConn is what database/sql makes use of.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// conn is a connection, used by one goroutine at a time.
type conn struct {
	sqliteConn
	compiled map[string]*compiled
}

// compiled is a statement that is ready to run. It is busy while its rows are read.
type compiled struct {
	stmt interface {
		driver.Stmt
		driver.StmtExecContext
		driver.StmtQueryContext
	}
	busy bool
}

// ExecContext runs a statement.
func (c *conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	k, err := c.ready(ctx, query)
	if k == nil || err != nil {
		return c.sqliteConn.ExecContext(ctx, query, args)
	}
	return k.stmt.ExecContext(ctx, args)
}

// QueryContext runs a statement that returns rows.
func (c *conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	k, err := c.ready(ctx, query)
	if k == nil || err != nil {
		return c.sqliteConn.QueryContext(ctx, query, args)
	}
	rows, err := k.stmt.QueryContext(ctx, args)
	if err != nil {
		return nil, err
	}
	k.busy = true
	return compiledRows{rows.(sqliteRows), k}, nil
}

// ready returns query's statement, nil when it is not to be kept: one whose
// rows are still read, or one that is no reading or writing of rows. Which text
// comes is written in the code, so the bound is there for what is built of
// parts.
func (c *conn) ready(ctx context.Context, query string) (*compiled, error) {
	if k := c.compiled[query]; k != nil {
		if k.busy {
			return nil, nil
		}
		return k, nil
	}
	if len(c.compiled) >= mostCompiled || !keepable(query) {
		return nil, nil
	}
	stmt, err := c.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	k := &compiled{}
	var ok bool
	if k.stmt, ok = stmt.(interface {
		driver.Stmt
		driver.StmtExecContext
		driver.StmtQueryContext
	}); !ok {
		return nil, stmt.Close()
	}
	c.compiled[query] = k
	return k, nil
}

func keepable(query string) bool {
	text := strings.TrimLeft(query, " \t\n")
	for strings.HasPrefix(text, "--") {
		_, text, _ = strings.Cut(text, "\n")
		text = strings.TrimLeft(text, " \t\n")
	}
	for _, verb := range []string{"SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "SAVEPOINT", "RELEASE"} {
		if strings.HasPrefix(text, verb) {
			return true
		}
	}
	return false
}

// Close ends the connection, and what was compiled on it.
func (c *conn) Close() error {
	var errs []error
	for _, k := range c.compiled {
		errs = append(errs, k.stmt.Close())
	}
	return errors.Join(append(errs, c.sqliteConn.Close())...)
}

// sqliteRows is what database/sql asks rows for.
type sqliteRows interface {
	driver.Rows
	driver.RowsColumnTypeDatabaseTypeName
	driver.RowsColumnTypeLength
	driver.RowsColumnTypeNullable
	driver.RowsColumnTypePrecisionScale
	driver.RowsColumnTypeScanType
}

type compiledRows struct {
	sqliteRows
	of *compiled
}

// Close ends the reading.
func (r compiledRows) Close() error {
	r.of.busy = false
	return r.sqliteRows.Close()
}
