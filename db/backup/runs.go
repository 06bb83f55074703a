package backup

import (
	"context"
	"fmt"
	"time"

	"holdfast/db"
)

// The states of a run.
const (
	Running = "running"
	Done    = "done"
	Failed  = "failed"
)

// By whom a backup is asked for, when by no operator.
const (
	BySchedule = "schedule"
	ByCommand  = "command line"
)

// Run is a backup that was begun.
type Run struct {
	ID        string
	AskedBy   string
	Place     string // the machine's name, a colon, and the file
	State     string
	Fault     string
	Remark    string // what did not add up in the shop itself
	Bytes     int64  // of the file
	BegunAt   time.Time
	SeenAt    time.Time
	EndedAt   *time.Time
	RemovedAt *time.Time // the file had its time
}

// TableName names the table.
func (Run) TableName() string { return "db_backups" }

// silence is how long a run that is alive says nothing at most.
const silence = 2 * time.Minute

// beat is how often it says something.
const beat = 20 * time.Second

// Fault texts of runs that did not end by themselves.
const (
	cutShort = "it was cut short: the process ended"
	closing  = "it was cut short: the shop was closed"
)

// begin writes down a run, unless one is under way. Faults: ErrRunning.
func begin(ctx context.Context, d *db.DB, run Run) error {
	err := d.Write(ctx, func(tx *db.Tx) error {
		err := tx.Gorm().Exec("UPDATE db_backups SET state = ?, fault = ?, ended_at = seen_at WHERE state = ? AND seen_at < ?",
			Failed, cutShort, Running, run.BegunAt.Add(-silence)).Error
		if err != nil {
			return err
		}
		return tx.Gorm().Create(&run).Error
	})
	if db.IsDuplicate(err) {
		return ErrRunning
	}
	if err != nil {
		return fmt.Errorf("note that a backup begins: %w", err)
	}
	return nil
}

// alive says that a run goes on.
func alive(ctx context.Context, d *db.DB, id string, now time.Time) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		return tx.Gorm().Exec("UPDATE db_backups SET seen_at = ? WHERE id = ? AND state = ?", now, id, Running).Error
	})
}

// conclude writes down what became of a run.
func conclude(ctx context.Context, d *db.DB, run Run) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		return tx.Gorm().Model(&Run{}).Where("id = ?", run.ID).Updates(map[string]any{
			"state": run.State, "fault": run.Fault, "remark": run.Remark, "bytes": run.Bytes, "ended_at": run.EndedAt,
		}).Error
	})
}

// Note writes down a backup that was made past the schedule.
func Note(ctx context.Context, d *db.DB, run Run) error {
	return d.Write(ctx, func(tx *db.Tx) error { return tx.Gorm().Create(&run).Error })
}

// Runs returns the last runs, the newest first.
func Runs(ctx context.Context, d *db.DB, limit int) (runs []Run, err error) {
	err = d.Read(ctx).Order("begun_at DESC, id DESC").Limit(limit).Find(&runs).Error
	return runs, err
}

// lastOf returns the last run in a state; empty: in any.
func lastOf(ctx context.Context, d *db.DB, state string) (run Run, found bool, err error) {
	g := d.Read(ctx).Order("begun_at DESC, id DESC").Limit(1)
	if state != "" {
		g = g.Where("state = ?", state)
	}
	result := g.Find(&run)
	return run, result.RowsAffected > 0, result.Error
}

// removed says that a file had its time.
func removed(ctx context.Context, d *db.DB, place string, now time.Time) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		return tx.Gorm().Exec("UPDATE db_backups SET removed_at = ? WHERE place = ? AND removed_at IS NULL", now, place).Error
	})
}

// settleRun ends, in a restored shop, the run that it was taken in: in the
// snapshot, that still goes on.
func settleRun(ctx context.Context, d *db.DB, h Header) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		ended := map[string]any{"state": Done, "remark": "this shop was restored from it", "ended_at": h.Made}
		err := tx.Gorm().Model(&Run{}).Where("id = ? AND state = ?", h.ID, Running).Updates(ended).Error
		if err != nil {
			return err
		}
		ended = map[string]any{"state": Failed, "fault": cutShort, "ended_at": h.Made}
		return tx.Gorm().Model(&Run{}).Where("state = ?", Running).Updates(ended).Error
	})
}
