package db

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
)

// SchemaTable is where it is written down which migrations a database has had.
const SchemaTable = "db_migrations"

// JobsTable is the same for the tables of the jobs.
const JobsTable = "river_migration"

// KnownMigrations returns the numbers of the migrations that this program
// brings, in order.
func KnownMigrations(postgres bool) (numbers []int64, err error) {
	names, err := fs.Glob(Migrations, "migrations/*/*.sql")
	if err != nil {
		return nil, err
	}
	other := ".postgres.sql"
	if postgres {
		other = ".sqlite.sql"
	}
	for _, name := range names {
		if strings.HasSuffix(name, other) {
			continue
		}
		text, _, _ := strings.Cut(path.Base(name), "_")
		number, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, number)
	}
	slices.Sort(numbers)
	return numbers, nil
}

// KnownJobsSchema returns the newest schema of the jobs' tables that this
// program can read.
func KnownJobsSchema(postgres bool) (int, error) {
	newest := 0
	see := func(all []rivermigrate.Migration) {
		for _, m := range all {
			newest = max(newest, m.Version)
		}
	}
	if postgres {
		m, err := rivermigrate.New(riverdatabasesql.New(nil), nil)
		if err != nil {
			return 0, err
		}
		see(m.AllVersions())
		return newest, nil
	}
	m, err := rivermigrate.New(riversqlite.New(nil), nil)
	if err != nil {
		return 0, err
	}
	see(m.AllVersions())
	return newest, nil
}

// Figure is a sum that a module's ledger stands for: a query of one whole
// number, the same on both databases. A backup keeps it, so that a restored
// shop can be compared with the one that it was taken of.
type Figure struct {
	Name string // the module, a colon, and what is counted
	SQL  string
	Nil  bool // what does not add up: nothing, in a healthy shop
}
