package db

import (
	"context"
	"fmt"
	"time"
)

// Backlog is what is still to be done of some listeners and jobs.
type Backlog struct {
	Waiting int       // at most backlogBound
	Oldest  time.Time // since when the oldest of them is due; zero when none waits
}

// backlogBound bounds what is counted.
const backlogBound = 10_000

// Backlog returns what is due, or being done, of listeners and jobs whose names
// begin with prefix: "search." for all of a module's.
func (d *DB) Backlog(ctx context.Context, prefix string) (Backlog, error) {
	to := "json_extract(args, '$.to')"
	if d.Postgres() {
		to = "args->>'to'"
	}
	var b Backlog
	rows, err := d.Read(ctx).Raw(`SELECT scheduled_at FROM river_job WHERE state IN ('available', 'retryable', 'running')
		AND kind = 'delivery' AND scheduled_at <= ? AND substr(`+to+`, 1, ?) = ? ORDER BY scheduled_at LIMIT ?`,
		d.now(), len(prefix), prefix, backlogBound).Rows()
	if err != nil {
		return Backlog{}, fmt.Errorf("count what waits for %s: %w", prefix, err)
	}
	defer rows.Close()
	for rows.Next() {
		var at time.Time
		if err := rows.Scan(&at); err != nil {
			return Backlog{}, fmt.Errorf("count what waits for %s: %w", prefix, err)
		}
		if b.Waiting++; b.Waiting == 1 {
			b.Oldest = at.UTC()
		}
	}
	return b, rows.Err()
}
