package dbtest

import (
	"context"
	"testing"

	"gorm.io/gorm"

	"holdfast/db"
)

// OnStatement calls see with the context of each statement that d reads by from
// now on. It is called before anything is read.
func OnStatement(t testing.TB, d *db.DB, see func(context.Context)) {
	t.Helper()
	one := func(tx *gorm.DB) { see(tx.Statement.Context) }
	callbacks := d.Read(t.Context()).Callback()
	for _, err := range []error{
		callbacks.Query().Before("*").Register("see", one),
		callbacks.Row().Before("*").Register("see", one),
		callbacks.Raw().Before("*").Register("see", one),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
}
