package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"holdfast/db"
)

// Run is a row of imports_runs.
type Run struct {
	ID                             string `gorm:"primaryKey"`
	State, File, Fingerprint, Kept string
	Currency, Who                  string
	Position                       int
	Done, Size                     int64
	Report, Undone, Fault          string
	CreatedAt, UpdatedAt           time.Time
}

// Change is a row of imports_changes.
type Change struct {
	RunID   string `gorm:"primaryKey"`
	Place   int    `gorm:"primaryKey"`
	Slug    string
	Outcome string
	Content string
}

// TableName keeps the module's prefix.
func (Run) TableName() string { return "imports_runs" }

// TableName keeps the module's prefix.
func (Change) TableName() string { return "imports_changes" }

// AddRun inserts a run.
func AddRun(tx *db.Tx, run *Run) error { return tx.Gorm().Create(run).Error }

// SaveRun keeps a run's progress, unless it has been turned to another state
// meanwhile.
func SaveRun(tx *db.Tx, run Run) error {
	return tx.Gorm().Model(&Run{}).Where("id = ? AND state = ?", run.ID, run.State).
		Select("position", "done", "size", "report", "undone", "fault", "updated_at").Updates(&run).Error
}

// Turn moves a run from one of the states to another and reports whether it did.
func Turn(tx *db.Tx, run Run, from ...string) (bool, error) {
	result := tx.Gorm().Model(&Run{}).Where("id = ? AND state IN ?", run.ID, from).
		Select("state", "position", "done", "report", "undone", "fault", "kept", "updated_at").Updates(&run)
	return result.RowsAffected == 1, result.Error
}

// FindRun returns the run with id, nil without one.
func FindRun(ctx context.Context, d *db.DB, id string) (*Run, error) {
	return first(d.Read(ctx).Where("id = ?", id))
}

// Unfinished returns the newest run of a file that is in state, nil without one.
func Unfinished(ctx context.Context, d *db.DB, fingerprint, state string) (*Run, error) {
	return first(d.Read(ctx).Where("fingerprint = ? AND state = ? AND kept = ''", fingerprint, state).Order("created_at DESC").Limit(1))
}

// Busy returns a run of the back office's that works on the catalogue, nil
// without one.
func Busy(ctx context.Context, d *db.DB) (*Run, error) {
	return first(d.Read(ctx).Where("state IN ? AND kept <> ''", []string{"running", "undoing"}).Limit(1))
}

// Runs returns the newest runs.
func Runs(ctx context.Context, d *db.DB, limit int) (rows []Run, err error) {
	return rows, d.Read(ctx).Omit("report").Order("created_at DESC, id DESC").Limit(limit).Find(&rows).Error
}

// Kept returns the runs that have a file and were last touched before.
func Kept(ctx context.Context, d *db.DB, before time.Time) (rows []Run, err error) {
	return rows, d.Read(ctx).Omit("report").Where("kept <> '' AND updated_at < ?", before).Find(&rows).Error
}

// AddChanges adds changes that are not there yet.
func AddChanges(tx *db.Tx, changes []Change) error {
	return tx.Gorm().Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(&changes, 100).Error
}

// Changes returns a run's changes after a place, in order.
func Changes(ctx context.Context, d *db.DB, run string, after, limit int) (rows []Change, err error) {
	err = d.Read(ctx).Where("run_id = ? AND place > ?", run, after).Order("place").Limit(limit).Find(&rows).Error
	return rows, err
}

// Outcomes returns the outcomes of a run's changes at places from first on.
func Outcomes(ctx context.Context, d *db.DB, run string, from, to int) (map[int]string, error) {
	var rows []Change
	err := d.Read(ctx).Select("place", "outcome").Where("run_id = ? AND place BETWEEN ? AND ?", run, from, to).Find(&rows).Error
	outcomes := make(map[int]string, len(rows))
	for _, row := range rows {
		outcomes[row.Place] = row.Outcome
	}
	return outcomes, err
}

func first(query *gorm.DB) (*Run, error) {
	var rows []Run
	if err := query.Find(&rows).Error; err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}
