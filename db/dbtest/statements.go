package dbtest

import (
	"context"
	"errors"
	"io"
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

// FailReads has every read of d whose context when accepts fail from now on. Its
// callback cannot be taken off again, so d is the test's own.
func FailReads(t testing.TB, d *db.DB, when func(context.Context) bool) {
	t.Helper()
	broken := func(tx *gorm.DB) {
		if when(tx.Statement.Context) {
			_ = tx.AddError(io.ErrUnexpectedEOF)
		}
	}
	callbacks := d.Read(t.Context()).Callback()
	if err := errors.Join(callbacks.Query().Before("*").Register("broken", broken), callbacks.Row().Before("*").Register("broken", broken)); err != nil {
		t.Fatal(err)
	}
}
