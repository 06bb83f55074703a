package backup

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"holdfast/db"
)

// count fills in which migrations a database has had, how many rows its tables
// have, and what its modules count.
func count(ctx context.Context, q querier, tables []string, figures []db.Figure, h *Header) (err error) {
	if !slices.Contains(tables, db.SchemaTable) {
		return ErrNoShop
	}
	if h.Schema, h.Jobs, err = schemaOf(ctx, q, slices.Contains(tables, db.JobsTable)); err != nil {
		return err
	}
	for _, table := range tables {
		var rows int64
		if err := q.QueryRowContext(ctx, `SELECT count(*) FROM "`+strings.ReplaceAll(table, `"`, `""`)+`"`).Scan(&rows); err != nil {
			return fmt.Errorf("count %s: %w", table, err)
		}
		h.Rows[table] = rows
	}
	if missing, err := h.behind(); err != nil || missing {
		return err // of an older schema, this program's modules know no sums
	}
	h.Figures, err = figuresOf(ctx, q, figures)
	return err
}

func figuresOf(ctx context.Context, q querier, figures []db.Figure) (map[string]int64, error) {
	sums := make(map[string]int64, len(figures))
	for _, f := range figures {
		var sum int64
		if err := q.QueryRowContext(ctx, f.SQL).Scan(&sum); err != nil {
			return nil, fmt.Errorf("count %s: %w", f.Name, err)
		}
		sums[f.Name] = sum
	}
	return sums, nil
}

// schemaOf returns the migrations that a database has had. A migration that was
// undone would be there twice; none of ours can be.
func schemaOf(ctx context.Context, q querier, jobs bool) (numbers []int64, newest int, err error) {
	rows, err := q.QueryContext(ctx, "SELECT DISTINCT version_id FROM "+db.SchemaTable+" WHERE version_id > 0 ORDER BY version_id")
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var number int64
		if err := rows.Scan(&number); err != nil {
			return nil, 0, err
		}
		numbers = append(numbers, number)
	}
	if err := rows.Err(); err != nil {
		return nil, 0, err
	}
	if jobs {
		err = q.QueryRowContext(ctx, "SELECT coalesce(max(version), 0) FROM "+db.JobsTable).Scan(&newest)
	}
	return numbers, newest, err
}

// behind reports whether a database lacks migrations that this program has.
func (h Header) behind() (bool, error) {
	known, err := db.KnownMigrations(h.Database == Postgres)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(known, func(n int64) bool { return !slices.Contains(h.Schema, n) }), nil
}

// readable refuses what a newer program has written. Faults: ErrNewer.
func (h Header) readable() error {
	known, err := db.KnownMigrations(h.Database == Postgres)
	if err != nil {
		return err
	}
	for _, number := range h.Schema {
		if !slices.Contains(known, number) {
			return fmt.Errorf("%w (%s; its migration %d is not known here)", ErrNewer, h.Version, number)
		}
	}
	jobs, err := db.KnownJobsSchema(h.Database == Postgres)
	if err != nil {
		return err
	}
	if h.Jobs > jobs {
		return fmt.Errorf("%w (%s; its jobs are in version %d, known here is %d)", ErrNewer, h.Version, h.Jobs, jobs)
	}
	return nil
}

// sameRows compares what was restored with what was backed up.
func (h Header) sameRows(restored map[string]int64) error {
	if !maps.Equal(h.Rows, restored) {
		for table, rows := range h.Rows {
			if restored[table] != rows {
				return fmt.Errorf("%w: %s has %d rows, and had %d", ErrDamaged, table, restored[table], rows)
			}
		}
		return fmt.Errorf("%w: there are tables that were not in it", ErrDamaged)
	}
	return nil
}

// sameFigures compares the ledgers, where both know the figure.
func (h Header) sameFigures(restored map[string]int64) error {
	for _, name := range slices.Sorted(maps.Keys(restored)) {
		if was, known := h.Figures[name]; known && was != restored[name] {
			return fmt.Errorf("%w: %s is %d, and was %d", ErrDamaged, name, restored[name], was)
		}
	}
	return nil
}

// amiss says which figures should be nothing and are not.
func amiss(figures []db.Figure, sums map[string]int64) (faults []string) {
	for _, f := range figures {
		if n := sums[f.Name]; f.Nil && n != 0 {
			faults = append(faults, fmt.Sprintf("%s: %d", f.Name, n))
		}
	}
	return faults
}
