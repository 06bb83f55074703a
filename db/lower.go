package db

import (
	"context"
	"database/sql/driver"
	"fmt"
	"strings"
	"sync"

	"modernc.org/sqlite"
)

// lowerFunction is our own in SQLite, whose lower knows the letters A to Z only.
const lowerFunction = "holdfast_lower"

// registerLower makes it known to each connection that is opened after it.
var registerLower = sync.OnceValue(func() error {
	return sqlite.RegisterDeterministicScalarFunction(lowerFunction, 1, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		switch text := args[0].(type) {
		case string:
			return strings.ToLower(text), nil
		case nil:
			return nil, nil
		}
		return nil, fmt.Errorf("%s is for text", lowerFunction)
	})
})

// unicodeOrder is the collation under which PostgreSQL knows every language's
// letters, whatever the database was made with.
const unicodeOrder = "und-x-icu"

// Lower returns the SQL of a column's text in lower case, of every alphabet, as
// strings.ToLower writes it. (PostgreSQL without ICU knows what its database's
// own language does.)
func (d *DB) Lower(ctx context.Context, column string) string {
	if !d.Postgres() {
		return lowerFunction + "(" + column + ")"
	}
	collation := d.lower.Load()
	if collation == nil {
		var names []string
		err := d.Read(ctx).Raw("SELECT collname FROM pg_collation WHERE collname = ? LIMIT 1", unicodeOrder).Scan(&names).Error
		if err != nil {
			return "lower(" + column + ")" // and whoever reads by it finds out why
		}
		collation = new("")
		if len(names) > 0 {
			*collation = ` COLLATE "` + names[0] + `"`
		}
		d.lower.Store(collation)
	}
	return "lower(" + column + *collation + ")"
}
