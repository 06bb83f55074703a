package db

import (
	"context"
	"fmt"
	"time"
)

// overdue is how long a job that is due may wait before somebody should look
// whether anything works the jobs at all.
const overdue = 2 * time.Minute

// Stalled reports whether jobs have been due for two minutes: the process that
// works them is not running, or stuck, and mail and search wait unseen.
func (d *DB) Stalled(ctx context.Context) (bool, error) {
	var waiting bool
	err := d.Read(ctx).Raw("SELECT EXISTS (SELECT 1 FROM river_job WHERE state = 'available' AND scheduled_at < ?)",
		d.now().Add(-overdue)).Scan(&waiting).Error
	if err != nil {
		return false, fmt.Errorf("look for overdue jobs: %w", err)
	}
	return waiting, nil
}
